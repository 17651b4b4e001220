#!/bin/sh
# The histogram of echarts-stat rounds the middles of its bins, so in 0 to 1 bars cover each other and gaps appear.
#
# echarts-stat 1.2.0 on Node.js. histogram() gives what a bar chart of ECharts draws: in each row of data the first
# number is, by the documentation, the mean of the ends of the bin, and the second is how many values fall into it. That
# mean is rounded to as many digits as the width of the bins has. Bins of 0.1 have middles of 0.05, 0.15, 0.25, so each
# middle moves by half a bin, up or down as the binary number happens to lie: two bars stand at one place, which shows
# one of them only, and next to them is a gap that looks like a range without values. Bins of 0.2 are right. The scores
# of a discriminator lie in 0 to 1, and for 50 to 100 of them bins of 0.1 are chosen. customData, with the ends of the
# bins, is right, and so are the counts. One more bar below the data is empty, and one above holds the largest value
# alone. Seen, for 100 values that are spread evenly from 0 to 1:
#
#     bins: -0.1-0 0-0.1 0.1-0.2 0.2-0.3 0.3-0.4 0.4-0.5 0.5-0.6 0.6-0.7 0.7-0.8 0.8-0.9 0.9-1 1-1.1
#     middles by hand: -0.05 0.05 0.15 0.25 0.35 0.45 0.55 0.65 0.75 0.85 0.95 1.05
#     middles in data: -0.1 0.1 0.2 0.3 0.3 0.5 0.6 0.6 0.8 0.9 0.9 1.1
#     counts: 0 10 10 10 10 10 10 10 10 10 9 1
#     places with two bars: 0.3, 0.6, 0.9; places without: 0.4, 0.7, 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" echarts-stat@1.2.0
cat >"$folder/histogram.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { histogram } = require("echarts-stat");

const values = Array.from({ length: 100 }, (_, i) => i / 99);
const { data, customData } = histogram(values);
const short = (number) => Number(number.toFixed(3));
const middles = customData.map(([from, to]) => short((from + to) / 2));
const drawn = data.map((row) => row[0]);
const counts = data.map((row) => row[1]);
console.log(`bins: ${customData.map(([from, to]) => `${short(from)}-${short(to)}`).join(" ")}`);
console.log(`middles by hand: ${middles.join(" ")}`);
console.log(`middles in data: ${drawn.join(" ")}`);
console.log(`counts: ${counts.join(" ")}`);
customData.forEach(([from, to, count], i) => {
  assert.equal(count, counts[i]);
  assert.equal(count, values.filter((value) => value >= from && value < to).length);
});
const twice = drawn.filter((place, i) => drawn.indexOf(place) !== i);
const all = Array.from({ length: 11 }, (_, i) => (i + 1) / 10);
const empty = all.filter((place) => !drawn.includes(place));
console.log(`places with two bars: ${twice.join(", ")}; places without: ${empty.join(", ")}`);
assert.ok(twice.length >= 2 && empty.length >= 2);
assert.ok(drawn.every((place, i) => Math.abs(place - middles[i]) > 0.04));
JAVASCRIPT
node "$folder/histogram.cjs"
