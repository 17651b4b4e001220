#!/bin/sh
# FAST of tracking.js finds a blunt corner only if it is turned the right way.
#
# tracking 1.1.3 on Node.js. Its documentation says that Fast.findCorners() calls a pixel a corner if n neighbours in a
# row, on a circle of sixteen, are all brighter or all darker than the pixel by a threshold; the code looks for nine.
# But a quick test comes first: at least three of the four pixels above, right, below and left must differ. That holds
# for twelve in a row, where the test comes from; nine in a row can hold only two of the four. So three quarters of the
# arcs of nine are thrown away, half of those of ten and a quarter of those of eleven, by where they begin, before they
# are looked at. Right angles have about twelve and are safe. Whoever aligns cartoon faces by such points finds other
# corners of eyes and mouth when a head leans over. Seen, for pictures of 7x7 with a bright middle and an arc of dark
# pixels, and for a bright wedge on black with its tip in the middle, turned by 0 to 359 degrees, where "by hand" looks
# for nine in a row:
#
#     arcs of 8 dark pixels: 0 of 16 are corners, by hand 0
#     arcs of 9 dark pixels: 4 of 16 are corners, by hand 16
#     arcs of 10 dark pixels: 8 of 16 are corners, by hand 16
#     arcs of 11 dark pixels: 12 of 16 are corners, by hand 16
#     arcs of 12 dark pixels: 16 of 16 are corners, by hand 16
#     wedge of 90 degrees: a corner at 356 of 360 turns, by hand 360
#     wedge of 120 degrees: a corner at 236 of 360 turns, by hand 360
#     wedge of 135 degrees: a corner at 180 of 360 turns, by hand 360
#     wedge of 150 degrees: a corner at 116 of 360 turns, by hand 360
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" tracking@1.1.3
cat >"$folder/corner.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
// The package is written for browsers; its corner search asks for nothing but the name.
globalThis.window = globalThis;
globalThis.navigator ??= {};
require("tracking");

const size = 7;
const circle = "3,0 4,0 5,1 6,2 6,3 6,4 5,5 4,6 3,6 2,6 1,5 0,4 0,3 0,2 1,1 2,0";
const ring = circle.split(" ").map((place) => place.split(",").map(Number));
const index = ([x, y]) => y * size + x;
const found = (picture) => tracking.Fast.findCorners(picture, size, size, 40).length > 0;
function byHand(picture) {
  const middle = picture[index([3, 3])];
  const levels = ring.map((place) => picture[index(place)] - middle);
  const nine = (test) => ring.some((_, start) => Array(9).fill(0).every((_, k) => test(levels[(start + k) % 16])));
  return nine((level) => level > 40) || nine((level) => level < -40);
}
const count = (pictures, test) => pictures.filter(test).length;

for (const length of [8, 9, 10, 11, 12]) {
  const arcs = ring.map((_, start) => {
    const picture = new Uint8ClampedArray(size * size).fill(200);
    for (let k = 0; k < length; k++) picture[index(ring[(start + k) % 16])] = 20;
    return picture;
  });
  const [seen, right] = [count(arcs, found), count(arcs, byHand)];
  console.log(`arcs of ${length} dark pixels: ${seen} of 16 are corners, by hand ${right}`);
  assert.deepEqual([seen, right], [[0, 0], [4, 16], [8, 16], [12, 16], [16, 16]][length - 8]);
}
for (const angle of [90, 120, 135, 150]) {
  const wedges = Array.from({ length: 360 }, (_, turn) => {
    const picture = new Uint8ClampedArray(size * size);
    const limit = Math.cos((angle * Math.PI) / 360) - 1e-9;
    const [dx, dy] = [Math.cos, Math.sin].map((f) => f((turn * Math.PI) / 180));
    for (let i = 0; i < size * size; i++) {
      const [x, y] = [(i % size) - 3, Math.floor(i / size) - 3];
      if (x * dx + y * dy >= limit * Math.hypot(x, y)) picture[i] = 200;
    }
    return picture;
  });
  const [seen, right] = [count(wedges, found), count(wedges, byHand)];
  console.log(`wedge of ${angle} degrees: a corner at ${seen} of 360 turns, by hand ${right}`);
  if (angle === 90) assert.ok(seen > 350);
  if (angle === 135) assert.ok(seen < 0.7 * right);
}
JAVASCRIPT
node "$folder/corner.cjs"
