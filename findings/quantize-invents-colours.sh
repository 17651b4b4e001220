#!/bin/sh
# quantize returns colours that no pixel has, more of them than asked for, and a red of 256.
#
# quantize 1.0.2 on Node.js, which takes a palette from a picture by median cut. Its documentation promises a "maximum
# number of colours". Asked for 2, it returns 3. It also cuts boxes of colours in which no pixel lies, and takes their
# middles for colours, so a cartoon face of four flat colours has violet and lime in its palette. They take the places
# of real ones: hair and pupils stay one colour, even with room for 8. Plain red gets a 256, which becomes 0 in bytes
# that wrap. No warning comes. Seen, for a face of 60 % skin (255 224 189), 25 % hair (90 56 37), 10 % white and 5 %
# pupils (30 30 30), and for a plain red picture:
#
#     2 colours of a face: 252 228 188, 81 54 34, 252 252 252
#     4 colours of a face: 252 228 188, 81 54 34, 252 252 252, 196 128 224
#     8 colours of a face: 252 228 188, 81 54 34, 252 252 252, 196 232 108, 196 128 224, 196 232 108, 196 232 108
#     how far these 8 are from any colour of the face: 5, 10, 5, 101, 118, 101, 101
#     with 8 colours hair becomes 81 54 34, pupils become 81 54 34
#     4 colours of plain red: 252 4 4, 256 4 4, 256 4 4, 256 4 4
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" quantize@1.0.2
cat >"$folder/palette.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import quantize from "quantize";

const filled = (parts) => parts.flatMap(([colour, count]) => Array.from({ length: count }, () => colour));
const parts = [
  [[255, 224, 189], 600],
  [[90, 56, 37], 250],
  [[255, 255, 255], 100],
  [[30, 30, 30], 50],
];
const face = filled(parts);
const palette = (pixels, count) => quantize(pixels, count).palette();
const text = (colours) => colours.map((colour) => colour.join(" ")).join(", ");
const distance = (one, other) => Math.hypot(...one.map((level, k) => level - other[k]));
const nearest = (colour) => Math.min(...parts.map(([part]) => distance(part, colour)));

for (const count of [2, 4, 8]) console.log(`${count} colours of a face: ${text(palette(face, count))}`);
assert.equal(palette(face, 2).length, 3);
const far = palette(face, 8).map((colour) => Math.round(nearest(colour)));
console.log(`how far these 8 are from any colour of the face: ${far.join(", ")}`);
assert.ok(far.filter((apart) => apart > 60).length >= 2);
const map = quantize(face, 8);
const [hair, pupils] = [map.map([90, 56, 37]), map.map([30, 30, 30])];
console.log(`with 8 colours hair becomes ${hair.join(" ")}, pupils become ${pupils.join(" ")}`);
assert.deepEqual(hair, pupils);
const red = palette(filled([[[255, 0, 0], 100]]), 4);
console.log(`4 colours of plain red: ${text(red)}`);
assert.ok(red.flat().includes(256));
JAVASCRIPT
node "$folder/palette.mjs"
