#!/bin/sh
# The Sobel filter of photon finds the left and the upper edge of a bright face, and not the right and the lower one.
#
# @silvia-odwyer/photon-node 0.3.4 on Node.js. The documentation of sobel_global() says that each pixel becomes the
# magnitude sqrt(X^2 + Y^2) of the horizontal and the vertical Sobel filter. X and Y are written into pictures first,
# in which a negative number is 0, so of each edge one direction is left: a bright disc on dark ground loses half of
# its outline, and a dark one loses the other half. The order of turning and filtering matters, which it must not.
# The outermost pixels become black and transparent; box_blur(), sharpen() and the other filters of 3 x 3 do that, too.
# gaussian_blur() does not. An outline that is drawn from a face, or a measure of sharpness, sees one side of it.
# Seen, for a disc of 220 on 30 in 33 x 33 pixels ("by hand" is the formula above on the same picture, cut at 255):
#
#     edge pixels left of the middle 78, right of it 36; by hand 82 and 82
#     edge pixels above the middle 78, below it 36; by hand 82 and 82
#     middle row, by hand: 255 at 5, 6, 26, 27
#     middle row, photon: 255 at 5, 6
#     box_blur: 128 of 128 pixels at the border are transparent, of the others 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @silvia-odwyer/photon-node@0.3.4
cat >"$folder/sobel.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const photon = require("@silvia-odwyer/photon-node");

const side = 33;
const middle = 16;
const places = Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)]);
const disc = places.map(([x, y]) => ((x - middle) ** 2 + (y - middle) ** 2 < 111 ? 220 : 30));
const filtered = (name) => {
  const bytes = new Uint8Array(disc.flatMap((value) => [value, value, value, 255]));
  const image = new photon.PhotonImage(bytes, side, side);
  photon[name](image);
  return image.get_raw_pixels();
};
const inside = ([x, y]) => x > 0 && y > 0 && x < side - 1 && y < side - 1;
const at = (x, y) => disc[y * side + x];
const byHand = places.map(([x, y]) => {
  if (!inside([x, y])) return 0;
  const across = [-1, 0, 1].map((i) => at(x + 1, y + i) - at(x - 1, y + i));
  const down = [-1, 0, 1].map((i) => at(x + i, y + 1) - at(x + i, y - 1));
  const size = Math.hypot(across[0] + 2 * across[1] + across[2], down[0] + 2 * down[1] + down[2]);
  return Math.min(255, Math.round(size));
});
const bytes = filtered("sobel_global");
const photons = places.map((_, i) => bytes[4 * i]);
const counts = (edges, axis) => {
  const count = (sign) => edges.filter((value, i) => value > 50 && sign * (places[i][axis] - middle) > 0).length;
  return [count(-1), count(1)];
};
[["left of", "right of"], ["above", "below"]].forEach(([one, other], axis) => {
  const [[before, after], hand] = [counts(photons, axis), counts(byHand, axis)];
  console.log(`edge pixels ${one} the middle ${before}, ${other} it ${after}; by hand ${hand[0]} and ${hand[1]}`);
  assert.equal(hand[0], hand[1]);
  assert.ok(Math.abs(before - hand[0]) <= 6 && after < 0.6 * before);
});
const row = (edges) => edges.slice(middle * side, (middle + 1) * side);
const found = (edges) => [...row(edges).keys()].filter((x) => row(edges)[x] === 255);
console.log(`middle row, by hand: 255 at ${found(byHand).join(", ")}`);
console.log(`middle row, photon: 255 at ${found(photons).join(", ")}`);
assert.deepEqual(found(byHand).length, 2 * found(photons).length);
assert.deepEqual(found(photons), found(byHand).filter((x) => x < middle));

const blurred = filtered("box_blur");
const transparent = (place) => blurred[4 * places.indexOf(place) + 3] === 0;
const border = places.filter((place) => !inside(place));
const clear = border.filter(transparent).length;
const others = places.filter(inside).filter(transparent).length;
console.log(`box_blur: ${clear} of ${border.length} pixels at the border are transparent, of the others ${others}`);
assert.ok(clear === border.length && others === 0);
JAVASCRIPT
node "$folder/sobel.cjs"
