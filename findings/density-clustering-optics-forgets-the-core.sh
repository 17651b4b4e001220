#!/bin/sh
# OPTICS of density-clustering takes every core distance for 0, and its DBSCAN lists members of clusters as noise.
#
# density-clustering 1.3.0 on Node.js. Its OPTICS tries 0, 1, 2 and so on as the core distance, and looks through the
# whole radius for 0, so each core distance is 0. The reachability of a point is then a mere distance, the same for
# any number of neighbours, so the plot does not show how dense a group of embeddings is. Its DBSCAN keeps a point in
# `noise` even after a cluster has taken it. Whoever leaves out the noise leaves out good pictures, and which ones
# depends on their order. No warning comes. Seen, for two groups of 40 points and 5 strays, with a radius of 3 for
# OPTICS and 0.8 for DBSCAN; the definition is applied to the order in which OPTICS lists the points:
#
#     OPTICS, 2 neighbours: middle reachability 0.37, by the definition 0.37, too low for 0 of 79 points
#     OPTICS, 5 neighbours: middle reachability 0.37, by the definition 0.59, too low for 64 of 78 points
#     OPTICS, 10 neighbours: middle reachability 0.37, by the definition 0.82, too low for 77 of 78 points
#     DBSCAN, points of few neighbours first: clusters of 35 and 34, 31 points of noise, 15 of them in a cluster
#     DBSCAN, the other way round: clusters of 35 and 34, 16 points of noise, 0 of them in a cluster
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" density-clustering@1.3.0
cat >"$folder/groups.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import clustering from "density-clustering";

const { DBSCAN, OPTICS } = clustering;
let state = 1;
const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const group = (count, x, y, spread) =>
  Array.from({ length: count }, () => [x + spread * normal(), y + spread * normal()]);
const points = [...group(40, 0, 0, 1), ...group(40, 9, 0, 1), ...group(5, 4, 20, 4)];
const distance = (one, other) => Math.hypot(...one.map((x, k) => x - other[k]));
const radius = 3;
const core = (point, neighbours) => points.map((other) => distance(point, other)).sort((a, b) => a - b)[neighbours - 1];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

for (const neighbours of [2, 5, 10]) {
  const optics = new OPTICS();
  optics.run(points, radius, neighbours);
  const plot = optics.getReachabilityPlot();
  const pairs = [];
  for (const [place, [point, reach]] of plot.entries()) {
    if (reach === undefined) continue;
    const before = plot.slice(0, place).map(([other]) => points[other]);
    const cores = before.filter((other) => core(other, neighbours) < radius && distance(other, points[point]) < radius);
    const right = cores.map((other) => Math.max(core(other, neighbours), distance(other, points[point])));
    pairs.push([reach, Math.min(...right)]);
  }
  const low = pairs.filter(([reach, right]) => reach < right - 1e-9).length;
  const middles = [0, 1].map((k) => median(pairs.map((pair) => pair[k])).toFixed(2));
  const text = `middle reachability ${middles[0]}, by the definition ${middles[1]}`;
  console.log(`OPTICS, ${neighbours} neighbours: ${text}, too low for ${low} of ${pairs.length} points`);
  assert.ok(neighbours < 5 || low > 0.8 * pairs.length);
}

const tell = (name, ordered) => {
  const dbscan = new DBSCAN();
  const clusters = dbscan.run(ordered, 0.8, 5);
  const members = new Set(clusters.flat());
  const both = dbscan.noise.filter((place) => members.has(place)).length;
  const sizes = clusters.map((cluster) => cluster.length).join(" and ");
  const text = `clusters of ${sizes}, ${dbscan.noise.length} points of noise, ${both} of them in a cluster`;
  console.log(`DBSCAN, ${name}: ${text}`);
  return both;
};
const outer = [...points].sort((one, other) => core(other, 5) - core(one, 5));
assert.ok(tell("points of few neighbours first", outer) > 5);
assert.equal(tell("the other way round", outer.reverse()), 0);
JAVASCRIPT
node "$folder/groups.mjs"
