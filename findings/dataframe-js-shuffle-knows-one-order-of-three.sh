#!/bin/sh
# shuffle() of dataframe-js gives one order of three rows, two of four, and never puts the last row first or last.
#
# dataframe-js 1.4.4 on Node.js. The documentation says that shuffle() returns a randomly shuffled DataFrame, and that
# sample() and bisect() take random rows. shuffle() takes the rows one by one, cuts what it has at a random place,
# exchanges the two parts and puts the new row between them. The place is drawn so that neither part is ever empty:
# the second and the third row have one place each, the fourth has two, and n rows have (n - 2)! orders instead of n!.
# The last row always comes between two others. sample() takes the first rows of such an order, and bisect() parts it
# in two. So a sample of one is never the last face, of 5 faces the second is in a sample of two four times as often
# as the first, and of 4 faces bisect(0.5) keeps the first and the fourth or the third and the first for training,
# always the first and never the second. Seen, for 600 calls each, with a seed:
#
#     2 rows: 1 of 2 orders
#     3 rows: 1 of 6 orders
#     4 rows: 2 of 24 orders
#     5 rows: 6 of 120 orders
#     6 rows: 24 of 720 orders
#     4 rows, halves for training: 14, 31
#     6 rows, percent of each row to come first: 18 18 19 18 27 0
#     5 rows, percent of each row to be in a sample of two: 15 67 37 49 32
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" dataframe-js@1.4.4
cat >"$folder/shuffle.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { DataFrame } = require("dataframe-js");

let state = 7;
Math.random = () => (state = (16807 * state) % 2147483647) / 2147483647;
const count = 600;
const frame = (rows) => new DataFrame(Array.from({ length: rows }, (_, i) => [i + 1]), ["row"]);
const tally = (rows, take) => {
  const table = frame(rows);
  const seen = new Map();
  for (let i = 0; i < count; i++) {
    const order = take(table).toArray("row").join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  return seen;
};
const shares = (seen, rows, has) => {
  const percent = Array(rows).fill(0);
  for (const [order, times] of seen) {
    for (let row = 1; row <= rows; row++) if (has(order, String(row))) percent[row - 1] += (100 * times) / count;
  }
  return percent.map(Math.round);
};

for (const [rows, all, expected] of [[2, 2, 1], [3, 6, 1], [4, 24, 2], [5, 120, 6], [6, 720, 24]]) {
  const { size } = tally(rows, (table) => table.shuffle());
  console.log(`${rows} rows: ${size} of ${all} orders`);
  assert.equal(size, expected);
}
const halves = [...tally(4, (table) => table.bisect(0.5)[0]).keys()].sort();
console.log(`4 rows, halves for training: ${halves.join(", ")}`);
assert.deepEqual(halves, ["14", "31"]);
const first = shares(tally(6, (table) => table.shuffle()), 6, (order, row) => order.startsWith(row));
console.log(`6 rows, percent of each row to come first: ${first.join(" ")}`);
assert.equal(first[5], 0);
const half = shares(tally(5, (table) => table.sample(0.4)), 5, (order, row) => order.includes(row));
console.log(`5 rows, percent of each row to be in a sample of two: ${half.join(" ")}`);
assert.ok(half[0] < 25 && half[1] > 55, half.join());
JAVASCRIPT
node "$folder/shuffle.cjs"
