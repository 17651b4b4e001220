#!/bin/sh
# The default outlier filter of stats-analysis rounds jumps to whole numbers, so among values below 1 nothing is odd.
#
# stats-analysis 2.0.0 on Node.js. Its documentation says that the default method, for time series, looks at the
# differences of neighbours, and that values above a threshold, 3 unless given, are outliers. It divides each difference
# by the median of all of them, but before that it rounds every difference to a whole number and adds 1. Losses or
# scores between 0 and 1 all have the differences 1 or 2, so none is above 3, however far out; in the same series in
# thousandths the outlier is found. Where the value before is exactly 0, as a loss of a discriminator that wins is, the
# difference is not a number, and a jump from 0 is never seen. Whoever cleans curves of losses, shares or similarities
# with it gets them back as they were, and believes that they hold no outlier. Seen, for losses near 0.3 with an outlier
# at the end, and for whole numbers that fall to 0 and then jump:
#
#     losses:         outliers none, by hand 0.95
#     in thousandths: outliers 950, by hand 950
#     a jump from 0:  outliers none, by hand 900
#     a jump from 1:  outliers 900, by hand 900
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" stats-analysis@2.0.0
cat >"$folder/jumps.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const stats = require("stats-analysis");

const losses = [0.3, 0.32, 0.31, 0.33, 0.32, 0.3, 0.31, 0.29, 0.3, 0.31, 0.95];
const thousandths = losses.map((loss) => Math.round(1000 * loss));
const fromZero = [40, 30, 35, 25, 30, 20, 15, 10, 0, 900];
const fromOne = fromZero.map((value) => value || 1);

const median = (values) => {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
function byHand(values) {
  const jumps = values.slice(1).map((value, i) => Math.abs(value - values[i]));
  return jumps.flatMap((jump, i) => (jump / median(jumps) > 3 ? [values[i + 1]] : []));
}
const cases = { losses, "in thousandths": thousandths, "a jump from 0": fromZero, "a jump from 1": fromOne };
const found = {};
for (const [name, values] of Object.entries(cases)) {
  found[name] = stats.indexOfOutliers(values).map((index) => values[index]);
  const right = byHand(values);
  assert.equal(right.length, 1);
  assert.equal(stats.filterOutliers(values).length, values.length - found[name].length);
  console.log(`${name}:`.padEnd(16) + `outliers ${found[name].join(", ") || "none"}, by hand ${right.join(", ")}`);
}
assert.deepEqual(Object.values(found), [[], [950], [], [900]]);
JAVASCRIPT
node "$folder/jumps.cjs"
