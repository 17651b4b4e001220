#!/bin/sh
# In @mathigon/fermat the correlation of five numbers with themselves is 0.8, as it divides by n above and by n - 1
# below.
#
# @mathigon/fermat 1.1.24 on Node.js. correlation() is documented as the correlation between the numbers in two arrays.
# It divides covariance(), which takes the mean over n, by two of stdDev(), which takes it over n - 1. So each
# correlation is (n - 1) / n of what it should be, and never reaches 1. The fewer the numbers, the more it is off. For
# the same reason covariance(x, x) is not variance(x), and the slope covariance(x, y) / variance(x) is too flat:
# Regression.linear of the same package gives the right one. Whoever compares how two attributes of a handful of
# trainings go together with a limit of a table, or with that of another group of another size, is misled. No warning
# comes. Seen (correlation of an array with itself and with its negative; that of two attributes, and as numpy has it;
# two slopes):
#
#     2 numbers: 0.500, -0.500
#     5 numbers: 0.800, -0.800
#     20 numbers: 0.950, -0.950
#     two attributes of 5 faces: 0.635, numpy says 0.794
#     slope: 0.520 by covariance and variance, 0.650 by regression
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @mathigon/fermat@1.1.24
cat >"$folder/correlation.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Regression, correlation, covariance, variance } = require("@mathigon/fermat");

const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);
for (const count of [2, 5, 20]) {
  const values = Array.from({ length: count }, (_, i) => Math.sin(i) + 0.1 * i);
  const [same, opposite] = [values, values.map((value) => -value)].map((other) => correlation(values, other));
  console.log(`${count} numbers: ${same.toFixed(3)}, ${opposite.toFixed(3)}`);
  near(same, (count - 1) / count);
  near(opposite, (1 - count) / count);
}

const [size, smile] = [[1, 2, 3, 4, 5], [2, 1, 3, 2.5, 4.5]];
const numpy = 0.794101388315984; // numpy.corrcoef(size, smile)[0, 1]
const found = correlation(size, smile);
console.log(`two attributes of 5 faces: ${found.toFixed(3)}, numpy says ${numpy.toFixed(3)}`);
near(found, 0.8 * numpy);

const slope = covariance(size, smile) / variance(size);
const right = Regression.linear(size.map((value, i) => [value, smile[i]]))[1];
console.log(`slope: ${slope.toFixed(3)} by covariance and variance, ${right.toFixed(3)} by regression`);
near(slope, 0.52);
near(right, 0.65); // numpy.polyfit(size, smile, 1)
JAVASCRIPT
node "$folder/correlation.cjs"
