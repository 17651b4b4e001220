#!/bin/sh
# The Fligner test of @stdlib subtracts the median from the groups that it is given, so a later test finds them equal.
#
# @stdlib/stats-fligner-test 0.2.3 with @stdlib/stats-kruskal-test 0.2.3 on Node.js. The Fligner-Killeen test asks
# whether groups vary equally; one runs it before a test of their places. Its documentation says that the arrays hold
# the observations, and nothing of changes. It takes the median off in the arrays themselves, so afterwards each group
# has median 0. The Kruskal-Wallis test, and any mean, plot or table of the same arrays, then shows groups without a
# difference. With the option "groups" the array is copied, so that one is safe. No warning comes. Seen (distances of 3
# groups of faces from the mean face):
#
#     means before: 1.30 2.32 3.30, Kruskal-Wallis p = 0.0019
#     Fligner-Killeen p = 0.9797
#     means after: -0.00 0.02 0.00, Kruskal-Wallis p = 0.8833
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @stdlib/stats-fligner-test@0.2.3 @stdlib/stats-kruskal-test@0.2.3
cat >"$folder/fligner.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const fligner = require("@stdlib/stats-fligner-test");
const kruskal = require("@stdlib/stats-kruskal-test");

const groups = [[1.1, 1.3, 1.2, 1.5, 1.4], [2.1, 2.4, 2.2, 2.3, 2.6], [3.2, 3.1, 3.5, 3.3, 3.4]];
const median = (values) => [...values].sort((a, b) => a - b)[(values.length - 1) / 2];
const describe = (when) => {
  const means = groups.map((values) => (values.reduce((sum, x) => sum + x, 0) / values.length).toFixed(2));
  const { pValue } = kruskal(...groups);
  console.log(`means ${when}: ${means.join(" ")}, Kruskal-Wallis p = ${pValue.toFixed(4)}`);
  return pValue;
};
const original = groups.map((values) => [...values]);
const before = describe("before");
const first = fligner(...groups).pValue;
console.log(`Fligner-Killeen p = ${first.toFixed(4)}`);
const after = describe("after");
groups.forEach((values, i) => values.forEach((value, j) => {
  assert.ok(Math.abs(value - (original[i][j] - median(original[i]))) < 1e-12);
}));
assert.ok(before < 0.01 && after > 0.5);

const names = original.flatMap((values, i) => values.map(() => `group ${i}`));
const flat = original.flat();
assert.ok(Math.abs(fligner(flat, { groups: names }).pValue - first) < 1e-9);
assert.deepEqual(flat, original.flat());
JAVASCRIPT
node "$folder/fligner.cjs"
