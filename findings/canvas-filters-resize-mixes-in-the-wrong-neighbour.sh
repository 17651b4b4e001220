#!/bin/sh
# Resize() of canvas-filters frays every upright edge: each second row of a doubled picture takes wrong neighbours.
#
# canvas-filters 1.0.1 on Node.js, the npm edition of ImageFilters.js. Its documentation lists Resize(), which is meant
# to be bilinear: each new pixel is a mixture of four old ones in a square. For the two lower ones the code steps back
# two pixels in place of one, so it takes those one pixel further left, and at the left edge the last pixel of the row
# above, from the other side of the picture. Rows that fall onto old rows are right; those between are wrong, so a
# straight edge becomes a comb and the left edge gets specks of the right one. The same function serves the smooth
# Twril(). At the right and the lower edge the picture is mixed with transparent black. Nothing warns. Whoever enlarges
# faces of a GAN in a canvas sees teeth along hair and cheeks and takes them for artefacts of the generator. Seen, for a
# picture of 4x4 with a black left and a white right half, enlarged to 8x8 (red of the first four rows), and then for
# a picture of 16x16 with levels 5x + 10y, enlarged to 32x32, where any bilinear enlargement must give 2.5x + 5y inside:
#
#     resized:    0    0    0  127  255  255  255  127
#     resized:  127   63    0   63  127  191  255  127
#     resized:    0    0    0  127  255  255  255  127
#     resized:  127   63    0   63  127  191  255  127
#     by hand:    0    0    0  127  255  255  255
#     farthest from 2.5x + 5y, even rows: 0.5, odd rows: 32.0; typical error of odd rows: 3
#     opacity of the last row: 127
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" canvas-filters@1.0.1
cat >"$folder/resize.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
// In Node.js there is no canvas; the package only asks it for empty image data.
const createImageData = (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) });
globalThis.document = { createElement: () => ({ getContext: () => ({ createImageData }) }) };
const ImageFilters = require("canvas-filters");

function picture(size, levelAt) {
  const image = createImageData(size, size);
  for (let i = 0; i < size * size; i++) {
    image.data.fill(levelAt(i % size, Math.floor(i / size)), 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = 255;
  }
  return image;
}
const red = (image, x, y) => image.data[4 * (y * image.width + x)];

const halves = ImageFilters.Resize(picture(4, (x) => (x < 2 ? 0 : 255)), 8, 8);
const row = (y) => Array.from({ length: 8 }, (_, x) => red(halves, x, y));
const text = (levels) => levels.map((level) => String(level).padStart(5)).join("");
for (const y of [0, 1, 2, 3]) console.log(`resized:${text(row(y))}`);
const byHand = [0, 0, 0, 127, 255, 255, 255];
console.log(`by hand:${text(byHand)}`);
assert.deepEqual(row(2).slice(0, 7), byHand);
assert.deepEqual(row(1).slice(0, 7), [127, 63, 0, 63, 127, 191, 255]);

const slope = ImageFilters.Resize(picture(16, (x, y) => 5 * x + 10 * y), 32, 32);
const errors = [[], []];
for (let y = 0; y < 30; y++)
  for (let x = 0; x < 30; x++) errors[y % 2].push(Math.abs(red(slope, x, y) - (2.5 * x + 5 * y)));
const [even, odd] = errors.map((list) => Math.max(...list));
const typical = errors[1].sort((a, b) => a - b)[Math.floor(errors[1].length / 2)];
console.log(
  `farthest from 2.5x + 5y, even rows: ${even}, odd rows: ${odd.toFixed(1)}; typical error of odd rows: ${typical}`,
);
assert.ok(even < 1 && odd > 20 && typical >= 2);
const opacity = slope.data[4 * (31 * 32 + 16) + 3];
console.log(`opacity of the last row: ${opacity}`);
assert.equal(opacity, 127);
JAVASCRIPT
node "$folder/resize.cjs"
