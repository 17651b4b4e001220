#!/bin/sh
# sortBy() of dataframe-js sorts the table that it was given too, though its tables are said not to change.
#
# dataframe-js 1.4.4 on Node.js. The documentation calls a DataFrame an immutable data structure, and says that sortBy()
# returns a sorted one. It sorts the rows of the original in place, and makes a second table from them. map(), filter(),
# withColumn(), replace(), shuffle(), push() and setRow() leave the original alone. Whoever prints the faces with the
# highest scores and then puts the table beside the list of the pictures, which is in the order of the files, gives
# each picture the numbers of another. A group that was sorted is sorted in groupBy() as well. There is a second trap in
# the same table: stat.min() and stat.max() count a missing value (null or an empty text) as 0, while sum, mean and sd
# leave it out, so that the least of the scores 5, null and 7 is 0 and their mean is 6. Seen:
#
#     files before: a.png b.png c.png d.png
#     sorted by score: c.png a.png d.png b.png
#     files after: c.png a.png d.png b.png
#     rows whose score is that of the picture beside it: 0 of 4
#     filter, map, withColumn, replace, push, setRow, shuffle: a.png b.png c.png d.png
#     scores 5, null, 7: min 0, mean 6; scores -5, null, -7: max 0, mean -6
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" dataframe-js@1.4.4
cat >"$folder/sort.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { DataFrame } = require("dataframe-js");

const rows = [["a.png", 0.4], ["b.png", 0.9], ["c.png", 0.1], ["d.png", 0.7]];
const files = (table) => table.toArray("file").join(" ");
const make = () => new DataFrame(rows.map((row) => [...row]), ["file", "score"]);

const table = make();
console.log(`files before: ${files(table)}`);
console.log(`sorted by score: ${files(table.sortBy("score"))}`);
console.log(`files after: ${files(table)}`);
const kept = table.toArray("score").filter((score, i) => score === rows[i][1]).length;
console.log(`rows whose score is that of the picture beside it: ${kept} of 4`);
assert.equal(files(table), "c.png a.png d.png b.png");
assert.equal(kept, 0);

const other = make();
other.filter((row) => row.get("score") > 0.5);
other.map((row) => row.set("score", 0));
other.withColumn("double", (row) => 2 * row.get("score"));
other.replace(0.4, 0, ["score"]);
other.push(["e.png", 0.2]);
other.setRow(0, (row) => row.set("file", "z.png"));
other.shuffle();
console.log(`filter, map, withColumn, replace, push, setRow, shuffle: ${files(other)}`);
assert.equal(files(other), "a.png b.png c.png d.png");
assert.deepEqual(other.toArray("score"), [0.4, 0.9, 0.1, 0.7]);

const { stat } = new DataFrame([[5, -5], [null, null], [7, -7]], ["high", "low"]);
const [min, max] = [stat.min("high"), stat.max("low")];
const [high, low] = [stat.mean("high"), stat.mean("low")];
console.log(`scores 5, null, 7: min ${min}, mean ${high}; scores -5, null, -7: max ${max}, mean ${low}`);
assert.deepEqual([min, high, max, low], [0, 6, 0, -6]);
JAVASCRIPT
node "$folder/sort.cjs"
