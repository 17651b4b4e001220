#!/bin/sh
# The Sobel filter of image-js gives 0 for an edge of 64 grey levels, and 252 for edges of 63 and of 255 levels.
#
# image-js 1.7.0 on Node.js: derivativeFilter() (sobel, scharr, prewitt) and gradientFilter() are documented to give the
# gradient picture. With both directions, as always in derivativeFilter(), the size of the gradient goes into a byte
# without a limit, so it is taken modulo 256; with one kernel alone the same library stops at 255. From a picture with
# 16 bits comes a picture with 8 bits, modulo 256, too. Cartoon faces have flat colours with strong edges, so their
# lines come in random strength and some are black. No warning comes. Seen, at the edge between 0 and a grey level:
#
#     level:                 10   32   63   64   65   96  128  200  255
#     sobel:                 40  128  252    0    4  128    0   32  252
#     sobel, by hand:        40  128  252  256  260  384  512  800 1020
#     sobel, one direction:  40  128  252  255  255  255  255  255  255
#     scharr:               160    0  240    0   16    0    0  128  240
#     prewitt:               30   96  189  192  195   32  128   88  253
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional --prefix "$folder" image-js@1.7.0
cat >"$folder/edges.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Image } from "image-js";

const levels = [10, 32, 63, 64, 65, 96, 128, 200, 255];
const step = (level, bitDepth = 8) => {
  const image = new Image(8, 8, { colorModel: "GREY", bitDepth });
  for (let y = 0; y < 8; y++) {
    for (let x = 4; x < 8; x++) image.setValue(x, y, 0, level);
  }
  return image;
};
const row = (values) => values.map((value) => String(value).padStart(5)).join("");
const show = (name, values) => console.log(`${name}:`.padEnd(21) + row(values));
const sums = { sobel: 4, scharr: 16, prewitt: 3 };
const kernelX = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]];

show("level", levels);
for (const [filter, sum] of Object.entries(sums)) {
  const found = levels.map((level) => step(level).derivativeFilter({ filter }).getValue(4, 4, 0));
  const byHand = levels.map((level) => sum * level);
  show(filter, found);
  assert.deepEqual(found, byHand.map((gradient) => gradient % 256));
  if (filter !== "sobel") continue;
  show("sobel, by hand", byHand);
  const single = levels.map((level) => step(level).gradientFilter({ kernelX }).getValue(4, 4, 0));
  show("sobel, one direction", single);
  assert.deepEqual(single, byHand.map((gradient) => Math.min(gradient, 255)));
}
const deep = step(16448, 16).derivativeFilter();
assert.ok(deep.bitDepth === 8 && deep.getValue(4, 4, 0) === 0);
JAVASCRIPT
node "$folder/edges.mjs"
