#!/bin/sh
# A self-organizing map of ml-som with method "traverse" keeps its wide neighbourhood and never spreads over the data.
#
# ml-som 0.0.6 on Node.js. Documentation: "random" picks an object of the training set at random, "traverse" goes
# through it in order; nothing else is said to differ. With "random" the radius of the neighbourhood falls from half the
# map to 1. With "traverse" the time is counted in rounds, but the time constant in samples, so after 10 rounds over 300
# samples the radius went from 4 to 3.84. Each node is pulled by almost all samples, and the map never spreads over the
# data; more iterations do not help. Whoever maps colours or codes of faces gets greyish nodes that are all much alike,
# and no warning. Seen, for 300 colours spread evenly in the cube and 8 by 8 nodes; error is the mean distance of a
# colour to its node:
#
#     random,    10 rounds: last radius 1.00, error 0.165, red of the nodes from 0.15 to 0.84
#     traverse,  10 rounds: last radius 3.84, error 0.304, red of the nodes from 0.30 to 0.72
#     random,    50 rounds: last radius 1.00, error 0.147, red of the nodes from 0.16 to 0.81
#     traverse,  50 rounds: last radius 3.19, error 0.301, red of the nodes from 0.31 to 0.68
#     the middle alone, 1 node: error 0.48
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-som@0.0.6
cat >"$folder/map.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const SOM = require("ml-som");

const generator = (seed) => () => {
  seed = (1664525 * seed + 1013904223) % 2 ** 32;
  return (seed + 0.5) / 2 ** 32;
};
const uniform = generator(5);
const colours = Array.from({ length: 300 }, () => [uniform(), uniform(), uniform()]);
const apart = (p, q) => Math.hypot(...p.map((x, k) => x - q[k]));
const error = (nodes) =>
  colours.reduce((sum, colour) => sum + Math.min(...nodes.map((node) => apart(node, colour))), 0) / colours.length;

const errors = {};
const radii = {};
for (const iterations of [10, 50]) {
  for (const method of ["random", "traverse"]) {
    const map = new SOM(8, 8, { fields: 3, iterations, method, randomizer: generator(7) });
    const adjust = map._adjust;
    map._adjust = function (colour, radius) {
      radii[method + iterations] = radius;
      adjust.call(this, colour, radius);
    };
    map.train(colours);
    const nodes = map.getConvertedNodes().flat();
    errors[method + iterations] = error(nodes);
    const reds = nodes.map(([red]) => red);
    const range = `${Math.min(...reds).toFixed(2)} to ${Math.max(...reds).toFixed(2)}`;
    const numbers = `last radius ${radii[method + iterations].toFixed(2)}, error ${error(nodes).toFixed(3)}`;
    console.log(`${`${method},`.padEnd(10)} ${iterations} rounds: ${numbers}, red of the nodes from ${range}`);
  }
}
console.log(`the middle alone, 1 node: error ${error([[0.5, 0.5, 0.5]]).toFixed(2)}`);
assert.ok(radii.random10 < 1.1 && radii.traverse10 > 3.5 && radii.traverse50 > 3);
assert.ok(errors.traverse10 > 1.5 * errors.random10 && errors.traverse50 > 1.5 * errors.random50);
JAVASCRIPT
node "$folder/map.cjs"
