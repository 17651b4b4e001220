#!/bin/sh
# cubic-hermite-spline gives no number at the end of its curve: the last frame of a walk through points is NaN.
#
# cubic-hermite-spline 1.0.1 on Node.js. Without knots, the documentation says, the position runs from 0 to 1. At 1
# the library divides zero by zero, so each number of the last point is NaN; the example of the documentation stops
# before 1. With knots the end is right, but then the tangents are not: the documentation says that the tangent at t
# is returned, and each is multiplied by the length of its piece, doubled for a piece from 1 to 3. It also jumps at the
# knots, though the curve is smooth. With knots of distance 1 all is right, which hides it. A walk between faces that
# ends at position 1 ends with a picture of NaN, and one whose steps follow the tangents is uneven. Seen:
#
#     without knots: at 0 (0, 0), at 0.5 (1, 2), at 0.999999 (2.999998, 1.000002), at 1 (NaN, NaN)
#     with knots 0, 1, 3: at 3 (3, 1)
#     tangent at 0.5: library (1.00, 2.75), by differences (1.00, 2.75)
#     tangent at 1.5: library (2.00, -0.50), by differences (1.00, -0.25)
#     tangent at 3: library (2.00, -2.00), by differences (1.00, -1.00), given (1, -1)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" cubic-hermite-spline@1.0.1
cat >"$folder/walk.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const hermite = require("cubic-hermite-spline");

const points = [[0, 0], [1, 2], [3, 1]];
const tangents = [[1, 1], [1, 0], [1, -1]];
const show = (point, digits) => `(${point.map((x) => (digits ? x.toFixed(digits) : +x.toFixed(6))).join(", ")})`;
const near = (one, two) => one.every((x, i) => Math.abs(x - two[i]) < 1e-4);

const places = [0, 0.5, 0.999999, 1];
const walk = places.map((t) => hermite(t, points, tangents));
console.log(`without knots: ${places.map((t, i) => `at ${t} ${show(walk[i])}`).join(", ")}`);
assert.ok(near(walk[0], points[0]) && near(walk[1], points[1]) && near(walk[2], points[2]));
assert.ok(walk[3].every(Number.isNaN));

const knots = [0, 1, 3];
const end = hermite(3, points, tangents, knots);
console.log(`with knots 0, 1, 3: at 3 ${show(end)}`);
assert.ok(near(end, points[2]));
for (const [t, length] of [[0.5, 1], [1.5, 2], [3, 2]]) {
  const found = hermite(t, points, tangents, knots, true);
  const [low, high] = [t - 1e-6, Math.min(3, t + 1e-6)];
  const [before, after] = [low, high].map((place) => hermite(place, points, tangents, knots));
  const slope = after.map((x, i) => (x - before[i]) / (high - low));
  const given = t === 3 ? `, given (${tangents[2].join(", ")})` : "";
  console.log(`tangent at ${t}: library ${show(found, 2)}, by differences ${show(slope, 2)}${given}`);
  assert.ok(near(found, slope.map((x) => x * length)));
}
JAVASCRIPT
node "$folder/walk.js"
