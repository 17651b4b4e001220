#!/bin/sh
# The ordered dither of ditherjs makes middle grey all white, and a grey of 70 all black: it brightens and hardly mixes.
#
# ditherjs 0.10.0 on Node.js. Ordered dithering is its default algorithm. It adds a pattern of 16 thresholds to the
# picture before it takes the nearest colour, so that the share of white in a grey area is that of the grey. For that
# the pattern must reach over the whole gap between two colours of the palette, and its mean must be 0. The pattern of
# the library is 3 to 48 for every palette, always above 0. So with black and white everything above 124 becomes white
# and everything below 80 black, as without dithering, and the picture becomes lighter. With a palette of 16 greys the
# result is lighter by more than a whole step. The documentation speaks of dithering with the palette and names no such
# limit. Error diffusion of the same library is right for the same picture. Seen, for flat areas of 64 x 64 pixels
# (mean of the result):
#
#     2 greys, level 40: ordered 0, textbook 48, diffusion 40
#     2 greys, level 70: ordered 0, textbook 64, diffusion 70
#     2 greys, level 100: ordered 112, textbook 96, diffusion 100
#     2 greys, level 128: ordered 255, textbook 128, diffusion 128
#     2 greys, level 180: ordered 255, textbook 175, diffusion 180
#     16 greys, level 40: ordered 66, textbook 40, diffusion 40
#     16 greys, level 70: ordered 96, textbook 70, diffusion 70
#     16 greys, level 100: ordered 125, textbook 100, diffusion 100
#     16 greys, level 128: ordered 153, textbook 128, diffusion 128
#     16 greys, level 180: ordered 205, textbook 180, diffusion 180
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ditherjs@0.10.0 --ignore-scripts --omit=peer --omit=optional
cat >"$folder/grey.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const DitherJS = require("ditherjs/lib/ditherjs");

const size = 64;
const bayer = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
const greys = (steps) => Array.from({ length: steps }, (_, k) => Array(3).fill((255 * k) / (steps - 1)));
const area = (level) => {
  const data = new Uint8ClampedArray(4 * size * size).fill(level);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { data, width: size, height: size };
};
const mean = (data) => data.reduce((sum, level, i) => (i % 4 ? sum : sum + level), 0) / (data.length / 4);
const library = (level, palette, algorithm) => {
  const image = area(level);
  new DitherJS({ algorithm, palette }).ditherImageData(image);
  return mean(image.data);
};
// The textbook: a pattern with mean 0 that is as wide as the gap between two colours.
const textbook = (level, palette) => {
  const gap = 255 / (palette.length - 1);
  const levels = bayer.flat().map((place) => gap * Math.round((level + gap * ((place + 0.5) / 16 - 0.5)) / gap));
  return levels.reduce((sum, x) => sum + Math.min(255, Math.max(0, x)), 0) / 16;
};

for (const steps of [2, 16]) {
  const palette = greys(steps);
  for (const level of [40, 70, 100, 128, 180]) {
    const ordered = library(level, palette, "ordered");
    const [diffusion, right] = [library(level, palette, "diffusion"), textbook(level, palette)];
    const text = [ordered, right, diffusion].map((x) => x.toFixed(0));
    console.log(`${steps} greys, level ${level}: ordered ${text[0]}, textbook ${text[1]}, diffusion ${text[2]}`);
    assert.ok(Math.abs(right - level) < 9 && Math.abs(diffusion - level) < 9);
    if (steps === 2 && level < 80) assert.equal(ordered, 0);
    if (steps === 2 && level > 124) assert.equal(ordered, 255);
    if (steps === 16) assert.ok(ordered - level > 17);
  }
}
JAVASCRIPT
node "$folder/grey.js"
