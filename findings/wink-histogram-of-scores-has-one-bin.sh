#!/bin/sh
# The histogram of wink-statistics puts all scores from 0 to 1 into one bin, if they lie at the two ends.
#
# wink-statistics 2.1.1 on Node.js. By its documentation, data.histogram takes bins of the width of Freedman and
# Diaconis and, if too many of them are empty, adjusts their number by the rule of Sturges, 11 for 1,000 numbers. For
# the second rule it never takes a bin narrower than 1, whatever the numbers. So numbers between 0 and 1 that make
# empty bins, as the scores of a good discriminator do, come back as one bin that holds them all, also if
# dataPrecision says that they have three decimal places. The same scores times 1,000 give 11 bins with two clear
# groups. A long tail hits it too: losses most of which are below 0.1 come in a first bin of width 1. No warning
# comes. Seen, for 500 scores below 0.08 and 500 above 0.92, 1,000 losses with a long tail, and 1,000 even numbers
# from 0 to 1, which are right:
#
#     scores: 1 bins of 1.0, 1000
#     scores times 1000: 11 bins of 91, 500 0 0 0 0 0 0 0 0 0 500
#     losses: 2 bins of 1.0, 993 7
#     losses times 1000: 12 bins of 1.6e+2, 844 101 21 16 8 3 2 3 0 1 0 1
#     even: 10 bins of 0.10, 115 108 110 92 97 110 98 102 104 64
#     even times 1000: 10 bins of 1.0e+2, 115 108 110 92 97 110 98 102 104 64
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" wink-statistics@2.1.1 seedrandom@3.0.5
cat >"$folder/bins.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const seedrandom = require("seedrandom");
const { data } = require("wink-statistics");

const random = seedrandom("scores");
const prepared = (count, draw) =>
  Array.from({ length: count }, (_, i) => Number(draw(i).toFixed(3))).sort((a, b) => a - b);
const tell = (name, numbers, precision) => {
  const { classes, frequencies } = data.histogram(numbers, precision);
  const sturges = Math.ceil(Math.log2(numbers.length) + 1);
  const shown = frequencies.length > 12 ? `${frequencies.slice(0, 12).join(" ")} ...` : frequencies.join(" ");
  console.log(`${name}: ${frequencies.length} bins of ${(classes[0].max - classes[0].min).toPrecision(2)}, ${shown}`);
  assert.equal(frequencies.reduce((sum, count) => sum + count, 0), numbers.length);
  return { frequencies, sturges };
};

const scores = prepared(1000, (i) => (i % 2 ? 1 - 0.08 * random() : 0.08 * random()));
const losses = prepared(1000, () => 0.05 * Math.log(1 - random()) ** 2);
const even = prepared(1000, random);
const large = (numbers) => numbers.map((x) => Math.round(1000 * x));

for (const [name, numbers] of Object.entries({ scores, losses })) {
  const small = tell(name, numbers, 3);
  const thousand = tell(`${name} times 1000`, large(numbers), 0);
  // The same numbers in another unit: the number of bins should be the same, and not below that of Sturges by much.
  assert.ok(small.frequencies.length <= 3 && thousand.frequencies.length >= small.sturges - 1);
  assert.ok(small.frequencies[0] > 0.9 * numbers.length);
}
// Without empty bins the unit does not matter.
const [one, other] = [tell("even", even, 3), tell("even times 1000", large(even), 0)];
assert.deepEqual(one.frequencies, other.frequencies);
JAVASCRIPT
node "$folder/bins.js"
