#!/bin/sh
# The "mean squared logarithmic error" of neataptic has a sign, so too large outputs end the training at once.
#
# neataptic 1.4.7 on Node.js. methods.cost.MSLE is documented as the mean squared logarithmic error: the mean of (log(1
# + target) - log(1 + output))^2, 0 at best. This one adds up log(target) - log(output): there is no square, no mean and
# no 1. The further the outputs lie above the targets, the more negative it is, and outputs that are too large here and
# too small there cancel. train() stops as soon as the error is below what is asked for, so a network that gives 0.5 for
# rare attributes is reported as trained after 1 iteration, and evolve() looks for genomes with ever larger outputs. No
# warning comes. Seen (a network learns 3 shares between 0.02 and 0.1 from 3 numbers, until the error is 0.0005):
#
#     targets 0.3,0.3, outputs 0.9,0.1: MSLE 0.000, by hand 0.086
#     targets 0.1,0.1, outputs 0.9,0.9: MSLE -4.394, by hand 0.299
#     targets 0.9,0.9, outputs 0.1,0.1: MSLE 4.394, by hand 0.299
#     cost MSLE: 1 iterations, error -5.9350; outputs off by up to 0.283
#     cost by hand: 174 iterations, error 0.0005; outputs off by up to 0.047
#     cost MSE: 258 iterations, error 0.0005; outputs off by up to 0.046
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" neataptic@1.4.7
cat >"$folder/cost.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { architect, methods } = require("neataptic");

const { MSLE, MSE } = methods.cost;
const byHand = (target, output) => {
  const squares = target.map((t, i) => (Math.log(1 + t) - Math.log(1 + output[i])) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / target.length;
};
const pairs = [[[0.3, 0.3], [0.9, 0.1]], [[0.1, 0.1], [0.9, 0.9]], [[0.9, 0.9], [0.1, 0.1]]];
for (const [target, output] of pairs) {
  const [got, right] = [MSLE(target, output), byHand(target, output)];
  const [shown, hand] = [got, right].map((error) => (Math.round(1000 * error) / 1000).toFixed(3));
  console.log(`targets ${target}, outputs ${output}: MSLE ${shown}, by hand ${hand}`);
  assert.ok(Math.abs(got - target.reduce((sum, t, i) => sum + Math.log(t / output[i]), 0)) < 1e-9);
}
assert.ok(Math.abs(MSLE(...pairs[0])) < 1e-9 && MSLE(...pairs[1]) < -4);

let state = 1;
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const set = Array.from({ length: 20 }, (_, i) => {
  const codes = [Math.sin(i), Math.sin(2.3 * i), Math.sin(4.1 * i)];
  return { input: codes, output: codes.map((code) => 0.06 + 0.04 * code) };
});
const worst = (network) => Math.max(...set.flatMap(({ input, output }) => {
  const got = network.activate(input);
  return output.map((share, k) => Math.abs(got[k] - share));
}));
const results = {};
for (const [name, cost] of [["MSLE", MSLE], ["by hand", byHand], ["MSE", MSE]]) {
  state = 1;
  const network = new architect.Perceptron(3, 6, 3);
  const { error, iterations } = network.train(set, { error: 0.0005, iterations: 2000, rate: 0.05, cost });
  results[name] = { error, iterations, worst: worst(network) };
  const off = results[name].worst.toFixed(3);
  console.log(`cost ${name}: ${iterations} iterations, error ${error.toFixed(4)}; outputs off by up to ${off}`);
}
assert.ok(results.MSLE.iterations === 1 && results.MSLE.error < 0);
assert.ok(results["by hand"].iterations > 10 && results["by hand"].error > 0);
assert.ok(results.MSLE.worst > 2 * results["by hand"].worst);
JAVASCRIPT
node "$folder/cost.cjs"
