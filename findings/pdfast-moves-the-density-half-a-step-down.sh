#!/bin/sh
# The densities of pdfast lie half a step too low, so 5.9 counts as 5 and mirrored data do not give the mirrored curve.
#
# pdfast 0.2.0 on Node.js. create() puts triangles on a grid of points from min to max. It takes the grid point below
# each value, instead of the nearest one, for its middle, and then calls the result a density at these points. So on
# average a curve lies half a step to the left, whatever the data are, and getExpectedValueFromPdf() of the same package
# is too low by as much. That is 4.5 instead of 5 in the example of the README, where the step is 0.9. Half of 50
# points, the default, are still 1% of the range. A curve of real faces and one of drawn faces whose ranges differ, and
# so their steps, move by different amounts. An average over data that lie on the points themselves is right, which
# hides it. The README knows of values at the ends that are squeezed, and of nothing else. Seen:
#
#     example of the README: mean of the data 5.000, of the density 4.545
#     the same with each number negated: -5.000, -5.455
#     two values 5.9, points 0, 1, ... 10: 4 is 0.25, 5 is 0.50, 6 is 0.25
#     1,000 even values from 0 to 1, 50 points: mean of the data 0.500, of the density 0.488, half a step is 0.012
#     the same, 12 points: mean of the density 0.422, half a step is 0.078
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" pdfast@0.2.0
cat >"$folder/density.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { create, getExpectedValueFromPdf } = require("pdfast");

const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const near = (one, other, within) => assert.ok(Math.abs(one - other) < within, `${one} is not ${other}`);

const values = [1, 2, 3, 3, 4, 5, 5, 5, 6, 8, 9, 9];
const example = getExpectedValueFromPdf(create(values, { min: 0, max: 10, size: 12, width: 2 }));
const mean = average(values).toFixed(3);
console.log(`example of the README: mean of the data ${mean}, of the density ${example.toFixed(3)}`);
near(example, 4.545455, 1e-6);

const negated = values.map((value) => -value);
const mirrored = getExpectedValueFromPdf(create(negated, { min: -10, max: 0, size: 12, width: 2 }));
console.log(`the same with each number negated: ${average(negated).toFixed(3)}, ${mirrored.toFixed(3)}`);
near(mirrored, -5.454545, 1e-6);

const pair = create([5.9, 5.9], { min: 0, max: 10, size: 11, width: 2 }).filter(({ y }) => y > 0);
const heights = pair.map(({ x, y }) => `${x} is ${y.toFixed(2)}`);
console.log(`two values 5.9, points 0, 1, ... 10: ${heights.join(", ")}`);
assert.deepEqual(heights, ["4 is 0.25", "5 is 0.50", "6 is 0.25"]);

const even = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
for (const size of [50, 12]) {
  const density = create(even, { size });
  const half = (density[1].x - density[0].x) / 2;
  const found = getExpectedValueFromPdf(density);
  const first = "1,000 even values from 0 to 1, 50 points: mean of the data 0.500,";
  const start = size === 50 ? first : "the same, 12 points: mean";
  console.log(`${start} of the density ${found.toFixed(3)}, half a step is ${half.toFixed(3)}`);
  near(0.5 - found, half, 0.1 * half);
}
JAVASCRIPT
node "$folder/density.cjs"
