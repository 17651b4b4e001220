#!/bin/sh
# The multivariate regression of ml-regression silently drops a column of small numbers beside one of large numbers.
#
# ml-regression 6.3.0 on Node.js. MultivariateLinearRegression squares the table and inverts the square by a singular
# value decomposition, in which a value far smaller than the largest counts as zero. Squares of 1,000,000 (pictures
# shown) and 0.0002 (a learning rate) are that far apart. So an exact relation with both loses the second: its weight is
# near 0, predictions are off, and its standard error is so small that the result looks certain. In other units the same
# numbers give the right result. With several outputs, stdErrors and tStats are those of the first one alone. Seen, for
# 50 rows of y = 3 + 0.000002 pictures + 10,000 rate, without noise (weights of pictures and rate, and the constant):
#
#     pictures and rate: 0.0000022 0.00088 4.82, predictions off by up to 0.9, error of the weight of the rate 0.00005
#     millions of pictures and 10,000ths: 2.0000000 1.00000 3.00, predictions off by up to 0.0
#     by hand (QR of pictures and rate): 0.0000020 10000.00000 3.00, predictions off by up to 0.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-regression@6.3.0 ml-matrix@6.15.1
cat >"$folder/columns.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Matrix, QrDecomposition } from "ml-matrix";
import { MultivariateLinearRegression } from "ml-regression";

let state = 7;
const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
const rows = Array.from({ length: 50 }, () => [1e6 * (0.5 + uniform()), 2e-4 * (0.5 + uniform())]);
const y = rows.map(([pictures, rate]) => [3 + 2e-6 * pictures + 1e4 * rate]);
const tell = (name, [a, b, c], data, end = "") => {
  const off = Math.max(...data.map((row, i) => Math.abs(a * row[0] + b * row[1] + c - y[i][0])));
  const shown = `${a.toFixed(7)} ${b.toFixed(5)} ${c.toFixed(2)}`;
  console.log(`${name}: ${shown}, predictions off by up to ${off.toFixed(1)}${end}`);
  return { b, off };
};
const fit = (data) => new MultivariateLinearRegression(data, y);
const small = fit(rows);
const error = small.stdErrors[1];
const end = `, error of the weight of the rate ${error.toFixed(5)}`;
const wrong = tell("pictures and rate", small.weights.flat(), rows, end);
const scaled = rows.map(([pictures, rate]) => [pictures / 1e6, rate * 1e4]);
const right = tell("millions of pictures and 10,000ths", fit(scaled).weights.flat(), scaled);
const qr = new QrDecomposition(new Matrix(rows.map((row) => [...row, 1])));
const hand = tell("by hand (QR of pictures and rate)", qr.solve(new Matrix(y)).to1DArray(), rows);
assert.ok(Math.abs(small.predict(rows[0])[0] - y[0][0]) > 0.2);
assert.ok(Math.abs(wrong.b) < 1 && wrong.off > 0.5 && error < 0.001);
assert.ok(Math.abs(right.b - 1) < 1e-6 && right.off < 1e-6 && Math.abs(hand.b - 1e4) < 1e-3 && hand.off < 1e-6);
const outputs = new MultivariateLinearRegression(scaled, y.map(([v]) => [v + 0.01 * uniform(), v + 10 * uniform()]));
assert.ok(outputs.weights[0].length === 2 && outputs.stdErrors.length === 3);
assert.ok(outputs.stdErrors.every((e) => e < 0.01));
JAVASCRIPT
node "$folder/columns.mjs"
