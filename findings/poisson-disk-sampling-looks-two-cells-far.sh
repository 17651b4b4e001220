#!/bin/sh
# In five dimensions and more, points of poisson-disk-sampling can be closer than the minimum distance.
#
# poisson-disk-sampling 2.3.1 on Node.js. The package samples in arbitrary dimensions and promises a minimum distance
# between the points. It sorts them into cells whose diagonal is that distance, and compares a new point only with those
# in cells up to two further along each axis. The distance is as long as sqrt(d) edges of a cell. For two, three and
# four dimensions two cells are enough. From five on a point can be within the distance and three cells away along one
# axis, where nobody looks. The more dimensions, the more pairs. So latent codes of seven numbers that were spread in
# this way, each to be shown as a face of its own, contain near twins, and a check that relies on the promise fails at
# times. The README does not limit the dimensions. Seen (minimum distance 1; the closest two points):
#
#     2 dimensions: 53 points, closest 1.000, too close 0 pairs
#     3 dimensions: 82 points, closest 1.000, too close 0 pairs
#     4 dimensions: 76 points, closest 1.000, too close 0 pairs
#     7 dimensions: 203 points, closest 0.891, too close 7 pairs
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" poisson-disk-sampling@2.3.1
cat >"$folder/points.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const PoissonDiskSampling = require("poisson-disk-sampling");

for (const [dimensions, size] of [[2, 8], [3, 4.5], [4, 3], [7, 2]]) {
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const shape = Array(dimensions).fill(size);
  const sampling = new PoissonDiskSampling({ shape, minDistance: 1, maxDistance: 1.05, tries: 15 }, random);
  sampling.addPoint(shape.map((length) => length / 2));
  const points = sampling.fill();
  const distances = [];
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) distances.push(Math.hypot(...points[i].map((value, k) => value - points[j][k])));
  }
  const closest = Math.min(...distances);
  const close = distances.filter((distance) => distance < 1).length;
  const count = `${dimensions} dimensions: ${points.length} points`;
  console.log(`${count}, closest ${closest.toFixed(3)}, too close ${close} pairs`);
  assert.ok(dimensions < 5 ? close === 0 : close >= 3 && closest < 0.95);
}
JAVASCRIPT
node "$folder/points.cjs"
