#!/bin/sh
# The cross-validation of brain.js reports the error of the training, chooses by it, and never tests some of the rows.
#
# brain.js 1.6.1 on Node.js. Its documentation offers CrossValidate for a training that is less fragile, with all
# statistics in the result, and toNeuralNetwork() for the network that performs best. For each fold the result takes the
# statistics of the test rows, but then writes the error of the training over theirs. So the error of a fold, and the
# mean of them in avgs, is that of the rows which the network has learned by heart, and toNeuralNetwork() takes the one
# that knows its own rows best. Only accuracy, precision and recall, for one output, are of the test rows. If the rows
# cannot be divided by the folds, the folds are cut to whole rows and the gaps between them are in no test, while
# testSize is no whole number. No warning comes. Whoever asks whether latent codes tell smiling faces reads that they
# do. Seen, for 42 random codes of 8 numbers with labels that have nothing to do with them, and 4 folds:
#
#     errors reported: 0.005, 0.005, 0.005, 0.005, mean 0.005
#     of the rows learned, by hand: 0.005, 0.005, 0.005, 0.005
#     of the test rows, by hand: 0.470, 0.544, 0.683, 0.678, mean 0.594
#     the network chosen has 0.544 on its test rows, the best has 0.470
#     rows 42, tested 40, testSize 10.5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" brain.js@1.6.1
cat >"$folder/folds.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { CrossValidate, NeuralNetwork } = require("brain.js");

let state = 6;
Math.random = () => ((state = (state * 1664525 + 1013904223) % 2 ** 32) + 0.5) / 2 ** 32;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const show = (values) => values.map((value) => value.toFixed(3)).join(", ");

const [count, folds] = [42, 4];
const code = () => Array.from({ length: 8 }, () => Math.random());
const rows = Array.from({ length: count }, (_, i) => ({ input: code(), output: [i % 2] }));
const validation = new CrossValidate(NeuralNetwork, { hiddenLayers: [6] });
const { avgs, sets, stats } = validation.train(rows, { iterations: 3000, learningRate: 0.3 }, folds);
const reported = sets.map((fold) => fold.error);
console.log(`errors reported: ${show(reported)}, mean ${avgs.error.toFixed(3)}`);

// train() has shuffled the rows themselves, and tests those from here on in every fold.
const tested = sets.map((_, i) => {
  const start = Math.trunc((i * count) / folds);
  return rows.slice(start, start + Math.trunc(count / folds));
});
const squares = (net, some) => mean(some.map(({ input, output }) => (net.run(input)[0] - output[0]) ** 2));
const nets = sets.map(({ network }) => new NeuralNetwork().fromJSON(network));
const learned = nets.map((net, i) => squares(net, rows.filter((row) => !tested[i].includes(row))));
const errors = nets.map((net, i) => squares(net, tested[i]));
console.log(`of the rows learned, by hand: ${show(learned)}`);
console.log(`of the test rows, by hand: ${show(errors)}, mean ${mean(errors).toFixed(3)}`);
reported.forEach((error, i) => assert.ok(Math.abs(error - learned[i]) < 0.005 && errors[i] > 0.3));
tested.forEach((some, i) => {
  const right = some.filter(({ input, output }) => (nets[i].run(input)[0] > 0.5 ? 1 : 0) === output[0]).length;
  assert.equal(right, sets[i].truePos + sets[i].trueNeg);
});

const chosen = errors[reported.indexOf(Math.min(...reported))];
const input = rows[0].input;
const same = nets.findIndex((net) => net.run(input)[0] === validation.toNeuralNetwork().run(input)[0]);
assert.equal(errors[same], chosen);
console.log(`the network chosen has ${show([chosen])} on its test rows, the best has ${show([Math.min(...errors)])}`);
console.log(`rows ${count}, tested ${stats.total}, testSize ${stats.testSize}`);
assert.ok(stats.total === 40 && chosen > Math.min(...errors) + 0.05);
JAVASCRIPT
node "$folder/folds.cjs"
