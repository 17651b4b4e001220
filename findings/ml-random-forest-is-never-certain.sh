#!/bin/sh
# In ml-random-forest the first tree votes with its class number, and maxSamples takes the first samples of the data.
#
# ml-random-forest 2.1.0 on Node.js. predictProbability() adds up votes with reduce() and no start value, so the entry
# of the first tree, the number of its class, becomes the start of the sum and is not counted as a vote. Trees that all
# agree give 0.9 for 10 trees and 0.5 for 2; probabilities of all classes never make 1. The documentation of maxSamples
# says that that many samples are drawn; the code keeps the first rows. Where data lie class by class, as in folders of
# faces, the other classes are never seen, and the forest is sure of the first. Nothing warns. Seen, for 20 codes in
# order, class 0 for the first ten and class 1 for the others:
#
#     trees that agree: probability of the predicted class with 2, 10, 50 trees: 0.5, 0.9, 0.98
#     sum of the probabilities of both classes with 10 trees: 0.900002
#     right of 20 with maxSamples 0.5, data in order: 10
#     right of 20 with maxSamples 0.5, data mixed:    18
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-random-forest@2.1.0
cat >"$folder/forest.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { RandomForestClassifier } = require("ml-random-forest");

const codes = Array.from({ length: 20 }, (_, i) => [i]);
const classes = codes.map(([x]) => (x < 10 ? 0 : 1));
const trained = (options, order = codes.map((_, i) => i)) => {
  const forest = new RandomForestClassifier({ seed: 42, noOOB: true, ...options });
  forest.train(order.map((i) => codes[i]), order.map((i) => classes[i]));
  return forest;
};

const counts = [2, 10, 50];
const probabilities = counts.map((nEstimators) => {
  const forest = trained({ nEstimators });
  assert.ok(forest.predictionValues([[0]]).getRow(0).every((vote) => vote === 0));
  return forest.predictProbability([[0]], 0)[0];
});
console.log(`trees that agree: probability of the predicted class with 2, 10, 50 trees: ${probabilities.join(", ")}`);
counts.forEach((count, i) => assert.ok(Math.abs(probabilities[i] - (count - 1) / count) < 1e-6));

const ten = trained({ nEstimators: 10 });
const sum = ten.predictProbability([[19]], 0)[0] + ten.predictProbability([[19]], 1)[0];
console.log(`sum of the probabilities of both classes with 10 trees: ${sum.toFixed(6)}`);
assert.ok(sum < 0.95);

const right = (forest) => forest.predict(codes).filter((label, i) => label === classes[i]).length;
const inOrder = right(trained({ maxSamples: 0.5 }));
const mixed = right(trained({ maxSamples: 0.5 }, codes.map((_, i) => (7 * i) % 20)));
console.log(`right of 20 with maxSamples 0.5, data in order: ${inOrder}`);
console.log(`right of 20 with maxSamples 0.5, data mixed:    ${mixed}`);
assert.ok(inOrder === 10 && mixed > 15);
JAVASCRIPT
node "$folder/forest.cjs"
