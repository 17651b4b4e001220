#!/bin/sh
# The MDS of DruidJS gives all directions the same spread and keeps no distance, though it is classical MDS.
#
# @saehrimnir/druidjs 0.9.0 on Node.js. Classical MDS of points in a plane returns these points, turned. DruidJS returns
# the eigenvectors and does not multiply them by the roots of their eigenvalues, so a long thin cloud becomes a round
# one, and a direction that is mere noise looks as important as the first. ISOMAP, which ends in the same step, does it
# too. stress(), the library's own measure of the distances that are lost, is 0.99 where 0 is possible. The
# documentation says that MDS keeps distances as well as possible. PCA of DruidJS is right, and here it is the map that
# MDS should be. Seen, for 60 points with deviations of about 20 and 2 (distances: those of the map divided by those of
# the points):
#
#     the points: deviations 22 1.91, distances 1.000 to 1.000
#     PCA: deviations 22 1.91, distances 1.000 to 1.000
#     MDS: deviations 0.129 0.129, distances 0.006 to 0.068, stress 0.99
#     MDS, times the roots of the eigenvalues: deviations 22 1.91, distances 1.000 to 1.000
#     ISOMAP: deviations 0.129 0.129, distances 0.000 to 0.123
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @saehrimnir/druidjs@0.9.0 seedrandom@3.0.5
cat >"$folder/mds.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { ISOMAP, MDS, PCA } from "@saehrimnir/druidjs";
import seedrandom from "seedrandom";

const random = seedrandom("faces");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const points = Array.from({ length: 60 }, () => [20 * normal(), 2 * normal()]);
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const deviations = (map) =>
  [0, 1].map((axis) => {
    const column = Array.from(map, (point) => point[axis]);
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
    return Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length);
  });
const ratios = (map) => {
  const all = [];
  for (let i = 0; i < 60; i++) {
    for (let j = 0; j < i; j++) all.push(distance(map[i], map[j]) / distance(points[i], points[j]));
  }
  return [Math.min(...all), Math.max(...all)];
};
const tell = (name, map, more = "") => {
  const [low, high] = ratios(map);
  const spread = deviations(map).map((x) => Number(x.toPrecision(3))).join(" ");
  console.log(`${name}: deviations ${spread}, distances ${low.toFixed(3)} to ${high.toFixed(3)}${more}`);
  return [...deviations(map), low, high];
};
const mds = new MDS(points, { d: 2 });
const map = mds.transform();
// The root of an eigenvalue is the length of what the centred points give with its eigenvector.
const means = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / 60);
const along = (k) => (axis) => points.reduce((sum, point, i) => sum + (point[axis] - means[axis]) * map[i][k], 0);
const roots = [0, 1].map((k) => Math.hypot(...[0, 1].map(along(k))));
tell("the points", points);
const pca = tell("PCA", new PCA(points, { d: 2 }).transform());
const seen = tell("MDS", map, `, stress ${mds.stress().toFixed(2)}`);
const mended = Array.from(map, (point) => [point[0] * roots[0], point[1] * roots[1]]);
const right = tell("MDS, times the roots of the eigenvalues", mended);
const isomap = tell("ISOMAP", new ISOMAP(points, { d: 2 }).transform());
for (const exact of [pca, right]) assert.ok(Math.abs(exact[2] - 1) < 1e-3 && Math.abs(exact[3] - 1) < 1e-3);
for (const round of [seen, isomap]) assert.ok(Math.abs(round[0] / round[1] - 1) < 1e-2);
assert.ok(pca[0] / pca[1] > 5 && seen[3] > 5 * seen[2] && mds.stress() > 0.9);
JAVASCRIPT
node "$folder/mds.mjs"
