#!/bin/sh
# The gradient of ndarray-gradient points downhill: each derivative has the wrong sign.
#
# ndarray-gradient 1.0.1 on Node.js. By its documentation it "computes the gradient of an ndarray using a 2-point
# central finite difference", which is (next - previous) / 2. The library returns (previous - next) / 2, in all
# dimensions and with each treatment of the edges. Only an example in the documentation, with a peak of 1 in a field
# of 0, gives it away, and no word does. Whoever follows this gradient to climb a score over a grid of latent
# directions goes down instead, and shading or edge directions of a picture turn round. Seen, for squares, for the
# plane 10 x row + 3 x column, and for one step of 0.1 along the gradient of a hill:
#
#     squares 0 1 4 9 16 25: library -0.5 -2 -4 -6 -8 -4.5, central differences 0.5 2 4 6 8 4.5
#     plane, clamp: library -10 by row, -3 by column; right are 10 and 3
#     plane, mirror: library -10 by row, -3 by column; right are 10 and 3
#     plane, wrap: library -10 by row, -3 by column; right are 10 and 3
#     hill: -8.00 before the step, -11.52 after it
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ndarray-gradient@1.0.1 ndarray@1.0.19
cat >"$folder/slope.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const ndarray = require("ndarray");
const gradient = require("ndarray-gradient");

const library = (values, shape, edges) => {
  const result = ndarray(new Float64Array(values.length * shape.length), [...shape, shape.length]);
  return gradient(result, ndarray(Float64Array.from(values), shape), edges);
};
const squares = [0, 1, 4, 9, 16, 25];
const found = [...library(squares, [6]).data];
const central = squares.map((_, i) => (squares[Math.min(5, i + 1)] - squares[Math.max(0, i - 1)]) / 2);
console.log(`squares ${squares.join(" ")}: library ${found.join(" ")}, central differences ${central.join(" ")}`);
assert.deepEqual(found, central.map((x) => -x));

const [height, width] = [5, 6];
const plane = Array.from({ length: height * width }, (_, i) => 10 * Math.floor(i / width) + 3 * (i % width));
for (const edges of ["clamp", "mirror", "wrap"]) {
  const slope = library(plane, [height, width], [edges, edges]);
  const [down, right] = [slope.get(2, 2, 0), slope.get(2, 2, 1)];
  console.log(`plane, ${edges}: library ${down} by row, ${right} by column; right are 10 and 3`);
  assert.deepEqual([down, right], [-10, -3]);
}

// A hill with its top at (4, 4); a step along the gradient should go up.
const hill = (y, x) => -((y - 4) ** 2) - (x - 4) ** 2;
const grid = Array.from({ length: 81 }, (_, i) => hill(Math.floor(i / 9), i % 9));
const rise = library(grid, [9, 9]);
const [before, after] = [hill(2, 6), hill(2 + 0.1 * rise.get(2, 6, 0), 6 + 0.1 * rise.get(2, 6, 1))];
console.log(`hill: ${before.toFixed(2)} before the step, ${after.toFixed(2)} after it`);
assert.ok(after < before);
JAVASCRIPT
node "$folder/slope.js"
