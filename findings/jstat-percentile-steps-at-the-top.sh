#!/bin/sh
# jStat's percentile does not interpolate between the two largest numbers: half-way from 0 to 100 is 0.
#
# jstat 1.9.6 on Node.js. jStat.percentile(numbers, k) goes to place (n - 1) k among the sorted numbers, as NumPy does,
# and its documentation has 1.9 for 0.3 of 1, 2, 3, 4. Between the two largest numbers it takes the lower of them until
# k is 1. So of five seeds all k from 0.75 to 0.99 are the same number, of two the median is the smaller one, and the
# limit of a slider or a colour scale at 0.99 is too low for fewer than 101 numbers. jStat.median is right, and so is
# the percentile of the negative numbers. Seen:
#
#     0.5 of 0, 100: 0, right 50
#     0.25 of 0, 1, 100: 0.5, right 0.5
#     0.5 of 0, 1, 100: 1, right 1
#     0.75 of 0, 1, 100: 1, right 50.5
#     0.5 of 20, 21, 22, 24, 40: 22, right 22
#     0.75 of 20, 21, 22, 24, 40: 24, right 24
#     0.8 of 20, 21, 22, 24, 40: 24, right 27.2
#     0.9 of 20, 21, 22, 24, 40: 24, right 33.6
#     0.95 of 20, 21, 22, 24, 40: 24, right 36.8
#     1 of 20, 21, 22, 24, 40: 40, right 40
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" jstat@1.9.6
cat >"$folder/percentile.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import jstat from "jstat";

const { jStat } = jstat;
const byHand = (sorted, k) => {
  const place = (sorted.length - 1) * k;
  const low = Math.floor(place);
  return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
};
const close = (a, b) => Math.abs(a - b) < 1e-9;
assert.ok(close(jStat.percentile([1, 2, 3, 4], 0.3), 1.9) && close(byHand([1, 2, 3, 4], 0.3), 1.9));
const seeds = [20, 21, 22, 24, 40];
const cases = [[[0, 100], [0.5]], [[0, 1, 100], [0.25, 0.5, 0.75]], [seeds, [0.5, 0.75, 0.8, 0.9, 0.95, 1]]];
for (const [numbers, shares] of cases) {
  for (const k of shares) {
    const [seen, right, mirrored] = [
      jStat.percentile(numbers, k),
      byHand(numbers, k),
      -jStat.percentile(numbers.map((x) => -x), 1 - k),
    ];
    console.log(`${k} of ${numbers.join(", ")}: ${seen}, right ${Number(right.toFixed(2))}`);
    const last = numbers.at(-2);
    const between = right > last && k < 1;
    assert.ok(close(seen, between ? last : right) && (!between || seen < right));
    const first = right < numbers[1] && k > 0;
    assert.ok(first || close(mirrored, right), [k, mirrored, right]);
  }
}
assert.equal(jStat.median([0, 100]), 50);
JAVASCRIPT
node "$folder/percentile.mjs"
