#!/bin/sh
# glur blurs the first picture of a batch, whichever picture of it is given, and darkens whatever it blurs.
#
# glur 2.0.0 on Node.js. blurRGBA(src, width, height, radius) takes a Uint8ClampedArray or Uint8Array and changes it in
# place. It works on the buffer behind the array, from the buffer's start, and ignores where the array begins. So if it
# is given batch.subarray(...), the usual view of one of several pictures, that picture stays sharp and the first one is
# blurred, without an error. A copy, batch.slice(...), works, and blurMono16 is right. The sums are also cut to whole
# levels instead of rounded, once along rows and once along columns: a grey loses about 1.5 levels in each call, though
# a blur should keep the mean. Seen, for three pictures of 16 x 16 pixels, and for greys of 32 x 32 pixels:
#
#     blurRGBA of the second picture: pixels changed in the three pictures 256 0 0
#     blurRGBA of a copy of it: pixels changed 256
#     blurMono16 of the second picture: pixels changed in the three pictures 0 256 0
#     grey of 17, 100, 200, blurred five times by 2: mean 10.1, 92.1, 192.9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" glur@2.0.0
cat >"$folder/blur.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { blurMono16, blurRGBA } from "glur";

const side = 16;
const pixels = side * side;
const stripe = (i) => ((i % side) + Math.floor(i / side)) % 2;
const batchOf = (Type, channels, white) =>
  Type.from({ length: 3 * pixels * channels }, (_, i) => {
    const opaque = channels === 4 && i % 4 === 3;
    return opaque ? white : stripe(Math.floor(i / channels) % pixels) * white;
  });
const changed = (before, after, channels) =>
  [0, 1, 2].map((p) => {
    let count = 0;
    for (let i = p * pixels; i < (p + 1) * pixels; i += 1) count += before[i * channels] !== after[i * channels];
    return count;
  });

const colours = batchOf(Uint8ClampedArray, 4, 255);
const first = colours.slice();
blurRGBA(colours.subarray(pixels * 4, 2 * pixels * 4), side, side, 2);
const wrong = changed(first, colours, 4);
console.log(`blurRGBA of the second picture: pixels changed in the three pictures ${wrong.join(" ")}`);
const copy = first.slice(pixels * 4, 2 * pixels * 4);
blurRGBA(copy, side, side, 2);
const right = changed(first.subarray(pixels * 4), copy, 4)[0];
console.log(`blurRGBA of a copy of it: pixels changed ${right}`);
const greys = batchOf(Uint16Array, 1, 65535);
const second = greys.slice();
blurMono16(greys.subarray(pixels, 2 * pixels), side, side, 2);
const mono = changed(second, greys, 1);
console.log(`blurMono16 of the second picture: pixels changed in the three pictures ${mono.join(" ")}`);
assert.ok(wrong[0] > 200 && wrong[1] === 0 && wrong[2] === 0 && right > 200);
assert.ok(mono[0] === 0 && mono[1] > 200 && mono[2] === 0);

const levels = [17, 100, 200];
const means = levels.map((level) => {
  const grey = new Uint8ClampedArray(32 * 32 * 4).fill(level);
  for (let time = 0; time < 5; time += 1) blurRGBA(grey, 32, 32, 2);
  return grey.reduce((sum, value) => sum + value, 0) / grey.length;
});
console.log(`grey of ${levels.join(", ")}, blurred five times by 2: mean ${means.map((m) => m.toFixed(1)).join(", ")}`);
assert.ok(means.every((mean, k) => mean < levels[k] - 5));
JAVASCRIPT
node "$folder/blur.mjs"
