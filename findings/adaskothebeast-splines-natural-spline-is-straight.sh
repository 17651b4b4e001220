#!/bin/sh
# The natural cubic spline of @adaskothebeast/splines is straight lines, no number at the end, and flat below zero.
#
# @adaskothebeast/splines 4.0.0 on Node.js. Its documentation describes NaturalSpline as "a piece-wise cubic polynomial
# that is twice continuously differentiable" and puts no limit on the values. The equations for the bends are filled
# with the places x where the values y belong; a difference of places by the same difference is always one, so all bends
# are zero and the curve is a polyline, with a corner at every point. The bend of the last point is never set, so the
# last piece is NaN, the last point included. The search for the piece begins at zero: if the first place is zero or
# less, everything up to the first place above zero gets the first value. The monotone spline of the same package is a
# curve. A slider with faces at -2, -1, 0, 1 and 2 shows the first face for three quarters of its way, and then none.
# Seen, beside the natural spline and straight lines by hand:
#
#          x    package    natural   straight   through (1, 5), (2, 6.5), (3, 2), (4, 4), (5, 1)
#        1.5      5.750      6.560      5.750
#          2      6.500      6.500      6.500
#        2.5      4.250      4.069      4.250
#          3      2.000      2.000      2.000
#        3.5      3.000      2.725      3.000
#        4.5        NaN      3.217      2.500
#          5        NaN      1.000      1.000
#          x    package    natural   straight   through (-2, 4), (-1, 1), (0, 0), (1, 1), (2, 4)
#         -2      4.000      4.000      4.000
#         -1      4.000      1.000      1.000
#       -0.5      4.000      0.232      0.500
#          0      4.000      0.000      0.000
#        0.5      4.000      0.232      0.500
#          1      4.000      1.000      1.000
#        1.5        NaN      2.339      2.500
#          2        NaN      4.000      4.000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @adaskothebeast/splines@4.0.0
cat >"$folder/natural.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { NaturalSpline } = require("@adaskothebeast/splines");

const piece = (points, x) => {
  const i = Math.max(1, points.filter((point, k) => k < points.length - 1 && point[0] < x).length);
  const [[left, low], [right, high]] = [points[i - 1], points[i]];
  return { i, low, high, step: right - left, before: x - left, after: right - x };
};
const straight = (points) => (x) => {
  const { low, high, step, before, after } = piece(points, x);
  return (low * after + high * before) / step;
};
const natural = (points) => {
  const count = points.length;
  const bends = new Array(count).fill(0); // second derivatives, by relaxation
  for (let round = 0; round < 200; round++) {
    for (let i = 1; i < count - 1; i++) {
      const [[x0, y0], [x1, y1], [x2, y2]] = points.slice(i - 1, i + 2);
      const turn = (y2 - y1) / (x2 - x1) - (y1 - y0) / (x1 - x0);
      bends[i] = (6 * turn - (x1 - x0) * bends[i - 1] - (x2 - x1) * bends[i + 1]) / (2 * (x2 - x0));
    }
  }
  return (x) => {
    const { i, step, before, after } = piece(points, x);
    const bent = (after ** 3 / step - after * step) * bends[i - 1] + (before ** 3 / step - before * step) * bends[i];
    return straight(points)(x) + bent / 6;
  };
};
const compare = (points, places) => {
  const spline = new NaturalSpline(points);
  return places.map((x) => {
    const values = [spline.interpolate(x), natural(points)(x), straight(points)(x)];
    console.log(String(x).padStart(6) + values.map((value) => value.toFixed(3).padStart(11)).join(""));
    return values;
  });
};
const close = (one, other) => Math.abs(one - other) < 1e-6;

console.log("     x    package    natural   straight   through (1, 5), (2, 6.5), (3, 2), (4, 4), (5, 1)");
const positive = compare([[1, 5], [2, 6.5], [3, 2], [4, 4], [5, 1]], [1.5, 2, 2.5, 3, 3.5, 4.5, 5]);
assert.ok(positive.slice(0, 5).every(([theirs, , line]) => close(theirs, line)));
assert.ok(!close(positive[0][0], positive[0][1]) && close(positive[0][1], 6.56026786));
assert.ok(positive.slice(5).every(([theirs]) => Number.isNaN(theirs)));
console.log("     x    package    natural   straight   through (-2, 4), (-1, 1), (0, 0), (1, 1), (2, 4)");
const around = compare([[-2, 4], [-1, 1], [0, 0], [1, 1], [2, 4]], [-2, -1, -0.5, 0, 0.5, 1, 1.5, 2]);
assert.ok(around.slice(0, 6).every(([theirs]) => theirs === 4));
assert.ok(around.slice(6).every(([theirs]) => Number.isNaN(theirs)));
JAVASCRIPT
node "$folder/natural.cjs"
