#!/bin/sh
# DBSCAN of @cdxoo/dbscan names the same faces as noise and as members of a group, depending on their order.
#
# @cdxoo/dbscan 1.1.1 on Node.js. It returns clusters and noise, and its documentation shows every point in one of them.
# A point with few neighbours is put into the noise when it is visited; if it is a neighbour of a dense point that comes
# later, the algorithm makes it a border point of that group, and here it is added to the group but stays in the noise.
# If the dense point comes first, it is in the group alone. So the number of strays depends on the order of the data,
# which it does not in DBSCAN, clusters and noise together have more points than the data, and a share of noise is too
# high. Codes that are sorted by anything have their border points first. No warning comes. Seen, for 300 codes around
# three points, with an epsilon of 1 and 25 neighbours:
#
#     order         in groups  noise  in both  noise by hand
#     as drawn            245     60        5             55
#     sorted by x         245     78       23             55
#     dense first         245     55        0             55
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @cdxoo/dbscan@1.1.1
cat >"$folder/noise.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const dbscan = require("@cdxoo/dbscan");

let state = 1;
const uniform = () => ((state = (state * 1664525 + 1013904223) % 2 ** 32) + 0.5) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const middles = [[-4, 0], [4, 0], [0, 5]];
const drawn = middles.flatMap(([x, y]) => Array.from({ length: 100 }, () => [x + normal(), y + normal()]));
const [epsilon, minimumPoints] = [1, 25];
const distanceFunction = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);
const near = (code) => drawn.filter((other) => distanceFunction(code, other) < epsilon);
const isDense = (code) => near(code).length >= minimumPoints;
const dense = drawn.filter(isDense);
const strays = drawn.filter((code) => !near(code).some(isDense)).length;

const orders = {
  "as drawn": drawn,
  "sorted by x": [...drawn].sort((one, other) => one[0] - other[0]),
  "dense first": [...dense, ...drawn.filter((code) => !dense.includes(code))],
};
console.log("order         in groups  noise  in both  noise by hand");
for (const [name, dataset] of Object.entries(orders)) {
  const { clusters, noise } = dbscan({ dataset, epsilon, minimumPoints, distanceFunction });
  const grouped = new Set(clusters.flat());
  const both = noise.filter((index) => grouped.has(index)).length;
  const widths = [[grouped.size, 9], [noise.length, 5], [both, 7], [strays, 13]];
  console.log(`${name.padEnd(12)}  ${widths.map(([count, width]) => String(count).padStart(width)).join("  ")}`);
  assert.equal(clusters.length, 3);
  assert.equal(grouped.size, drawn.length - strays);
  assert.equal(noise.length, strays + both);
  assert.equal(both > 0, name !== "dense first");
}
JAVASCRIPT
node "$folder/noise.cjs"
