#!/bin/sh
# The eigenvalues of pca-js grow with the number of points: it divides the sums of squares by the number of columns.
#
# pca-js 2.0.6 on Node.js. An eigenvalue of PCA is the variance along its axis. The library makes the covariance of the
# matrix of sums, and for the number of points takes the length of that matrix, which is the number of columns. The
# documentation says that it is n, or one less for a sample. So 1,000 faces in 64 latent numbers get variances that are
# 16 times too large, the same data twice get twice as much, and a column of zeros takes a quarter away from three. The
# directions and the explained shares are right, which hides it, but a walk of two deviations along the first axis goes
# four times too far, and two sets of faces cannot be compared. Seen, for points with three columns (variances as the
# mean square of what computeAdjustedData gives, which is right):
#
#     30 points: eigenvalues 207.65 9.28 5.66; variances along the axes 20.77 0.93 0.57
#     300 points: eigenvalues 1510.96 98.76 49.43; variances along the axes 15.11 0.99 0.49
#     300 points, each twice: eigenvalues 3021.91 197.52 98.86; variances along the axes 15.11 0.99 0.49
#     300 points, with a column of zeros: eigenvalues 1133.22 74.07 37.07; variances along the axes 15.11 0.99 0.49
#     variance of the first column, sample false: 810.13, it is 8.10
#     variance of the first column, sample true: 1215.19, it is 8.13
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" pca-js@2.0.6 seedrandom@3.0.5
cat >"$folder/pca.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const PCA = require("pca-js");
const seedrandom = require("seedrandom");

const random = seedrandom("faces");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const points = Array.from({ length: 300 }, () => {
  const smile = 3 * normal();
  return [smile + normal(), smile, normal()];
});
const variance = (list) => {
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  return list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length;
};
const short = (list) => list.map((x) => x.toFixed(2)).join(" ");

const sets = {
  "30 points": points.slice(0, 30),
  "300 points": points,
  "300 points, each twice": [...points, ...points],
  "300 points, with a column of zeros": points.map((point) => [...point, 0]),
};
for (const [name, data] of Object.entries(sets)) {
  const axes = PCA.getEigenVectors(data).slice(0, 3);
  const found = axes.map((axis) => axis.eigenvalue);
  const right = PCA.computeAdjustedData(data, ...axes).adjustedData.map(variance);
  console.log(`${name}: eigenvalues ${short(found)}; variances along the axes ${short(right)}`);
  const ratio = data.length / data[0].length;
  for (const [i, value] of found.entries()) assert.ok(Math.abs(value / right[i] / ratio - 1) < 1e-6);
}
const sums = PCA.computeDeviationScores(PCA.computeDeviationMatrix(points));
for (const [sample, n] of [[false, 300], [true, 299]]) {
  const found = PCA.computeVarianceCovariance(sums, sample)[0][0];
  const right = (variance(points.map((point) => point[0])) * 300) / n;
  console.log(`variance of the first column, sample ${sample}: ${found.toFixed(2)}, it is ${right.toFixed(2)}`);
  assert.ok(found > 90 * right);
}
JAVASCRIPT
node "$folder/pca.cjs"
