#!/bin/sh
# The PCA of jStat stops before it is done, so its components are correlated, and the more so the smaller the numbers.
#
# jstat 1.9.6 on Node.js. jStat.PCA turns the axes by jStat.jacobi, which ends once what lies beside the diagonal is
# below 0.001, whatever the unit of the numbers, and never looks at the first row and the first column. So the first
# variable can stay correlated with others, and covariances of numbers such as 0.05 are hardly larger than 0.001 to
# begin with. Variances and directions look plausible, and nothing warns; a slider along one component moves another
# one, too. The documentation names both functions and says no more. Multiply small numbers by 1,000 first. Seen, for a
# matrix with known eigenvalues, and for 400 points of six numbers, which are divided by 1, 10 and 100 (variances in the
# unit of the first; right: those of ml-matrix 6.15.1, the same in all units):
#
#     jacobi of a matrix with 4.7321 3.0000 1.2679: 4.6808 2.9372 1.3820
#     points: variances 29.4 10.6 1.77 0.476 0.17 0.0299, scores correlated by up to 0.00
#     points / 10: variances 29.4 10.6 1.77 0.467 0.164 0.0471, scores correlated by up to 0.42
#     points / 100: variances 21.3 7.54 5.29 4.02 3.87 0.359, scores correlated by up to 0.84
#     right: variances 29.4 10.6 1.77 0.476 0.17 0.0299, scores correlated by up to 0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" jstat@1.9.6 ml-matrix@6.15.1 seedrandom@3.0.5
cat >"$folder/pca.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import jstat from "jstat";
import { EVD, Matrix } from "ml-matrix";
import seedrandom from "seedrandom";

const { jStat } = jstat;
const falling = (numbers) => Array.from(numbers).sort((a, b) => b - a);
const exact = (matrix) => falling(new EVD(new Matrix(matrix)).realEigenvalues);
const matrix = [[2, 1, 0], [1, 3, 1], [0, 1, 4]];
const right = [3 + Math.sqrt(3), 3, 3 - Math.sqrt(3)];
const found = falling(jStat.jacobi(matrix)[1]);
const four = (numbers) => numbers.map((x) => x.toFixed(4)).join(" ");
console.log(`jacobi of a matrix with ${four(right)}: ${four(found)}`);
assert.ok(exact(matrix).every((x, k) => Math.abs(x - right[k]) < 1e-9));
assert.ok(found.some((x, k) => Math.abs(x - right[k]) > 0.05));

const random = seedrandom("faces");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const mix = [1, 2, 3, 4, 5, 6].map(() => [6, 5, 4, 3, 2, 1].map((deviation) => (deviation * normal()) / 3));
const points = Array.from({ length: 400 }, () => {
  const traits = mix.map(normal);
  return mix.map((row) => row.reduce((sum, weight, k) => sum + weight * traits[k], 0));
});
const columnsIn = (unit) => mix.map((_, k) => points.map((point) => point[k] / unit));
const covariancesOf = (columns) => columns.map((a) => columns.map((b) => jStat.covariance(a, b)));
const tell = (name, variances, scores) => {
  const pairs = scores.flatMap((a, i) => scores.slice(0, i).map((b) => Math.abs(jStat.corrcoeff(a, b))));
  const shown = variances.map((x) => Number(x.toPrecision(3))).join(" ");
  console.log(`${name}: variances ${shown}, scores correlated by up to ${Math.max(...pairs).toFixed(2)}`);
  return Math.max(...pairs);
};
const worst = {};
for (const unit of [1, 10, 100]) {
  const columns = columnsIn(unit);
  const [, variances, , scores] = jStat.PCA(columns);
  worst[unit] = tell(unit > 1 ? `points / ${unit}` : "points", variances.map((x) => x * unit ** 2), scores);
  const same = exact(covariancesOf(columns));
  assert.ok(exact(covariancesOf(columnsIn(1))).every((x, k) => Math.abs((same[k] * unit ** 2) / x - 1) < 1e-6));
}
const evd = new EVD(new Matrix(covariancesOf(columnsIn(1))));
const scores = evd.eigenvectorMatrix.transpose().mmul(new Matrix(columnsIn(1))).to2DArray();
assert.ok(tell("right", falling(evd.realEigenvalues), scores) < 1e-6);
assert.ok(worst[1] < 0.05 && worst[10] > 0.2 && worst[100] > 0.5, worst);
JAVASCRIPT
node "$folder/pca.mjs"
