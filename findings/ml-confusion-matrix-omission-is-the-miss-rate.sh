#!/bin/sh
# The false omission rate of ml-confusion-matrix is the false negative rate under another name.
#
# ml-confusion-matrix 2.0.0 on Node.js. The false omission rate is the share of wrong answers among all "no" of a
# classifier, FN / (FN + TN), so it and the negative predictive value sum to 1. getFalseOmissionRate(), which the
# documentation describes as "False omission rate (FOR)", divides by FN + TP instead: it gives what
# getFalseNegativeRate() gives. The two differ the more, the rarer a label is. Whoever asks how many glasses hide among
# the faces that a classifier of generated faces calls "without glasses" hears 60 % where it is 3 %. The false negative
# rate, the false discovery rate and the negative predictive value agree with the counts. Seen, for 1,000 faces, 50 of
# them with glasses, 20 of these found:
#
#     counts: found 20, missed 30, false alarms 10, rightly without 940
#     false omission rate: 0.600, from the counts 0.031
#     false negative rate: 0.600, from the counts 0.600
#     negative predictive value + false omission rate: 1.569
#     a classifier that never says glasses: 1.000, from the counts 0.050
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-confusion-matrix@2.0.0
cat >"$folder/rates.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { ConfusionMatrix } from "ml-confusion-matrix";

const label = "glasses";
const actual = Array.from({ length: 1000 }, (_, i) => (i < 50 ? label : "none"));
const predicted = Array.from({ length: 1000 }, (_, i) => (i < 20 || i >= 990 ? label : "none"));
const count = (truth, guess) => actual.filter((name, i) => name === truth && predicted[i] === guess).length;
const [hit, miss] = [count(label, label), count(label, "none")];
const [alarm, clear] = [count("none", label), count("none", "none")];
console.log(`counts: found ${hit}, missed ${miss}, false alarms ${alarm}, rightly without ${clear}`);

const matrix = ConfusionMatrix.fromLabels(actual, predicted);
const omission = matrix.getFalseOmissionRate(label);
const negative = matrix.getFalseNegativeRate(label);
const value = matrix.getNegativePredictiveValue(label);
const right = miss / (miss + clear);
console.log(`false omission rate: ${omission.toFixed(3)}, from the counts ${right.toFixed(3)}`);
console.log(`false negative rate: ${negative.toFixed(3)}, from the counts ${(miss / (miss + hit)).toFixed(3)}`);
console.log(`negative predictive value + false omission rate: ${(value + omission).toFixed(3)}`);
const never = ConfusionMatrix.fromLabels(actual, Array(1000).fill("none"));
const always = never.getFalseOmissionRate(label).toFixed(3);
console.log(`a classifier that never says glasses: ${always}, from the counts 0.050`);

assert.ok(Math.abs(omission - 0.6) < 1e-12 && Math.abs(negative - 0.6) < 1e-12);
assert.ok(Math.abs(value - clear / (clear + miss)) < 1e-12 && Math.abs(value + right - 1) < 1e-12);
assert.ok(Math.abs(matrix.getFalseDiscoveryRate(label) - alarm / (alarm + hit)) < 1e-12);
assert.equal(never.getFalseOmissionRate(label), 1);
JAVASCRIPT
node "$folder/rates.mjs"
