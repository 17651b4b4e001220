#!/bin/sh
# With "NIPALS", ml-pca returns variances that are n - 1 times too large, and shares that sum to 1 for any number.
#
# ml-pca 4.1.1 on Node.js. The directions are right and the numbers beside them are not: getEigenvalues gives sums of
# squares over the n points, not variances as with the methods "SVD" and "covarianceMatrix", and getStandardDeviations
# their roots, so a slider of +-2 standard deviations along a direction goes far beyond all faces. getExplainedVariance
# divides by the sum over the directions that were asked for, so two of many seem to explain everything. Nothing warns
# of it, and a picture of the points looks as it should. Seen, for 400 points whose six numbers have deviations of about
# 6, 5, 4, 3, 2 and 1, with 2 directions for NIPALS:
#
#     SVD: variances 37.2 20.85, deviations 6.1 4.57 (points 6.1 4.57), shares 0.43 0.24
#     covarianceMatrix: variances 37.2 20.85, deviations 6.1 4.57 (points 6.1 4.57), shares 0.43 0.24
#     NIPALS: variances 14843.37 8317.82, deviations 121.83 91.2 (points 6.1 4.57), shares 0.64 0.36
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-pca@4.1.1 seedrandom@3.0.5
cat >"$folder/pca.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { PCA } from "ml-pca";
import seedrandom from "seedrandom";

const random = seedrandom("faces");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const points = Array.from({ length: 400 }, () => [6, 5, 4, 3, 2, 1].map((deviation) => deviation * normal()));
const seen = {};
for (const method of ["SVD", "covarianceMatrix", "NIPALS"]) {
  const pca = new PCA(points, { method, nCompNIPALS: 2 });
  const first = (numbers) => numbers.slice(0, 2).map((x) => Math.round(100 * x) / 100);
  const spread = (k) => Math.sqrt(pca.predict(points).getColumn(k).reduce((sum, x) => sum + x * x, 0) / 399);
  const shown = [pca.getEigenvalues(), pca.getStandardDeviations()];
  seen[method] = [...shown, [spread(0), spread(1)], pca.getExplainedVariance()];
  const [variances, deviations, spreads, shares] = seen[method].map((numbers) => first(Array.from(numbers)).join(" "));
  console.log(`${method}: variances ${variances}, deviations ${deviations} (points ${spreads}), shares ${shares}`);
}
const { SVD, covarianceMatrix, NIPALS } = seen;
for (const k of [0, 1]) {
  assert.ok(Math.abs(covarianceMatrix[0][k] / SVD[0][k] - 1) < 1e-6);
  assert.ok(Math.abs(NIPALS[0][k] / SVD[0][k] / 399 - 1) < 1e-2);
  assert.ok(Math.abs(NIPALS[2][k] / SVD[2][k] - 1) < 1e-2);
}
assert.ok(Math.abs(NIPALS[3][0] + NIPALS[3][1] - 1) < 1e-6 && SVD[3][0] + SVD[3][1] < 0.8);
JAVASCRIPT
node "$folder/pca.mjs"
