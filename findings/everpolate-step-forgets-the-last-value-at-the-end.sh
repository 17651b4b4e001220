#!/bin/sh
# step() of everpolate gives the value before the last one at the last place, where its documentation has the last one.
#
# everpolate 0.0.3 on Node.js. step() takes places X and values Y = f(X) and gives the value of the last place that is
# not after the point asked for. The search ends between two places, so at X[last] exactly it answers with the value of
# the place before; any point after X[last], however near, gets the last value. The example of the documentation,
# step([2, 0, 8], [-2, 0, 6, 8], [4, 0, 3, -3]), should give 0, 0, -3, and gives 0, 0, 3. linear() and polynomial() go
# through all the given points. No warning comes. A slider whose notches set the learning rate, the number of steps or
# the picture of a walk reaches its right end exactly, and so it never gets the last entry of the table.
# Seen, beside a search by hand for the last place that is not after the point:
#
#     the example: 0, 0, 3, by hand 0, 0, -3
#     point      everpolate  by hand
#     1                 one      one
#     1.999             one      one
#     2                 two      two
#     2.999             two      two
#     3                 two    three
#     3.0001          three    three
#     slider of 11 notches over 11 pictures: pictures 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" everpolate@0.0.3
cat >"$folder/step.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { linear, polynomial, step } = require("everpolate");

const byHand = (points, places, values) => points.map((point) => {
  const before = places.filter((place) => place <= point).length - 1;
  return values[Math.max(before, 0)];
});

const example = [[2, 0, 8], [-2, 0, 6, 8], [4, 0, 3, -3]];
console.log(`the example: ${step(...example).join(", ")}, by hand ${byHand(...example).join(", ")}`);
assert.deepEqual(byHand(...example), [0, 0, -3]); // as the documentation has it
assert.deepEqual(step(...example), [0, 0, 3]);

console.log("point      everpolate  by hand");
const [places, names] = [[1, 2, 3], ["one", "two", "three"]];
for (const point of [1, 1.999, 2, 2.999, 3, 3.0001]) {
  const [theirs] = step(point, places, names);
  const [hand] = byHand([point], places, names);
  console.log(String(point).padEnd(11) + theirs.padStart(10) + hand.padStart(9));
  assert.equal(theirs === hand, point !== 3);
}

const notches = Array.from({ length: 11 }, (_, i) => i / 10);
const shown = step(notches, notches, notches.map((_, i) => i));
console.log(`slider of 11 notches over 11 pictures: pictures ${shown.join(", ")}`);
assert.deepEqual(shown, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
assert.ok(Math.abs(linear(3, places, [10, 20, 40])[0] - 40) < 1e-9);
assert.ok(Math.abs(polynomial(3, places, [10, 20, 40])[0] - 40) < 1e-9);
JAVASCRIPT
node "$folder/step.cjs"
