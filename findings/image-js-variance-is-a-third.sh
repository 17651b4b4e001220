#!/bin/sh
# The variance of a channel in image-js is a third of the variance if the picture has colours, a quarter with alpha.
#
# image-js 1.7.0 on Node.js: variance() is documented as the variance of each channel of the picture, and mean() as the
# mean of each. variance() sums over the pixels of one channel and divides by the number of pixels times the number of
# channels. With one channel it is right. So standard deviations of red, green and blue come out as 58% of what they are
# (50% if the picture has an alpha channel, which a PNG often has and a JPEG never), and data that are standardized with
# them get a deviation of 1.73 or 2. No warning comes. Seen, for the red channel of one picture:
#
#     GREY: mean 127.5, deviation 73.9; by hand 127.5 and 73.9
#     RGB: mean 127.5, deviation 42.7; by hand 127.5 and 73.9
#     RGBA: mean 127.5, deviation 37.0; by hand 127.5 and 73.9
#     RGBA, given all points: deviation 37.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional --prefix "$folder" image-js@1.7.0
cat >"$folder/variance.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Image } from "image-js";

const size = 16;
const levels = Array.from({ length: size * size }, (_, i) => i);
const mean = levels.reduce((sum, level) => sum + level) / levels.length;
const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
const byHand = `by hand ${mean.toFixed(1)} and ${Math.sqrt(variance).toFixed(1)}`;
for (const [colorModel, channels] of [["GREY", 1], ["RGB", 3], ["RGBA", 4]]) {
  const pixel = (level) => [level, 255 - level, level, 255].slice(0, channels);
  const image = new Image(size, size, { colorModel, data: Uint8Array.from(levels.flatMap(pixel)) });
  assert.deepEqual(Array.from(image.getChannel(0)), levels);
  const [first] = image.variance();
  console.log(`${colorModel}: mean ${image.mean()[0].toFixed(1)}, deviation ${Math.sqrt(first).toFixed(1)}; ${byHand}`);
  assert.ok(Math.abs(image.mean()[0] - mean) < 1e-9 && Math.abs(first - variance / channels) < 1e-9);
  if (channels === 4) {
    const points = levels.map((i) => ({ column: i % size, row: i >> 4 }));
    const [given] = image.variance({ points });
    console.log(`${colorModel}, given all points: deviation ${Math.sqrt(given).toFixed(1)}`);
    assert.equal(given, first);
  }
}
JAVASCRIPT
node "$folder/variance.mjs"
