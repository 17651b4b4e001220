#!/bin/sh
# Serpentine dithering of rgbquant darkens dark pictures, brightens light ones, and leaves colours outside the palette.
#
# rgbquant 1.1.2 on Node.js. Its documentation says that dithSerp: true "enables serpentine pattern dithering", and that
# reduce() quantizes an image. On every second row, which it walks from right to left, it also takes the shares of the
# error from the last to the first and stops before the first, which is the largest, that of the next pixel: 7 of 16 in
# Floyd-Steinberg, 8 of 42 in Stucki, 2 of 4 in SierraLite. It stops before the last pixel of those rows too, so the
# left column is never quantized there: it holds levels that are not in the palette, and the indexed result has holes.
# The walk from left to right keeps the mean. Both walks write into the picture given, so a second try starts from the
# result of the first. No warning comes. A grid of faces for a GIF changes its brightness with the option. Seen, for
# pictures of 64 x 64 equal grey pixels and a palette of black and white, where a hole is a pixel without an index:
#
#     FloydSteinberg, grey  64: mean  61.3, serpentine  46.8 with  7 levels and 32 holes
#     FloydSteinberg, grey  96: mean  93.8, serpentine  73.2 with  5 levels and 32 holes
#     FloydSteinberg, grey 160: mean 158.5, serpentine 181.0 with  7 levels and 32 holes
#     SierraLite,     grey  64: mean  61.9, serpentine  44.2 with  5 levels and 32 holes
#     SierraLite,     grey  96: mean  94.8, serpentine  71.6 with  4 levels and 32 holes
#     SierraLite,     grey 160: mean 159.4, serpentine 182.5 with  5 levels and 32 holes
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" rgbquant@1.1.2
cat >"$folder/serpentine.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const RgbQuant = require("rgbquant");

const size = 64;
const picture = (grey) => ({
  width: size,
  height: size,
  data: Uint8ClampedArray.from({ length: 4 * size * size }, (_, i) => (i % 4 === 3 ? 255 : grey)),
  [Symbol.toStringTag]: "ImageData",
});
function dithered(grey, dithKern, dithSerp) {
  const options = { colors: 2, palette: [[0, 0, 0], [255, 255, 255]], dithKern, dithSerp };
  const given = picture(grey);
  const levels = [...new RgbQuant(options).reduce(given)].filter((_, i) => i % 4 === 0);
  assert.deepEqual([...given.data].filter((_, i) => i % 4 === 0), levels);
  const indices = new RgbQuant(options).reduce(picture(grey), 2);
  return {
    mean: levels.reduce((sum, level) => sum + level, 0) / levels.length,
    levels: new Set(levels).size,
    holes: indices.flatMap((index, i) => (index === undefined ? [i] : [])),
  };
}

for (const kernel of ["FloydSteinberg", "SierraLite"]) {
  for (const grey of [64, 96, 160]) {
    const straight = dithered(grey, kernel, false);
    const serpentine = dithered(grey, kernel, true);
    const [before, after] = [straight, serpentine].map(({ mean }) => mean.toFixed(1).padStart(5));
    const start = `${kernel},`.padEnd(15) + ` grey ${String(grey).padStart(3)}: mean ${before}`;
    const rest = `with ${String(serpentine.levels).padStart(2)} levels and ${serpentine.holes.length} holes`;
    console.log(`${start}, serpentine ${after} ${rest}`);
    assert.ok(Math.abs(straight.mean - grey) < 4 && straight.levels === 2 && straight.holes.length === 0);
    assert.ok((serpentine.mean - grey) * Math.sign(grey - 128) > 10 && serpentine.levels > 2);
    assert.ok(serpentine.holes.length === size / 2 && serpentine.holes.every((i) => i % (2 * size) === size));
  }
}
JAVASCRIPT
node "$folder/serpentine.cjs"
