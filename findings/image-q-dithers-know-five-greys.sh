#!/bin/sh
# Floyd-Steinberg of image-q, and its other error diffusions, leave greys up to 60 black and greys from 200 on white.
#
# image-q 4.0.0 on Node.js. Its documentation lists nine error diffusions, and "two modes" of
# passing errors on, called xnview and gimp, without saying what they do. Error diffusion adds up the errors until a
# pixel changes, so that the share of white is the level of grey. In the mode that the basic API always uses, a pixel
# passes on the difference of the new colour from its ORIGINAL one, and what it got from its neighbours is thrown away.
# Small errors never add up: with a palette of black and white a picture of level 40 is all black, and a plain picture
# has about five possible shares of white. The other mode is right, and so is riemersma, but the basic API has no switch
# for the mode. Whoever reduces faces to a few colours for a GIF gets flat bands and lost shadows in place of a dither.
# Seen, for plain grey pictures of 64x64 with a palette of black and white, the mean level afterwards, where "by hand"
# is Floyd-Steinberg with the full error and "gimp" is the class ErrorDiffusionArray with its last argument true:
#
#     grey  floyd-steinberg   stucki   sierra  riemersma     gimp  by hand
#       20              0.0      0.0      0.0       15.0     18.8     18.7
#       40              0.0      0.0      0.0       42.5     38.9     38.8
#       60              0.0      0.0      0.0       63.8     59.5     59.2
#       80             63.8     42.8     41.8       85.0     79.5     79.4
#      100            127.5     83.7     83.7      102.0     99.7     99.5
#      128            127.5    127.5    127.5      127.5    127.7    127.7
#      160            189.3    172.6    185.5      159.4    160.4    160.4
#      200            255.0    255.0    255.0      200.3    200.2    200.8
#      235            255.0    255.0    255.0      240.0    236.4    236.3
#     steps of 8 levels that occur among the means of all 256 greys: 5 of 33
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" image-q@4.0.0
cat >"$folder/greys.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { applyPaletteSync, distance, image, utils } = require("image-q");

const size = 64;
const palette = new utils.Palette();
for (const level of [0, 255]) palette.add(utils.Point.createByRGBA(level, level, level, 255));
const plain = (grey) => {
  const data = Uint8Array.from({ length: 4 * size * size }, (_, i) => (i % 4 === 3 ? 255 : grey));
  return utils.PointContainer.fromUint8Array(data, size, size);
};
const mean = (points) => points.toUint8Array().reduce((sum, v, i) => sum + (i % 4 ? 0 : v), 0) / size ** 2;
const basic = (grey, imageQuantization) =>
  mean(applyPaletteSync(plain(grey), palette, { imageQuantization, colorDistanceFormula: "euclidean" }));
const gimp = (grey) => {
  const kernel = image.ErrorDiffusionArrayKernel.FloydSteinberg;
  const dither = new image.ErrorDiffusionArray(new distance.Euclidean(), kernel, true, 0, true);
  return mean(dither.quantizeSync(plain(grey), palette));
};
function byHand(grey) {
  const levels = Array.from({ length: size + 1 }, () => Array(size).fill(grey));
  let sum = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const chosen = levels[y][x] < 127.5 ? 0 : 255;
      const error = (levels[y][x] - chosen) / 16;
      sum += chosen;
      levels[y][x + 1] += 7 * error;
      levels[y + 1][x - 1] += 3 * error;
      levels[y + 1][x] += 5 * error;
      levels[y + 1][x + 1] += error;
    }
  return sum / size ** 2;
}

const text = (level) => level.toFixed(1).padStart(7);
console.log("grey  floyd-steinberg   stucki   sierra  riemersma     gimp  by hand");
for (const grey of [20, 40, 60, 80, 100, 128, 160, 200, 235]) {
  const [floyd, stucki, sierra, riemersma] = ["floyd-steinberg", "stucki", "sierra", "riemersma"].map((name) =>
    basic(grey, name),
  );
  const [other, right] = [gimp(grey), byHand(grey)];
  const last = `${text(riemersma).padStart(9)}  ${text(other)}  ${text(right)}`;
  console.log(`${String(grey).padStart(4)}  ${text(floyd).padStart(15)}  ${text(stucki)}  ${text(sierra)}  ${last}`);
  for (const found of [riemersma, other, right]) assert.ok(Math.abs(found - grey) < 8);
  if (grey <= 60 || grey >= 200) assert.equal(floyd, grey < 128 ? 0 : 255);
}
const shares = new Set(Array.from({ length: 256 }, (_, grey) => Math.round(basic(grey, "floyd-steinberg") / 8)));
console.log(`steps of 8 levels that occur among the means of all 256 greys: ${shares.size} of 33`);
assert.ok(shares.size < 12);
JAVASCRIPT
node "$folder/greys.cjs"
