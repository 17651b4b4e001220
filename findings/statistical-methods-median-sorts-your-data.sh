#!/bin/sh
# median() of statistical-methods sorts the array that it is given, and so does the Brown-Forsythe test made from it.
#
# statistical-methods 1.0.4 and brown-forsythe-test 1.0.0 on Node.js. median() and mode() sort the caller's array in
# place. The README says that one uses these functions on an array of numbers, and not that it changes. So after the
# median of one attribute its values no longer belong to the faces that they came from, while the other arrays stay as
# they were, and any correlation, join or plot after that is of other pairs. brown-forsythe-test, whose README asks for
# samples, takes the median of each and so sorts all of them. Also, variance(values, sample) and stddev() have a second
# parameter for the population, but "if (!sample) sample = true" turns false into true, so both always divide by n - 1.
# Nothing warns. Seen (smile and glasses of 6 faces, and their correlation before and after the median of one of them):
#
#     before: smile 5 1 4 2 6 3, correlation with glasses -0.98
#     median 3.5
#     after: smile 1 2 3 4 5 6, correlation with glasses -0.23
#     mode: 3 1 3 2 became 1 2 3 3
#     Brown-Forsythe: 9 1 5 and 4 8 2 became 1 5 9 and 2 4 8
#     variance of 1 to 5: sample 2.5, population 2.5, right is 2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" statistical-methods@1.0.4 brown-forsythe-test@1.0.0
cat >"$folder/median.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const methods = require("statistical-methods");
const brownForsythe = require("brown-forsythe-test");

const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
function correlation(one, other) {
  const [a, b] = [one, other].map((values) => values.map((value) => value - average(values)));
  const dot = (left, right) => left.reduce((sum, value, i) => sum + value * right[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const smile = [5, 1, 4, 2, 6, 3];
const glasses = [2, 6, 3, 5, 1, 3];
const before = correlation(smile, glasses);
console.log(`before: smile ${smile.join(" ")}, correlation with glasses ${before.toFixed(2)}`);
console.log(`median ${methods.median(smile)}`);
const after = correlation(smile, glasses);
console.log(`after: smile ${smile.join(" ")}, correlation with glasses ${after.toFixed(2)}`);
assert.deepEqual(smile, [1, 2, 3, 4, 5, 6]);
assert.ok(before < -0.95 && after > -0.3);

const values = [3, 1, 3, 2];
methods.mode(values);
console.log(`mode: 3 1 3 2 became ${values.join(" ")}`);
assert.deepEqual(values, [1, 2, 3, 3]);

const samples = [[9, 1, 5], [4, 8, 2]];
brownForsythe.test(samples);
console.log(`Brown-Forsythe: 9 1 5 and 4 8 2 became ${samples.map((sample) => sample.join(" ")).join(" and ")}`);
assert.deepEqual(samples, [[1, 5, 9], [2, 4, 8]]);

const five = [1, 2, 3, 4, 5];
const [sample, population] = [true, false].map((flag) => methods.variance(five, flag));
console.log(`variance of 1 to 5: sample ${sample}, population ${population}, right is 2`);
assert.deepEqual([sample, population], [2.5, 2.5]);
JAVASCRIPT
node "$folder/median.cjs"
