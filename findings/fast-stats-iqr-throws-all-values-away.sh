#!/bin/sh
# The outlier filter of fast-stats throws all values away when the middle half of them is the same number.
#
# fast-stats 0.0.7 on Node.js. Its documentation says that iqr() filters a data set by the spread of its data, and may
# leave it as it is. Outliers lie more than 1.5 times the range between the quartiles outside the quartiles. When the
# middle half of the sorted values are equal, both quartiles and both limits are that number, and iqr() keeps only what
# lies strictly between the limits: nothing. Values without any spread, which hold no outlier, vanish as well. Mean,
# median and standard deviation of the rest are NaN. Values that are whole numbers, as counts of colours, glasses or
# faces found in a picture, or pixels of a white background, are mostly equal. Whoever filters them before a mean loses
# these series, and in a table of many series does not see why. Seen, beside limits that belong to the range, by hand:
#
#     no two the same            keeps 6 of 7, mean 3.5    right 6, mean 3.5
#     faces found in 8 pictures  keeps 0 of 8, mean NaN    right 7, mean 1.0
#     a white background         keeps 0 of 10, mean NaN   right 8, mean 255.0
#     the same everywhere        keeps 0 of 8, mean NaN    right 8, mean 3.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" fast-stats@0.0.7
cat >"$folder/outliers.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Stats } = require("fast-stats");

const quartile = (sorted, part) => {
  const place = (sorted.length - 1) * part;
  return (sorted[Math.floor(place)] + sorted[Math.ceil(place)]) / 2;
};
function byHand(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [quartile(sorted, 0.25), quartile(sorted, 0.75)];
  const reach = 1.5 * (high - low);
  return sorted.filter((value) => value >= low - reach && value <= high + reach);
}
const cases = {
  "no two the same": [1, 2, 3, 4, 5, 6, 50],
  "faces found in 8 pictures": [1, 1, 1, 1, 1, 1, 2, 1],
  "a white background": [255, 255, 255, 254, 255, 255, 255, 120, 255, 255],
  "the same everywhere": [3, 3, 3, 3, 3, 3, 3, 3],
};
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
for (const [name, values] of Object.entries(cases)) {
  const kept = new Stats().push(values).iqr();
  const right = byHand(values);
  const told = `keeps ${kept.length} of ${values.length}, mean ${kept.amean().toFixed(1)}`;
  console.log(`${name.padEnd(27)}${told.padEnd(26)}right ${right.length}, mean ${mean(right).toFixed(1)}`);
  assert.equal(kept.length, name === "no two the same" ? right.length : 0);
}
JAVASCRIPT
node "$folder/outliers.cjs"
