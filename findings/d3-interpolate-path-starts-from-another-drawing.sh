#!/bin/sh
# d3-interpolate-path begins with another drawing than its first path when the commands of the two differ.
#
# d3-interpolate-path 2.3.0 on Node.js. Its documentation says that the interpolator makes the two paths equally long
# before it goes from one to the other; in its example the result for 0 has one point twice and looks like the first
# path. It knows all commands, but gives the commands of the first path the letters of the second without computing
# their numbers anew. A quadratic curve becomes a cubic one with the same handle and sinks by a quarter. "V10" becomes a
# line to x = 0. Relative commands become absolute ones (their letters are not in its list of commands, but no error
# comes). Where a path has two eyes, one more point in each shifts all letters, and the second eye loses its start: "Z"
# comes twice and "M" becomes "L". Where the second path has a line, a cubic curve is straight at once. Only a path that
# has the letters of the second, or lines in one piece, begins as it should. At 1 the second path is right, because its
# own text is returned there. The animation jumps at its first frame. Seen:
#
#     mouth:   M0,0Q5,10,10,0 at 0: M0,0C5,10,10,0,10,0
#              height in the middle 3.75 instead of 5
#     corner:  M0,0H10V10 at 0: M0,0L10,0L0,10
#     corner:  m5,5l10,0l0,10 at 0: m5,5L10,0L0,10
#     eyes:    M0,0L9,0L5,5ZM20,0L29,0L25,5Z at 0: M0,0L4.5,0L9,0L5,5ZZL20,0L29,0L25,5Z
#     one eye: M0,0L9,0L5,5Z at 0: M0,0L4.5,0L9,0L5,5Z
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" d3-interpolate-path@2.3.0
cat >"$folder/start.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { interpolatePath } from "d3-interpolate-path";

const start = (name, one, other) => {
  const found = interpolatePath(one, other)(0);
  console.log(`${(name + ":").padEnd(8)} ${one} at 0: ${found}`);
  assert.equal(interpolatePath(one, other)(1), other);
  return found;
};
const numbers = (path) => path.match(/-?[\d.]+/g).map(Number);
const middle = (heights, shares) => heights.reduce((sum, height, i) => sum + height * shares[i], 0);

const mouth = start("mouth", "M0,0Q5,10,10,0", "M0,0C0,5,10,5,10,0");
assert.match(mouth, /^M0,0C/);
const heights = numbers(mouth).filter((_, i) => i % 2);
const [found, right] = [middle(heights, [1 / 8, 3 / 8, 3 / 8, 1 / 8]), middle([0, 10, 0], [1 / 4, 1 / 2, 1 / 4])];
console.log(`         height in the middle ${found} instead of ${right}`);
assert.ok(found === 3.75 && right === 5);

const corner = start("corner", "M0,0H10V10", "M0,0L20,0L20,20");
assert.deepEqual(numbers(corner).slice(-2), [0, 10]);
const relative = start("corner", "m5,5l10,0l0,10", "M0,0L20,0L20,20");
assert.match(relative, /L0,10$/);

const eyes = start("eyes", "M0,0L9,0L5,5ZM20,0L29,0L25,5Z", "M0,0L9,0L9,5L0,5ZM20,0L29,0L29,5L20,5Z");
assert.equal(eyes.split("M").length - 1, 1);
assert.match(eyes, /ZZL20,0/);
const eye = start("one eye", "M0,0L9,0L5,5Z", "M0,0L9,0L9,5L0,5Z");
assert.equal(eye, "M0,0L4.5,0L9,0L5,5Z");
assert.equal(interpolatePath("M0,0C0,5,10,5,10,0", "M0,0L10,0")(0), "M0,0L10,0");
assert.equal(interpolatePath("M0,0C0,5,10,5,10,0", "M0,0C0,9,10,9,10,0")(0), "M0,0C0,5,10,5,10,0");
JAVASCRIPT
node "$folder/start.mjs"
