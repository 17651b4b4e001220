#!/bin/sh
# distinct() of data-forge keeps one value of each group but all of group 0, and prints other rows than it returns.
#
# data-forge 1.10.5 on Node.js. distinct(selector) removes values for which the selector returns what it returned
# before; its documentation lumps numbers into tens by Math.floor(value / 10). The library does so twice: once for the
# bare values, which is right, and once for the pairs of index and value. There, if the selector returns 0, false, "" or
# null, the whole value is the key, so nothing is removed. toArray(), count() and toCSV() use the first, toString(),
# at(), groupBy(), window() and between() the second. So the two disagree, and no step warns. Labels that start from 0,
# as class labels do, and yes or no answers are of this kind. "One face of each class" becomes each face of class 0 and
# one of each other. Seen (3, 7, 12, 15 and 27 by tens; then 6 faces with the labels 0, 0, 0, 1, 1, 2):
#
#     toArray: 3 12 27
#     toPairs: 3 7 12 27
#     toString shows: 3 7 12 27
#     count 3, at(1) 7, sum 42, sum after between(0, 10) 49
#     one face of each label: a d f
#     the same, grouped by label and counted: 3 1 1
#     the same for labels from 1: a d f, grouped and counted: 1 1 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" data-forge@1.10.5
cat >"$folder/distinct.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { DataFrame, Series } = require("data-forge");

const tens = new Series([3, 7, 12, 15, 27]).distinct((value) => Math.floor(value / 10));
const array = tens.toArray();
const pairs = tens.toPairs().map(([, value]) => value);
const lines = tens.toString().trim().split("\n").slice(2);
const shown = lines.map((line) => Number(line.trim().split(/\s+/)[1]));
console.log(`toArray: ${array.join(" ")}`);
console.log(`toPairs: ${pairs.join(" ")}`);
console.log(`toString shows: ${shown.join(" ")}`);
assert.deepEqual(array, [3, 12, 27]);
assert.deepEqual(pairs, [3, 7, 12, 27]);
assert.deepEqual(shown, pairs);

const numbers = [tens.count(), tens.at(1), tens.sum(), tens.between(0, 10).sum()];
console.log(`count ${numbers[0]}, at(1) ${numbers[1]}, sum ${numbers[2]}, sum after between(0, 10) ${numbers[3]}`);
assert.deepEqual(numbers, [3, 7, 42, 49]);

function perLabel(first) {
  const faces = [..."abcdef"].map((face, i) => ({ face, label: first + [0, 0, 0, 1, 1, 2][i] }));
  const chosen = new DataFrame(faces).distinct((row) => row.label);
  const counts = chosen.groupBy((row) => row.label).select((group) => group.count());
  return [chosen.toArray().map((row) => row.face).join(" "), counts.toArray().join(" ")];
}
const [faces, counts] = perLabel(0);
console.log(`one face of each label: ${faces}`);
console.log(`the same, grouped by label and counted: ${counts}`);
const fromOne = perLabel(1);
console.log(`the same for labels from 1: ${fromOne[0]}, grouped and counted: ${fromOne[1]}`);
assert.deepEqual([faces, counts], ["a d f", "3 1 1"]);
assert.deepEqual(fromOne, ["a d f", "1 1 1"]);
JAVASCRIPT
node "$folder/distinct.cjs"
