#!/bin/sh
# floydsteinberg() of canvas-dither puts ten times too many black dots on a background of 254, and darkens all greys.
#
# canvas-dither 1.0.1 on Node.js, which turns image data into black and white. Floyd and Steinberg pass the whole error
# of a pixel on to four neighbours, in sixteenths, so that the share of white pixels is the level of grey. The package
# divides the error by 16 first and rounds it DOWN to a whole number, then multiplies by 7, 3, 5 and 1. An error of -1
# becomes -1 and so passes on -16; errors of 1 to 15 become 0 and pass on nothing. On average half a sixteenth is lost
# for each pixel, eight levels for all greys: every picture gets 3 percentage points darker, 254 gets the dots of 245,
# and below 16 all is black. Whoever dithers faces for a small display or a printer gets specks on a plain background
# that JPEG made 254 in place of 255. Seen, for plain pictures of 128x128, shares of white in per cent, where "exact" is
# the same diffusion with fractions:
#
#     grey   level  canvas-dither  exact
#       10     3.9            0.0    3.7
#       64    25.1           22.4   25.0
#      128    50.2           47.0   50.1
#      192    75.3           72.4   75.5
#      240    94.1           90.9   94.4
#      252    98.8           95.3   99.0
#      254    99.6           96.1   99.8
#      255   100.0          100.0  100.0
#     black dots at 254: canvas-dither 640, exact 27, by the level 64
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" canvas-dither@1.0.1
cat >"$folder/dither.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const dither = require("canvas-dither");

const size = 128;
function dots(grey) {
  const data = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let i = 0; i < size * size; i++) data.fill(grey, 4 * i, 4 * i + 3);
  const result = dither.floydsteinberg({ width: size, height: size, data }).data;
  return result.filter((level, i) => i % 4 === 0 && level === 0).length;
}

function exactDots(grey) {
  const levels = Array.from({ length: size }, () => Array(size).fill(grey));
  let black = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const error = levels[y][x] < 128 ? levels[y][x] : levels[y][x] - 255;
      if (levels[y][x] < 128) black += 1;
      if (x + 1 < size) levels[y][x + 1] += (error * 7) / 16;
      if (y + 1 === size) continue;
      if (x > 0) levels[y + 1][x - 1] += (error * 3) / 16;
      levels[y + 1][x] += (error * 5) / 16;
      if (x + 1 < size) levels[y + 1][x + 1] += error / 16;
    }
  return black;
}

const text = (white) => (100 * white).toFixed(1);
console.log("grey   level  canvas-dither  exact");
for (const grey of [10, 64, 128, 192, 240, 252, 254, 255]) {
  const [found, exact] = [dots, exactDots].map((count) => 1 - count(grey) / size ** 2);
  const columns = [text(grey / 255).padStart(6), text(found).padStart(13), text(exact).padStart(5)];
  console.log(`${String(grey).padStart(4)}  ${columns.join("  ")}`);
  assert.ok(Math.abs(exact - grey / 255) < 0.005);
  assert.ok(grey === 255 ? found === 1 : found < grey / 255 - 0.02);
}
const due = Math.round(size ** 2 / 255);
console.log(`black dots at 254: canvas-dither ${dots(254)}, exact ${exactDots(254)}, by the level ${due}`);
assert.ok(dots(254) > 8 * Math.max(exactDots(254), due));
JAVASCRIPT
node "$folder/dither.cjs"
