#!/bin/sh
# A blur by stackblur-canvas makes half-transparent pixels brighter: skin of one even colour becomes white.
#
# stackblur-canvas 3.0.1 on Node.js. imageDataRGBA() blurs an ImageData, which holds colours that are not multiplied by
# their opacity. Such colours must be multiplied before they are averaged, and divided after. This one only divides,
# and it does so twice, once for the rows and once for the columns. So a pixel whose opacity is a half gets four times
# its colour, cut at 255, and a picture of one colour and one opacity, which a blur cannot change, changes. The soft rim
# around a face that was cut out comes out in glaring colours, even where all pixels were opaque or empty before.
# Opaque pictures are right, and so is imageDataRGB(), which leaves the opacity alone. Seen, for pictures of 13 x 13:
#
#     200,120,90,255 everywhere, blurred by 2: 200,120,90,255
#     200,120,90,200 everywhere, blurred by 2: 255,195,147,200
#     200,120,90,128 everywhere, blurred by 2: 255,255,255,128
#     opaque 200,120,90 on the left, empty on the right, middle row, blurred by 2:
#         200,120,90,255 225,134,101,227 255,180,135,170 255,255,255,85 255,255,255,28
#         by hand 200,120,90 in all of them
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" stackblur-canvas@3.0.1
cat >"$folder/blur.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { imageDataRGB, imageDataRGBA } from "stackblur-canvas";

const side = 13;
const radius = 2;
const skin = [200, 120, 90];
const picture = (pixel) => {
  const data = Array.from({ length: side * side }, (_, i) => pixel(i % side)).flat();
  return { width: side, height: side, data: new Uint8ClampedArray(data) };
};
const pixels = ({ data }) => Array.from({ length: side * side }, (_, i) => [...data.subarray(4 * i, 4 * i + 4)]);
const apart = (pixel) => Math.max(...skin.map((value, i) => Math.abs(pixel[i] - value)));

for (const opacity of [255, 200, 128]) {
  const even = picture(() => [...skin, opacity]);
  const without = picture(() => [...skin, opacity]);
  imageDataRGBA(even, 0, 0, side, side, radius);
  imageDataRGB(without, 0, 0, side, side, radius);
  const found = pixels(even);
  console.log(`${[...skin, opacity]} everywhere, blurred by ${radius}: ${found[0]}`);
  assert.ok(found.every((pixel) => String(pixel) === String(found[0]) && pixel[3] === opacity));
  assert.ok(pixels(without).every((pixel) => apart(pixel) === 0));
  if (opacity === 255) assert.equal(apart(found[0]), 0);
  else {
    const twice = skin.map((value) => Math.min(255, value * (255 / opacity) ** 2));
    assert.ok(twice.every((value, i) => Math.abs(value - found[0][i]) <= 2) && apart(found[0]) > 50);
  }
}

const cut = picture((x) => (x < 6 ? [...skin, 255] : [0, 0, 0, 0]));
imageDataRGBA(cut, 0, 0, side, side, radius);
const row = pixels(cut).slice(6 * side, 7 * side);
const rim = row.filter((pixel) => pixel[3] > 0).slice(3);
console.log(`opaque ${skin} on the left, empty on the right, middle row, blurred by ${radius}:`);
console.log(`    ${rim.join(" ")}`);
console.log(`    by hand ${skin} in all of them`);
// By hand: the weights are 1 2 3 2 1, and colours that are multiplied before they are averaged stay those of the skin.
const weights = [1, 2, 3, 2, 1];
row.forEach((pixel, x) => {
  const inside = weights.map((weight, i) => (x + i - radius < 6 ? weight : 0)).reduce((a, b) => a + b) / 9;
  assert.ok(Math.abs(pixel[3] - 255 * inside) <= 2);
});
assert.ok(apart(rim[0]) === 0 && apart(rim.at(-1)) > 150 && apart(rim[2]) > 40);
JAVASCRIPT
node "$folder/blur.mjs"
