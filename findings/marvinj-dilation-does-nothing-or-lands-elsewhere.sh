#!/bin/sh
# Dilation in MarvinJ changes nothing in pictures of even width, and in odd ones it paints half a picture away.
#
# marvinj 1.0.0 on Node.js, the npm edition of MarvinJ 1.0, which brings filters of the Marvin framework to pages. It
# has morphologicalDilation(), -Erosion() and -Closing() for binary pictures. Dilation takes half the length of its
# matrix for the centre and does not round, so a matrix of 3x3 has its centre at 1.5 and all neighbours lie between
# pixels. In a picture of even width the index of such a place has a fraction; JavaScript stores it as a property with
# that name, and the picture stays as it is. In one of odd width two halves add up to a whole index, which belongs to
# another row, half a width away. Erosion rounds and is right. Closing is dilation and then erosion, so it only erodes:
# it widens the gaps that it should close. No error comes. Whoever cleans the mask of a face, with holes of single
# pixels, gets larger holes. Seen, in pixels, for a square of 3x3 in pictures of 8x8 and 9x9 with a full matrix of 3x3,
# and for a disc with one hole in a picture of 16x16, where "by hand" asks for any or for all of the neighbours:
#
#     8x8: square 9, dilated 9, by hand 25, eroded 1, by hand 1, closed 1, by hand 9
#     9x9: square 9, dilated 34, by hand 25, eroded 1, by hand 1, closed 12, by hand 9
#     9x9 dilated:      by hand:
#     .........         .........
#     ......###         .........
#     ##....###         ..#####..
#     ##.######         ..#####..
#     ##.######         ..#####..
#     ##.######         ..#####..
#     ##.......         ..#####..
#     .........         .........
#     .........         .........
#     disc with a hole: 1 pixel missing; closed: 9 missing inside, by hand 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" marvinj@1.0.0
cat >"$folder/dilation.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");
// The package is a script for web pages; of the page it only needs an empty canvas.
const getImageData = (x, y, width, height) => ({ data: new Uint8ClampedArray(4 * width * height) });
globalThis.document = { createElement: () => ({ getContext: () => ({ getImageData }) }) };
runInThisContext(readFileSync(require.resolve("marvinj"), "utf8"));

const full = Array.from({ length: 3 }, () => [true, true, true]);
const steps = [-1, 0, 1];
const grid = (size, at) => Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => at(x, y)));
function marvin(name, picture) {
  const size = picture.length;
  const [source, result] = [0, 1].map(() => new MarvinImage(size, size, MarvinImage.COLOR_MODEL_BINARY));
  picture.forEach((row, y) => row.forEach((value, x) => source.setBinaryColor(x, y, value)));
  Marvin[`morphological${name}`](source, result, full);
  return grid(size, (x, y) => result.getBinaryColor(x, y));
}
const around = (picture, x, y) => steps.flatMap((dy) => steps.map((dx) => picture[y + dy]?.[x + dx]));
const byHand = {
  Dilation: (picture) => grid(picture.length, (x, y) => around(picture, x, y).includes(true)),
  Erosion: (picture) => grid(picture.length, (x, y) => !around(picture, x, y).includes(false)),
  Closing: (picture) => byHand.Erosion(byHand.Dilation(picture)),
};
const count = (picture) => picture.flat().filter(Boolean).length;
const words = { Dilation: "dilated", Erosion: "eroded", Closing: "closed" };

for (const size of [8, 9]) {
  const square = grid(size, (x, y) => x > 2 && x < 6 && y > 2 && y < 6);
  const counts = Object.keys(words).map((name) => [marvin(name, square), byHand[name](square)].map(count));
  const parts = Object.values(words).map((word, i) => `${word} ${counts[i][0]}, by hand ${counts[i][1]}`);
  console.log(`${size}x${size}: square ${count(square)}, ${parts.join(", ")}`);
  assert.equal(counts[0][0] === 9, size === 8);
  assert.deepEqual(counts.map((pair) => pair[1]), [25, 1, 9]);
  assert.deepEqual(marvin("Erosion", square), byHand.Erosion(square));
  if (size === 8) assert.deepEqual(marvin("Closing", square), byHand.Erosion(square));
  else {
    console.log("9x9 dilated:      by hand:");
    const text = (row) => row.map((value) => (value ? "#" : ".")).join("");
    const [found, right] = [marvin("Dilation", square), byHand.Dilation(square)];
    found.forEach((row, y) => console.log(`${text(row)}         ${text(right[y])}`));
    assert.notDeepEqual(found, right);
  }
}
const disc = grid(16, (x, y) => Math.hypot(x - 7.5, y - 7.5) < 6.5);
const holed = grid(16, (x, y) => disc[y][x] && !(x === 7 && y === 7));
const inner = byHand.Erosion(disc);
const missing = (picture) => count(grid(16, (x, y) => inner[y][x] && !picture[y][x]));
const [found, right] = [marvin, (name, picture) => byHand[name](picture)].map((way) => missing(way("Closing", holed)));
console.log(`disc with a hole: ${missing(holed)} pixel missing; closed: ${found} missing inside, by hand ${right}`);
assert.deepEqual([found, right], [9, 0]);
JAVASCRIPT
node "$folder/dilation.cjs"
