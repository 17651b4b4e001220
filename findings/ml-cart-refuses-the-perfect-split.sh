#!/bin/sh
# A regression tree of ml-cart does not make a split that leaves no error, so it answers a perfect step with its mean.
#
# ml-cart 2.1.1 on Node.js (also the trees of ml-random-forest 2.1.0). For regression the "gain" of a split is the
# error that is left, and less is better. But a node is only divided if its gain is greater than gainThreshold, which
# is 0: a test made for classification, where more is better. So the best split there is, one that leaves an error of
# 0, is found and thrown away, and the node becomes a leaf with the mean of all its values. Numbers with noise are
# fitted well; attributes of faces with few values (glasses 0 or 1, 5 haircuts), which have perfect splits, are not.
# Seen, for 20 codes in order and an attribute that jumps:
#
#     0 ten times, then 10 ten times:    predicts 5
#     the same with one millionth added to the last: predicts 0, 10
#     0 five times, 3 five times, 10 ten times: predicts 1.5, 10
#     classifier of the same package for the first: 0, 1
#     forest of 50 trees for the first:  spread of its predictions 0.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-cart@2.1.1 ml-random-forest@2.1.0
cat >"$folder/tree.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { DecisionTreeClassifier, DecisionTreeRegression } = require("ml-cart");
const { RandomForestRegression } = require("ml-random-forest");

const codes = Array.from({ length: 20 }, (_, i) => [i]);
const step = codes.map(([x]) => (x < 10 ? 0 : 10));
const fitted = (Tree, values) => {
  const tree = new Tree();
  tree.train(codes, values);
  return tree.predict(codes);
};
const different = (predictions) => [...new Set(predictions.map((x) => Number(x.toFixed(3))))];

const perfect = different(fitted(DecisionTreeRegression, step));
console.log(`0 ten times, then 10 ten times:    predicts ${perfect.join(", ")}`);
assert.deepEqual(perfect, [5]);

const almost = different(fitted(DecisionTreeRegression, step.map((y, i) => (i === 19 ? y + 1e-6 : y))));
console.log(`the same with one millionth added to the last: predicts ${almost.join(", ")}`);
assert.deepEqual(almost, [0, 10]);

const three = different(fitted(DecisionTreeRegression, codes.map(([x]) => (x < 5 ? 0 : x < 10 ? 3 : 10))));
console.log(`0 five times, 3 five times, 10 ten times: predicts ${three.join(", ")}`);
assert.deepEqual(three, [1.5, 10]);

const classes = different(fitted(DecisionTreeClassifier, step.map((y) => y / 10)));
console.log(`classifier of the same package for the first: ${classes.join(", ")}`);
assert.deepEqual(classes, [0, 1]);

const forest = new RandomForestRegression({ nEstimators: 50, seed: 42 });
forest.train(codes, step);
const predictions = forest.predict(codes);
const spread = Math.max(...predictions) - Math.min(...predictions);
console.log(`forest of 50 trees for the first:  spread of its predictions ${spread.toFixed(1)}`);
assert.ok(spread < 0.01);
JAVASCRIPT
node "$folder/tree.cjs"
