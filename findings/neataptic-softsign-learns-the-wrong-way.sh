#!/bin/sh
# The slope of the softsign in neataptic has the wrong sign below 0 and is 0 at 0, so networks with it hardly learn.
#
# neataptic 1.4.7 on Node.js. methods.activation.SOFTSIGN is listed among the activations, x / (1 + |x|), and every one
# takes a second argument for its derivative, which training multiplies the errors by. The derivative of the softsign is
# 1 / (1 + |x|)^2; it is never negative. This one returns x / (1 + |x|)^2: negative for negative x, so such a node moves
# its weights away from the target, and 0 at 0, where the slope should be greatest. The softsign and the tanh are nearly
# the same curve, and the others pass the check by differences. No warning comes. evolve() mutates nodes to softsign
# too, and a later train() then spoils them. Seen (a network of 2, 6 and 1 learns a function of two numbers, 3 seeds
# each):
#
#     slope at -2, -0.5, 0, 0.5, 2: -0.222 -0.222 0.000 0.222 0.222
#     by differences:               0.111 0.444 1.000 0.444 0.111
#     mean squared error of the mean of all outputs: 0.03348
#     mean squared error of SOFTSIGN: 0.03130 0.03428 0.03311
#     mean squared error of softsign with its slope: 0.00074 0.00072 0.00104
#     mean squared error of TANH: 0.00220 0.00131 0.00784
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" neataptic@1.4.7
cat >"$folder/softsign.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { architect, methods } = require("neataptic");

const { SOFTSIGN, TANH } = methods.activation;
const points = [-2, -0.5, 0, 0.5, 2];
const byDifferences = (f, x) => (f(x + 1e-6) - f(x - 1e-6)) / 2e-6;
const show = (values) => values.map((value) => value.toFixed(3)).join(" ");
const slopes = points.map((x) => SOFTSIGN(x, true));
const right = points.map((x) => byDifferences(SOFTSIGN, x));
console.log(`slope at ${points.join(", ")}: ${show(slopes)}`);
console.log(`by differences:               ${show(right)}`);
assert.deepEqual(slopes, points.map((x) => x / (1 + Math.abs(x)) ** 2));
right.forEach((slope, i) => assert.ok(Math.abs(slope - 1 / (1 + Math.abs(points[i])) ** 2) < 1e-4));
for (const name of ["LOGISTIC", "TANH", "SINUSOID", "GAUSSIAN", "BENT_IDENTITY", "BIPOLAR_SIGMOID", "SELU"]) {
  const f = methods.activation[name];
  for (const x of [-2, -0.5, 0.5, 2]) assert.ok(Math.abs(f(x, true) - byDifferences(f, x)) < 1e-4, name);
}

let state;
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const correct = (x, derivative) => (derivative ? 1 / (1 + Math.abs(x)) ** 2 : x / (1 + Math.abs(x)));
const set = Array.from({ length: 100 }, (_, i) => {
  const [a, b] = [Math.sin(i), Math.sin(2.3 * i)];
  return { input: [a, b], output: [0.5 + 0.4 * Math.sin(3 * a) * b] };
});
function learn(squash, seed) {
  state = seed;
  const network = new architect.Perceptron(2, 6, 1);
  for (const node of network.nodes) {
    if (node.type === "hidden") node.squash = squash;
    if (node.type === "output") node.squash = methods.activation.IDENTITY;
  }
  network.train(set, { iterations: 400, error: 1e-9, rate: 0.05 });
  return network.test(set).error;
}
const mean = set.reduce((sum, { output }) => sum + output[0], 0) / set.length;
const constant = set.reduce((sum, { output }) => sum + (output[0] - mean) ** 2, 0) / set.length;
console.log(`mean squared error of the mean of all outputs: ${constant.toFixed(5)}`);
const errors = {};
for (const [name, squash] of [["SOFTSIGN", SOFTSIGN], ["softsign with its slope", correct], ["TANH", TANH]]) {
  errors[name] = [1, 2, 3].map((seed) => learn(squash, seed));
  console.log(`mean squared error of ${name}: ${errors[name].map((error) => error.toFixed(5)).join(" ")}`);
}
assert.ok(Math.min(...errors.SOFTSIGN) > 4 * Math.max(...errors["softsign with its slope"]));
assert.ok(Math.min(...errors.SOFTSIGN) > 3 * Math.max(...errors.TANH));
assert.ok(Math.min(...errors.SOFTSIGN) > 0.8 * constant);
JAVASCRIPT
node "$folder/softsign.cjs"
