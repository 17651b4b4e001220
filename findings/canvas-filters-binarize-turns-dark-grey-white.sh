#!/bin/sh
# Binarize() of canvas-filters, with its threshold in the middle, turns every grey above level 54 of 255 white.
#
# canvas-filters 1.0.1 on Node.js, the npm edition of ImageFilters.js. Its documentation lists Binarize() with a
# threshold, which is a share from 0 to 1, and 0.5 if none is given. The mean of the three channels is written without
# brackets, so only blue is divided by 3 and the "mean" is red + green + blue / 3, up to 595 in place of 255. A grey
# becomes white above 3/7 of the threshold, and even a threshold of 1, which no colour can exceed, leaves only the
# darker half of the greys black. Red and green also weigh three times as much as blue. No warning comes. Whoever cuts
# dark hair or outlines out of faces by it gets hair, lips and shadows of the skin as white as paper. Seen, where "by
# hand" is the mean with brackets:
#
#     threshold 0.25, lightest black grey: 27, by hand 63
#     threshold 0.5, lightest black grey: 54, by hand 127
#     threshold 0.75, lightest black grey: 81, by hand 191
#     threshold 1, lightest black grey: 109, by hand 255
#     threshold 0.5, brown hair (90 56 37), mean 61: white, by hand black
#     threshold 0.5, red lips (190 40 60), mean 97: white, by hand black
#     threshold 0.5, navy blue (20 30 160), mean 70: black, by hand black
#     a face of 60 % skin, 30 % brown hair, 10 % lips: 100 % white, by hand 60 %
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" canvas-filters@1.0.1
cat >"$folder/binarize.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
// In Node.js there is no canvas; the package only asks it for empty image data.
const createImageData = (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) });
globalThis.document = { createElement: () => ({ getContext: () => ({ createImageData }) }) };
const ImageFilters = require("canvas-filters");

function whites(colours, threshold) {
  const image = createImageData(colours.length, 1);
  image.data.set(colours.flatMap((colour) => [...colour, 255]));
  const { data } = ImageFilters.Binarize(image, threshold);
  return colours.map((_, i) => data[4 * i] === 255);
}
const mean = (colour) => colour.reduce((sum, level) => sum + level, 0) / 3;
const byHand = (colours, threshold) => colours.map((colour) => mean(colour) > 255 * threshold);

const greys = Array.from({ length: 256 }, (_, level) => [level, level, level]);
for (const threshold of [0.25, 0.5, 0.75, 1]) {
  const [found, right] = [whites, byHand].map((cut) => cut(greys, threshold).lastIndexOf(false));
  console.log(`threshold ${threshold}, lightest black grey: ${found}, by hand ${right}`);
  assert.equal(found, Math.floor((255 * threshold * 3) / 7));
  assert.equal(right, Math.floor(255 * threshold));
}

const [skin, hair, lips] = [
  [255, 224, 189],
  [90, 56, 37],
  [190, 40, 60],
];
const name = (white) => (white ? "white" : "black");
const parts = { "brown hair": hair, "red lips": lips, "navy blue": [20, 30, 160] };
for (const [part, colour] of Object.entries(parts)) {
  const [found, right] = [whites, byHand].map((cut) => name(cut([colour], 0.5)[0]));
  const note = `${part} (${colour.join(" ")}), mean ${Math.round(mean(colour))}`;
  console.log(`threshold 0.5, ${note}: ${found}, by hand ${right}`);
  assert.equal(found === right, part === "navy blue");
}
const face = [...Array(60).fill(skin), ...Array(30).fill(hair), ...Array(10).fill(lips)];
const [share, right] = [whites, byHand].map((cut) => cut(face, 0.5).filter(Boolean).length);
console.log(`a face of 60 % skin, 30 % brown hair, 10 % lips: ${share} % white, by hand ${right} %`);
assert.deepEqual([share, right], [100, 60]);
JAVASCRIPT
node "$folder/binarize.cjs"
