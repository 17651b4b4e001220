#!/bin/sh
# kmeans-ts puts all plain numbers into one group, whatever they are, and gives no number for the other centres.
#
# kmeans-ts 1.0.4 on Node.js. Its documentation allows Array<number> and Array<Array<number>> as data. For plain
# numbers the code measures the distance between the first entries of a number and of a centre; a number has no entries,
# so every distance is NaN, no comparison is true, and each value stays with centre 0. The centre becomes the mean of
# everything, the others are 0 / 0, and as each round makes new arrays of the centres and compares the arrays
# themselves, it always runs to the largest number of rounds, 10,000 if not told. No error comes. The same values as
# lists of one number are grouped rightly. Latent values of one attribute, or greys of a face, seem to have no groups.
# Seen for ten numbers around 1, 10 and 50 and at most 50 rounds, with each way to begin:
#
#     numbers, kmeans        groups 0000000000  centres 18.41, NaN, NaN  rounds 50
#     numbers, kmeans++      groups 0000000000  centres 18.41, NaN, NaN  rounds 50
#     numbers, null          groups 0000000000  centres 18.41, NaN, NaN  rounds 50
#     numbers, from 1,10,50  groups 0000000000  centres 18.41, NaN, NaN  rounds 50
#     lists, from 1,10,50    groups 0000111222  centres 1.01, 10.00, 50.00  rounds 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" kmeans-ts@1.0.4
cat >"$folder/groups.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const kmeans = require("kmeans-ts").default;

const values = [1, 1.1, 0.9, 1.05, 10, 10.1, 9.9, 50, 50.2, 49.8];
const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
const show = (name, { indexes, centroids, iterations }) => {
  const centres = centroids.map(([centre]) => centre.toFixed(2)).join(", ");
  console.log(`${name.padEnd(22)} groups ${indexes.join("")}  centres ${centres}  rounds ${iterations}`);
};
for (const start of ["kmeans", "kmeans++", null, [1, 10, 50]]) {
  const result = kmeans([...values], 3, start, 50);
  show(`numbers, ${Array.isArray(start) ? `from ${start}` : start}`, result);
  assert.deepEqual(result.indexes, values.map(() => 0));
  assert.ok(Math.abs(result.centroids[0][0] - mean) < 1e-9);
  assert.ok(Number.isNaN(result.centroids[1][0]) && Number.isNaN(result.centroids[2][0]));
  assert.equal(result.iterations, 50);
}
const lists = kmeans(values.map((value) => [value]), 3, [[1], [10], [50]], 50);
show("lists, from 1,10,50", lists);
assert.deepEqual(lists.indexes, [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
JAVASCRIPT
node "$folder/groups.cjs"
