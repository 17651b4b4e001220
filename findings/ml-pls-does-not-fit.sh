#!/bin/sh
# PLS of ml-pls does not fit what is exactly linear, overwrites what it is given, and without scaling is far off.
#
# ml-pls 4.4.1 with ml-matrix 6.15.1 on Node.js. PLS finds how latent codes set attributes of faces. With as many
# latent vectors as inputs it is the same as least squares. This one multiplies by P where W (P'W)^-1 belongs, so it is
# wrong as soon as inputs are correlated. getExplainedVariance() is the share of the last latent vector alone. predict()
# overwrites a Matrix with its standardized numbers, so a second call for it gives another answer. With scale: false,
# train() overwrites a Matrix with residuals, and predict() still multiplies by a deviation and adds a mean. Arrays are
# copied, so they are safe. No warning comes. Seen, for 40 codes of 3 numbers and 2 attributes, weighted sums of them:
#
#     attributes span 6.6; off by 0.77 of PLS, 0.00 of least squares
#     explained variance of 1, 2 and 3 vectors: 0.58, 0.18, 0.24
#     the first attribute of the first code, twice: 5.01, 4.95
#     scale: false: off by 5.20, training data changed by 1.95
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-pls@4.4.1 ml-matrix@6.15.1
cat >"$folder/pls.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Matrix, solve } from "ml-matrix";
import { PLS } from "ml-pls";

const codes = Array.from({ length: 40 }, (_, i) => {
  const [a, b, c] = [Math.sin(i), Math.sin(2.3 * i), Math.sin(4.1 * i)];
  return [a + b, a - 0.4 * b, c + 0.5 * a];
});
const attributes = codes.map(([a, b, c]) => [2 * a - b + 5, 3 * c]);
const apart = (one, other) => Math.max(...one.flatMap((row, i) => row.map((x, k) => Math.abs(x - other[i][k]))));
const trained = (options, inputs = codes) => {
  const pls = new PLS({ latentVectors: 3, tolerance: 1e-9, ...options });
  pls.train(inputs, attributes);
  return pls;
};

const pls = trained({});
const wrong = apart(pls.predict(codes).to2DArray(), attributes);
const design = new Matrix(codes.map((code) => [1, ...code]));
const squares = apart(design.mmul(solve(design, new Matrix(attributes))).to2DArray(), attributes);
const spread = Math.max(...attributes.map((row) => row[0])) - Math.min(...attributes.map((row) => row[0]));
const errors = `${wrong.toFixed(2)} of PLS, ${squares.toFixed(2)} of least squares`;
console.log(`attributes span ${spread.toFixed(1)}; off by ${errors}`);
assert.ok(wrong > 0.2 && squares < 1e-9);

const explained = pls.getExplainedVariance();
const shares = [1, 2, 3].map((latentVectors) => trained({ latentVectors }).getExplainedVariance());
console.log(`explained variance of 1, 2 and 3 vectors: ${shares.map((share) => share.toFixed(2)).join(", ")}`);
assert.ok(Math.abs(explained - shares[2]) < 1e-9 && shares[2] < 0.5);
assert.ok(Math.abs(shares[0] + shares[1] + shares[2] - 1) < 0.01);

const matrix = new Matrix(codes);
const [first, second] = [pls.predict(matrix).get(0, 0), pls.predict(matrix).get(0, 0)];
console.log(`the first attribute of the first code, twice: ${first.toFixed(2)}, ${second.toFixed(2)}`);
assert.ok(Math.abs(first - second) > 0.01);

const input = new Matrix(codes);
const unscaled = trained({ scale: false }, input);
const off = apart(unscaled.predict(codes).to2DArray(), attributes);
const changed = apart(input.to2DArray(), codes);
console.log(`scale: false: off by ${off.toFixed(2)}, training data changed by ${changed.toFixed(2)}`);
assert.ok(off > 3 && changed > 0.5);
JAVASCRIPT
node "$folder/pls.mjs"
