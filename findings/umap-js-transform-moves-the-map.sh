#!/bin/sh
# umap-js moves the map that it has fitted when it places new points, if they are as many as the fitted ones.
#
# umap-js 1.4.0 on Node.js. transform() puts new points on a map that stays, and it does so for 99 or 101 points on a
# map of 100. For 100 it takes the new points for the fitted ones, and each pull between a new and an old point moves
# both, in the array that fit() has returned, too. So a page that fits 100 real faces and then places 100 generated ones
# shows the real ones elsewhere than before, and later points go to a spoiled map. Nothing warns, and the README does
# not say it. Seen, for three groups of points, with the same ones again (0.01 of a deviation away) as new points, for
# how far the old points move:
#
#     99 new points on a map of 100: old points move by 0.00 (median), 0.00 (largest), the map is 15 wide
#     100 new points on a map of 100: old points move by 2.18 (median), 4.14 (largest), the map is 15 wide
#     101 new points on a map of 100: old points move by 0.00 (median), 0.00 (largest), the map is 15 wide
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" umap-js@1.4.0 seedrandom@3.0.5
cat >"$folder/umap.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import seedrandom from "seedrandom";
import { UMAP } from "umap-js";

const random = seedrandom("faces");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const fitted = Array.from({ length: 100 }, (_, i) => [0, 1, 2, 3, 4].map((k) => normal() + (k === i % 3 ? 12 : 0)));
const near = Array.from({ length: 101 }, (_, i) => fitted[i % 100].map((x) => x + 0.01 * normal()));
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
for (const count of [99, 100, 101]) {
  const umap = new UMAP({ random: seedrandom("map") });
  const map = umap.fit(fitted);
  const before = map.map((point) => [...point]);
  const placed = umap.transform(near.slice(0, count));
  assert.equal(placed.length, count);
  const moves = before.map((point, i) => distance(point, map[i])).sort((a, b) => a - b);
  assert.deepEqual(map, umap.getEmbedding());
  const across = before.map((point) => point[0]);
  const width = Math.max(...across) - Math.min(...across);
  const [median, largest] = [moves[50], moves[99]];
  const told = `old points move by ${median.toFixed(2)} (median), ${largest.toFixed(2)} (largest)`;
  console.log(`${count} new points on a map of 100: ${told}, the map is ${width.toFixed(0)} wide`);
  if (count === 100) assert.ok(median > 0.3 && largest > 1);
  else assert.equal(largest, 0);
}
JAVASCRIPT
node "$folder/umap.mjs"
