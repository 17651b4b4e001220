#!/bin/sh
# The leaky ReLU of brain.js is 0 below zero and a hundredth of its input above, but it learns as if it were not.
#
# brain.js 1.6.1 on Node.js. Its documentation lists 'leaky-relu' among the activations, with a link to the usual
# definition, and leakyReluAlpha for it, 0.01 unless given. The usual one is x above zero and alpha times x below. Here
# it is alpha times x above and 0 below, in run() and in what toFunction() writes. So nothing leaks, and every layer
# makes its inputs a hundred times smaller; with alpha 1, by hand a straight line, it is the plain ReLU. The training
# uses the slopes of the usual one, 1 above zero and alpha below, so its steps are not those of the loss. toJSON()
# leaves alpha out, so a saved network comes back with 0.01. No warning comes. Whoever takes a discriminator with leaky
# ReLU over to a page with brain.js gets another network from the same weights. Seen, for layers of one unit with the
# weight 1 and without a bias, and for a network with alpha 0.2 that was saved and read:
#
#     inputs                                    -2      -1       1       2
#     alpha 0.01, 1 layer, brain.js         0.0000  0.0000  0.0100  0.0200
#     alpha 0.01, 1 layer, by hand         -0.0200 -0.0100  1.0000  2.0000
#     alpha 1, 1 layer, brain.js            0.0000  0.0000  1.0000  2.0000
#     alpha 1, 1 layer, by hand            -2.0000 -1.0000  1.0000  2.0000
#     alpha 0.01, 2 layers, brain.js        0.0000  0.0000  0.0001  0.0002
#     alpha 0.01, 2 layers, by hand        -0.0002 -0.0001  1.0000  2.0000
#     the weight 1 after a step towards 2 at input 1: 1.995, by the slope of run() 1.010
#     alpha 0.2 saved and read: 0.01
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" brain.js@1.6.1
cat >"$folder/leaky.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { NeuralNetwork } = require("brain.js");

function network(layers, leakyReluAlpha) {
  const unit = { 0: { bias: 0, weights: { 0: 1 } } };
  const sizes = Array(layers + 1).fill(1);
  const lookups = { inputLookup: false, outputLookup: false };
  const json = { sizes, layers: [{ 0: {} }, ...Array(layers).fill(unit)], ...lookups, leakyReluAlpha };
  return new NeuralNetwork().fromJSON({ ...json, activation: "leaky-relu" });
}
const inputs = [-2, -1, 1, 2];
const usual = (x, alpha) => (x > 0 ? x : alpha * x);
function row(name, values) {
  console.log(name.padEnd(36) + values.map((value) => value.toFixed(4).padStart(8)).join(""));
}
console.log("inputs".padEnd(36) + inputs.map((x) => String(x).padStart(8)).join(""));
for (const [layers, alpha] of [[1, 0.01], [1, 1], [2, 0.01]]) {
  const net = network(layers, alpha);
  const found = inputs.map((x) => net.run([x])[0]);
  const name = `alpha ${alpha}, ${layers} layer${layers > 1 ? "s" : ""}`;
  row(`${name}, brain.js`, found);
  row(`${name}, by hand`, inputs.map((x) => Array(layers).fill(alpha).reduce(usual, x)));
  found.forEach((value, i) => assert.ok(Math.abs(value - Math.max(0, inputs[i]) * alpha ** layers) < 1e-6));
  found.forEach((value, i) => assert.ok(Math.abs(value - net.toFunction()([inputs[i]])[0]) < 1e-6));
}

const net = network(1, 0.01);
const distance = 2 - net.run([1])[0];
net.train([{ input: [1], output: [2] }], { iterations: 1, learningRate: 0.5 });
const weight = net.toJSON().layers[1][0].weights[0];
const right = 1 + 0.5 * distance * 0.01;
const weights = `${weight.toFixed(3)}, by the slope of run() ${right.toFixed(3)}`;
console.log(`the weight 1 after a step towards 2 at input 1: ${weights}`);
assert.ok(Math.abs(weight - (1 + 0.5 * distance)) < 1e-5);

const saved = network(1, 0.2).toJSON();
const read = new NeuralNetwork({ leakyReluAlpha: 0.2 }).fromJSON(JSON.parse(JSON.stringify(saved)));
console.log(`alpha 0.2 saved and read: ${read.leakyReluAlpha}`);
assert.equal(read.leakyReluAlpha, 0.01);
JAVASCRIPT
node "$folder/leaky.cjs"
