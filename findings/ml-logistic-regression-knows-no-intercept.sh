#!/bin/sh
# The logistic regression of ml-logistic-regression has no intercept: it cannot tell 5 from 9.
#
# ml-logistic-regression 2.0.0 with ml-matrix 6.15.1 on Node.js. Its documentation promises a logistic regression, for
# more than 2 classes one for each against the rest; it says neither that the border between two classes always goes
# through the origin nor that a column of ones is needed for it to be elsewhere. With one positive feature all answers
# are alike, whatever the number of steps. Labels are taken for 0, 1, 2 and so on without a look at them: with 1 and 2
# each, train() learns label 1 against the rest and the rest against nobody, and predict() says 1 for what was labelled
# 1, and 0 for what was labelled 2. No warning comes. Whoever looks for the glasses in sizes, ages or distances hears
# one answer for all faces. Seen, for 10 faces with one number, 5 to 6 without and 8 to 9 with glasses:
#
#     labels:                           0 0 0 0 0 1 1 1 1 1
#     predicted, 1000 steps:            1 1 1 1 1 1 1 1 1 1
#     predicted, 50000 steps:           1 1 1 1 1 1 1 1 1 1
#     with a column of ones:            0 0 0 0 0 1 1 1 1 1
#     the number less its mean:         0 0 0 0 0 1 1 1 1 1
#     labels 1 and 2, less the mean:    1 1 1 1 1 0 0 0 0 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-logistic-regression@2.0.0 ml-matrix@6.15.1
cat >"$folder/faces.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Matrix } from "ml-matrix";
import Module from "ml-logistic-regression";

const LogisticRegression = Module.default ?? Module;
const sizes = [5, 5.2, 5.5, 5.8, 6, 8, 8.3, 8.5, 8.8, 9];
const labels = sizes.map((size) => (size > 7 ? 1 : 0));
const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
const predict = (rows, classes, numSteps) => {
  const features = new Matrix(rows);
  const regression = new LogisticRegression({ numSteps, learningRate: 5e-3 });
  regression.train(features, Matrix.columnVector(classes));
  return Array.from(regression.predict(features));
};
const show = (name, answers) => {
  console.log(`${(name + ":").padEnd(33)} ${answers.join(" ")}`);
  return answers;
};

show("labels", labels);
const plain = sizes.map((size) => [size]);
const centred = sizes.map((size) => [size - mean]);
const few = show("predicted, 1000 steps", predict(plain, labels, 1000));
const many = show("predicted, 50000 steps", predict(plain, labels, 50000));
const ones = show("with a column of ones", predict(sizes.map((size) => [size, 1]), labels, 50000));
const shifted = show("the number less its mean", predict(centred, labels, 1000));
const named = show("labels 1 and 2, less the mean", predict(centred, labels.map((label) => label + 1), 1000));

assert.ok([few, many].every((answers) => new Set(answers).size === 1));
assert.deepEqual(ones, labels);
assert.deepEqual(shifted, labels);
assert.deepEqual(named, labels.map((label) => 1 - label));
JAVASCRIPT
node "$folder/faces.mjs"
