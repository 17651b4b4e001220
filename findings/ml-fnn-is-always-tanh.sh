#!/bin/sh
# A network of ml-fnn is a tanh network, whatever activation it was asked for.
#
# ml-fnn 5.0.0 on Node.js. The documentation lists 14 activations: tanh, identity, logistic, arctan, softsign, relu,
# softplus, bent, sinusoid, sinc, gaussian and three with a parameter. The constructor looks for the name in
# Object.keys(...) with "in", which asks for a place in the list and not for a name, so no name is ever found, and tanh
# is taken instead. Names that do not exist are accepted too. Whoever compares activations for a small classifier of
# faces compares a network with itself. Nothing warns. Seen, for the same start weights and 100 codes of 2 numbers,
# whose label is the sign of their product; with "identity" all layers are linear, so classes are parted by a straight
# line:
#
#     activations asked for: 13; different weights after training: 1; activation in the models: tanh
#     right of 100: "identity" 99, best straight line 77
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-fnn@5.0.0
cat >"$folder/network.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const loaded = require("ml-fnn");
const Network = loaded.default ?? loaded;

const codes = Array.from({ length: 100 }, (_, i) => [Math.sin(0.7 * i), Math.cos(1.4 * i)]);
const labels = codes.map(([a, b]) => (a * b > 0 ? "smile" : "none"));
const trained = (activation) => {
  let seed = 9;
  Math.random = () => {
    seed = (1664525 * seed + 1013904223) % 2 ** 32;
    return (seed + 0.5) / 2 ** 32;
  };
  const network = new Network({ activation, hiddenLayers: [6], iterations: 500 });
  network.train(codes, labels);
  return network;
};

const names = ["tanh", "identity", "logistic", "arctan", "softsign", "relu", "softplus", "bent", "sinusoid", "sinc"];
names.push("gaussian", "parametric-relu", "soft-exponential");
const models = names.map((name) => JSON.parse(JSON.stringify(trained(name))));
const weights = new Set(models.map((model) => JSON.stringify(model.layers)));
const used = [...new Set(models.map((model) => model.activation))];
const counts = `activations asked for: ${names.length}; different weights after training: ${weights.size}`;
console.log(`${counts}; activation in the models: ${used.join(", ")}`);
assert.equal(weights.size, 1);
assert.deepEqual(used, ["tanh"]);

const right = trained("identity").predict(codes).filter((label, i) => label === labels[i]).length;
let line = 0;
for (let angle = 0; angle < 360; angle += 1) {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  for (let offset = -1.5; offset <= 1.5; offset += 0.01) {
    const correct = codes.filter(([a, b], i) => (cos * a + sin * b > offset) === (labels[i] === "smile")).length;
    line = Math.max(line, correct);
  }
}
console.log(`right of 100: "identity" ${right}, best straight line ${line}`);
assert.ok(right > line + 10);
JAVASCRIPT
node "$folder/network.cjs"
