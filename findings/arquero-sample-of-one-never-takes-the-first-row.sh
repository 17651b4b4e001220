#!/bin/sh
# sample(1) of arquero never takes the first row, and two of three rows always include the third.
#
# arquero 8.0.3 with @uwdata/flechette 2.0.0 on Node.js. table.sample(size) is documented to give a random sample of
# rows. Without replacement, the default, it keeps the first rows and lets each later row take the place of a kept one
# with the chance size / i, where i counts from 0. It must be size / (i + 1). So the first row after the kept ones
# always gets in. Of n rows, each of the first ones, as many as are drawn, has the chance (size - 1) / (n - 1), and each
# other one size / (n - 1). With groupby() this holds in each group. So the first face of each class is never shown as
# its example, and half of a sorted table as training data has more of its end than of its beginning. With replace:
# true, or with weights that are all equal, the chances are right. No size warns. Seen (how often each row was drawn in
# 3,000 samples; then the first five of 10 rows, drawn 5 at a time, against the last five):
#
#     1 of 2 rows: 0 3000
#     1 of 3 rows: 0 1541 1459
#     2 of 3 rows: 1476 1524 3000
#     5 of 10 rows: the first five 6634, the last five 8366, each should be 7500
#     1 face of each class of 4: first faces 0, others 3000
#     1 of 3 rows with equal weights: 983 983 1034
#     1 of 3 rows with replacement: 1007 1035 958
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" arquero@8.0.3 @uwdata/flechette@2.0.0
cat >"$folder/sample.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { seed, table } from "arquero";

seed(7);
function draws(rows, size, options) {
  const data = table({ row: Array.from({ length: rows }, (_, i) => i), weight: Array(rows).fill(1) });
  const count = Array(rows).fill(0);
  for (let i = 0; i < 3000; i++) for (const row of data.sample(size, options).array("row")) count[row]++;
  return count;
}
const sum = (values) => values.reduce((total, value) => total + value, 0);

for (const [size, rows] of [[1, 2], [1, 3], [2, 3]]) {
  const count = draws(rows, size);
  console.log(`${size} of ${rows} rows: ${count.join(" ")}`);
  for (const [row, times] of count.entries()) {
    const chance = (row < size ? size - 1 : size) / (rows - 1);
    if (chance === 0 || chance === 1) assert.equal(times, 3000 * chance);
    assert.ok(Math.abs(times / 3000 - chance) < 0.03);
  }
}

const ten = draws(10, 5);
const halves = [sum(ten.slice(0, 5)), sum(ten.slice(5))];
console.log(`5 of 10 rows: the first five ${halves[0]}, the last five ${halves[1]}, each should be 7500`);
assert.ok(Math.abs(halves[0] / 15000 - 4 / 9) < 0.02);

const faces = table({ label: [0, 0, 0, 0, 1, 1, 1, 1], place: [0, 1, 2, 3, 0, 1, 2, 3] }).groupby("label");
const places = Array.from({ length: 1500 }, () => [...faces.sample(1).array("place")]).flat();
const first = places.filter((place) => place === 0).length;
console.log(`1 face of each class of 4: first faces ${first}, others ${places.length - first}`);
assert.deepEqual([first, places.length], [0, 3000]);

for (const [name, options] of [["equal weights", { weight: "weight" }], ["replacement", { replace: true }]]) {
  const count = draws(3, 1, options);
  console.log(`1 of 3 rows with ${name}: ${count.join(" ")}`);
  for (const times of count) assert.ok(Math.abs(times / 3000 - 1 / 3) < 0.03);
}
JAVASCRIPT
node "$folder/sample.mjs"
