#!/bin/sh
# hierarchical-clustering names a wrong pair for every merge, and merges two groups farther apart than it may.
#
# hierarchical-clustering 1.1.0 on Node.js. Its documentation says that each level has "from" and "to", the indices of
# the clusters that were merged, and that maxLinkage is the largest linkage until it stops. "from" and "to" are where
# the loops over all pairs end, not where the smallest linkage was found: with 6 clusters they are always 5 and 6, and 6
# is not even an index. maxLinkage is compared before the next merge is known, so the merge that is too far is still
# made, once. A tree of faces drawn from these levels is a staircase for any data, and groups cut at a distance are one
# too few: two sorts of faces that are nowhere near each other come back as one. Seen, for 6 numbers, 0, 1, 10, 12, 100
# and 103, single linkage, with the merges by hand:
#
#     6 clusters, linkage 1:   merges 0 and 1, says 5 and 6
#     5 clusters, linkage 2:   merges 1 and 2, says 4 and 5
#     4 clusters, linkage 3:   merges 2 and 3, says 3 and 4
#     3 clusters, linkage 9:   merges 0 and 1, says 2 and 3
#     2 clusters, linkage 88:  merges 0 and 1, says 1 and 2
#     maxLinkage 5: 0 1 10 12 | 100 103          right 0 1 | 10 12 | 100 103
#     maxLinkage 50: 0 1 10 12 100 103           right 0 1 10 12 | 100 103
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" hierarchical-clustering@1.1.0
cat >"$folder/tree.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const cluster = require("hierarchical-clustering");

const input = [0, 1, 10, 12, 100, 103];
const distance = (one, other) => Math.abs(one - other);
const linkage = (distances) => Math.min(...distances);
const values = (indices) => indices.map((index) => input[index]).sort((one, other) => one - other);
const text = (clusters) => clusters.map((indices) => values(indices).join(" ")).sort().join(" | ");

const levels = cluster({ input, distance, linkage });
for (let i = 1; i < levels.length; i++) {
  const before = levels[i - 1].clusters;
  const after = new Set(levels[i].clusters.map((indices) => String(values(indices))));
  const merged = before.map((_, index) => index).filter((index) => !after.has(String(values(before[index]))));
  const { from, to } = levels[i];
  console.log(`${before.length} clusters, linkage ${levels[i].linkage}:`.padEnd(25) +
    `merges ${merged.join(" and ")}, says ${from} and ${to}`);
  assert.equal(merged.length, 2);
  assert.deepEqual([from, to], [before.length - 1, before.length]);
}

for (const maxLinkage of [5, 50]) {
  const last = cluster({ input, distance, linkage, maxLinkage }).at(-1);
  const right = levels.filter((level) => level.linkage <= maxLinkage).at(-1);
  console.log(`maxLinkage ${maxLinkage}: ${text(last.clusters)}`.padEnd(43) + `right ${text(right.clusters)}`);
  assert.equal(last.clusters.length, right.clusters.length - 1);
  assert.ok(last.linkage > maxLinkage);
}
JAVASCRIPT
node "$folder/tree.cjs"
