#!/bin/sh
# The random search of optimization-js tries the first and the last choice half as often as each of the others.
#
# optimization-js 1.5.0 on Node.js. Integer(low, high) and Categorical(choices) describe the dimensions of a search for
# settings; the documentation says of both that they draw a "uniformly distributed" sample, with inclusive bounds. Both
# round a fraction of the range, so only half an interval leads to each end: of three choices the middle one comes in
# half of all tries and the others in a quarter each. With two ends in three dimensions a corner such as the smallest
# rate, first activation and fewest layers gets an eighth of its share. dummy_minimize() and the first tries of
# rs_minimize() are made so, and so are its later mutations of a category. Two choices are fair, and so is Real. No
# warning comes. Seen (9,000 tries of dummy_minimize(), with a seeded generator in place of Math.random):
#
#     relu 2181, tanh 4601, elu 2218; fair: 3000 each
#     1 to 4 layers: 1453, 3102, 2935, 1510; fair: 2250 each
#     relu with 1 layer: 358; fair: 750
#     rs_minimize(), first 3000 tries: tanh 1483; fair: 1000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" optimization-js@1.5.0
cat >"$folder/search.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Categorical, Integer, Real, dummy_minimize: search, rs_minimize: mutate } = require("optimization-js");

let state = 12345;
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const uniform = Array.from({ length: 9000 }, () => Math.floor(3 * Math.random()));
assert.ok([0, 1, 2].every((i) => Math.abs(uniform.filter((x) => x === i).length - 3000) < 150));

const tries = 9000;
const activations = ["relu", "tanh", "elu"];
const dimensions = [Categorical(activations), Integer(1, 4), Real(0, 1)];
const { X } = search((x) => x[2], dimensions, tries);
assert.equal(X.length, tries);
const count = (test) => X.filter(test).length;

const chosen = activations.map((name) => count((x) => x[0] === name));
console.log(`${activations.map((name, i) => `${name} ${chosen[i]}`).join(", ")}; fair: ${tries / 3} each`);
const layers = [1, 2, 3, 4].map((number) => count((x) => x[1] === number));
console.log(`1 to 4 layers: ${layers.join(", ")}; fair: ${tries / 4} each`);
const corner = count((x) => x[0] === "relu" && x[1] === 1);
console.log(`relu with 1 layer: ${corner}; fair: ${tries / 12}`);
const near = (got, share) => assert.ok(Math.abs(got - share * tries) < 200, `${got} is not near ${share * tries}`);
chosen.forEach((got, i) => near(got, [1 / 4, 1 / 2, 1 / 4][i]));
layers.forEach((got, i) => near(got, [1 / 6, 1 / 3, 1 / 3, 1 / 6][i]));
assert.ok(corner < 0.6 * (tries / 12));
near(count((x) => x[2] < 1 / 6), 1 / 6);

const first = mutate((x) => x[1], [Categorical(activations), Real(0, 1)], 3000, 3000).X;
const middle = first.filter((x) => x[0] === "tanh").length;
console.log(`rs_minimize(), first 3000 tries: tanh ${middle}; fair: 1000`);
assert.ok(middle > 1400 && middle < 1600);
JAVASCRIPT
node "$folder/search.cjs"
