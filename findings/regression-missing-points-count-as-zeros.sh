#!/bin/sh
# regression.js counts missing points of logarithmic and power curves as zeros, so it misses even exact data.
#
# regression 2.0.1 on Node.js. Its documentation says that null values are ignored, and linear(), exponential() and
# polynomial() do ignore them. logarithmic() and power() leave such points out of their sums, but still divide by the
# number of all points, so a missing point counts as one whose terms in all sums are 0. The documentation also says that
# "precision" sets the number of significant figures; it sets decimals, of each coefficient, before points and r2 are
# made of them. With the default of 2, a slope of 0.004 for an epoch, 4 for 1000 epochs, becomes 0. Whoever draws a
# curve through distances of a GAN, of which some epochs were not measured, gets another curve, another forecast and a
# bad r2, without any warning. Seen, for y = 5 + 2 ln(x), y = 3 x^1.5 and others at x = 1 to 8, with null at 3 and 6:
#
#     linear       whole: 2, 1       with nulls: 2, 1                r2 1
#     exponential  whole: 2, 0.3     with nulls: 2, 0.3              r2 1
#     polynomial   whole: 1, 0, -3   with nulls: 1, 0, -3            r2 1
#     logarithmic  whole: 5, 2       with nulls: 2.1085, 3.7023      r2 0.0429, at 100: 19.16, right 14.21
#     power        whole: 3, 1.5     with nulls: 1.5893, 1.874       r2 0.9533, at 100: 8897.62, right 3000.00
#     slope 0.004, epochs 0 to 1000: y = 0x + 3, r2 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" regression@2.0.1
cat >"$folder/curves.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const regression = require("regression");

const curves = {
  linear: (x) => 2 * x + 1,
  exponential: (x) => 2 * Math.exp(0.3 * x),
  polynomial: (x) => x * x - 3,
  logarithmic: (x) => 5 + 2 * Math.log(x),
  power: (x) => 3 * x ** 1.5,
};
const numbers = (result) => result.equation.map((value) => +value.toFixed(4) + 0);

for (const [name, curve] of Object.entries(curves)) {
  const whole = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => [x, curve(x)]);
  const holes = whole.map(([x, y]) => [x, x === 3 || x === 6 ? null : y]);
  const present = holes.filter(([, y]) => y !== null);
  const [right, left, without] = [whole, holes, present].map((data) => regression[name](data, { precision: 6 }));
  assert.deepEqual(numbers(right), numbers(without));
  assert.equal(right.r2, 1);
  let line = `${name.padEnd(12)} whole: ${numbers(right).join(", ").padEnd(11)}`;
  line += `with nulls: ${numbers(left).join(", ").padEnd(20)}r2 ${+left.r2.toFixed(4)}`;
  if (name === "logarithmic" || name === "power") {
    const far = left.predict(100)[1];
    line += `, at 100: ${far.toFixed(2)}, right ${curve(100).toFixed(2)}`;
    assert.ok(Math.abs(far - curve(100)) > 4 && left.r2 < 0.96);
  } else {
    assert.deepEqual(numbers(left), numbers(right));
  }
  console.log(line);
}

const epochs = Array.from({ length: 11 }, (_, i) => [100 * i, 1 + 0.004 * 100 * i]);
const flat = regression.linear(epochs);
console.log(`slope 0.004, epochs 0 to 1000: ${flat.string}, r2 ${flat.r2}`);
assert.deepEqual(flat.equation, [0, 3]);
JAVASCRIPT
node "$folder/curves.cjs"
