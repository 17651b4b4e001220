#!/bin/sh
# image-js moves a picture by half a pixel when it resizes it, so a resize to the same size is a blur.
#
# image-js 1.7.0 on Node.js: resize() is documented as a resized copy of the picture. A new pixel at x comes from the
# place x / factor - 0.5 of the old picture, where (x + 0.5) / factor - 0.5 belongs, as in Pillow and OpenCV. So all
# content moves to the right and down by half of a new pixel: a resize to the same size is a blur, a shrink to a half
# forgets the last column, and mirroring before and after gives other numbers. No warning comes. A face that is resized
# in a page no longer lies where the faces lie that trained the model. Seen, for a row of grey levels (in all rows of a
# picture), and for the centre of mass of a white disc in the middle of a picture of 64 pixels:
#
#     row: 10 20 40 90 40 20
#     bilinear, to the same size: 10 15 30 65 65 30
#     bicubic, to the same size: 9 14 28 69 69 27
#     to 12 pixels: 10 10 15 20 30 40 65 90 65 40 30 20, by hand 10 13 18 25 35 53 78 78 53 35 25 20
#     to 3 pixels: 10 30 65, by hand 15 65 30
#     disc in 64, 128, 32 and 16 pixels, from the middle: 0.50, 0.50, 0.50, 0.50 pixels of the new picture
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional --prefix "$folder" image-js@1.7.0
cat >"$folder/resize.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Image } from "image-js";

const row = [10, 20, 40, 90, 40, 20];
const drawn = (width, height, level) => {
  const image = new Image(width, height, { colorModel: "GREY" });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) image.setValue(x, y, 0, level(x, y));
  }
  return image;
};
const picture = drawn(6, 6, (x) => row[x]);
const resized = (image, size, interpolationType = "bilinear") => {
  const result = image.resize({ width: size, height: size, interpolationType });
  return Array.from({ length: size }, (_, x) => result.getValue(x, size >> 1, 0));
};
const byHand = (size, offset) =>
  Array.from({ length: size }, (_, x) => {
    const place = Math.min(Math.max(offset(x, size / row.length), 0), row.length - 1);
    const left = Math.min(Math.floor(place), row.length - 2);
    return Math.round(row[left] + (place - left) * (row[left + 1] - row[left]));
  });
const centred = (x, factor) => (x + 0.5) / factor - 0.5;

console.log(`row: ${row.join(" ")}`);
for (const type of ["bilinear", "bicubic"]) {
  console.log(`${type}, to the same size: ${resized(picture, 6, type).join(" ")}`);
  assert.notDeepEqual(resized(picture, 6, type), row);
}
for (const size of [12, 3]) {
  console.log(`to ${size} pixels: ${resized(picture, size).join(" ")}, by hand ${byHand(size, centred).join(" ")}`);
}
for (const size of [6, 12, 3]) {
  assert.deepEqual(resized(picture, size), byHand(size, (x, factor) => x / factor - 0.5));
}
assert.deepEqual(byHand(6, centred), row);

const disc = drawn(64, 64, (x, y) => (Math.hypot(x - 31.5, y - 31.5) < 12 ? 255 : 0));
const moved = [64, 128, 32, 16].map((size) => {
  const small = disc.resize({ width: size, height: size });
  let [sum, weight] = [0, 0];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      sum += x * small.getValue(x, y, 0);
      weight += small.getValue(x, y, 0);
    }
  }
  return sum / weight - (size - 1) / 2;
});
const listed = moved.map((pixels) => pixels.toFixed(2)).join(", ");
console.log(`disc in 64, 128, 32 and 16 pixels, from the middle: ${listed} pixels of the new picture`);
assert.ok(moved.every((pixels) => pixels > 0.4 && pixels < 0.6));
JAVASCRIPT
node "$folder/resize.mjs"
