#!/bin/sh
# The fast SSIM of BlazeDiff finds a picture and its negative identical, and black and white as well.
#
# @blazediff/ssim 1.7.1 on Node.js. hitchhikersSSIM() computes SSIM in each window correctly. Then it does not average:
# by default (covPooling, "recommended") its score is 1 minus the deviation of the windows divided by their mean. So it
# tells how evenly a picture was spoilt, not how much: what is wrong in all windows alike gets 1, where the
# documentation says that 1 is identical and 0 the least. With a mean below zero, as for a negative, it even returns 1
# without a look at the deviation. Noise, where some windows match by chance, gets less than 0. With covPooling: false,
# the score is the mean that the formula gives. Besides, msssim() has no options `scales` and `weights`, which the
# documentation lists: it ignores them and always takes five scales (`level` and `weight` do work). Seen, for smooth
# pictures of 96 x 96 pixels:
#
#     a picture and itself: 1.000; with covPooling false 1.000; the formula 1.000
#     a picture and its negative: 1.000; with covPooling false -0.724; the formula -0.724
#     black and white: 1.000; with covPooling false 0.000; the formula 0.000
#     a picture and a quarter of its light: 0.964; with covPooling false 0.240; the formula 0.240
#     a picture and noise: -4.304; with covPooling false 0.009; the formula 0.009
#     MS-SSIM of the last pair: 0.0075; with scales and weights for one scale 0.0075; with level 0.0098
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @blazediff/ssim@1.7.1 seedrandom@3.0.5
cat >"$folder/ssim.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import hitchhikersSSIM from "@blazediff/ssim/hitchhikers-ssim";
import msssim from "@blazediff/ssim/msssim";
import seedrandom from "seedrandom";

const random = seedrandom("faces");
const side = 96;
const draw = (grey) =>
  Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) =>
    i % 4 === 3 ? 255 : grey((i >> 2) % side, Math.floor((i >> 2) / side)),
  );
const noise = Array.from({ length: side * side }, () => 255 * random());
const smooth = (x, y) => 128 + 60 * Math.sin(x / 5) + 50 * Math.cos(y / 7);

// The mean of SSIM over windows of 11 x 11 pixels side by side, which is what the documentation describes.
const formula = (one, other) => {
  const scores = [];
  for (let top = 0; top + 11 <= side; top += 11) {
    for (let left = 0; left + 11 <= side; left += 11) {
      let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let i = 0; i < 121; i++) {
        const at = 4 * ((top + Math.floor(i / 11)) * side + left + (i % 11));
        const [p, q] = [one[at], other[at]];
        [a, b, aa, bb, ab] = [a + p / 121, b + q / 121, aa + (p * p) / 121, bb + (q * q) / 121, ab + (p * q) / 121];
      }
      const [c1, c2] = [2.55 ** 2, 7.65 ** 2];
      const light = (2 * a * b + c1) / (a * a + b * b + c1);
      scores.push((light * (2 * (ab - a * b) + c2)) / (aa - a * a + bb - b * b + c2));
    }
  }
  return scores.reduce((sum, x) => sum + x, 0) / scores.length;
};

const picture = draw(smooth);
const pairs = {
  "a picture and itself": [picture, picture],
  "a picture and its negative": [picture, picture.map((x, i) => (i % 4 === 3 ? x : 255 - x))],
  "black and white": [draw(() => 0), draw(() => 255)],
  "a picture and a quarter of its light": [picture, draw((x, y) => smooth(x, y) / 4)],
  "a picture and noise": [picture, draw((x, y) => noise[y * side + x])],
};
const seen = {};
for (const [name, [one, other]] of Object.entries(pairs)) {
  const score = (options) => hitchhikersSSIM(one, other, undefined, side, side, options);
  seen[name] = [score(), score({ covPooling: false }), formula(one, other)];
  const [found, mean, right] = seen[name].map((x) => x.toFixed(3));
  console.log(`${name}: ${found}; with covPooling false ${mean}; the formula ${right}`);
}
const scales = (options) => msssim(...pairs["a picture and noise"], undefined, side, side, options).toFixed(4);
const multi = [{}, { scales: 1, weights: [1] }, { level: 1, weight: [1] }].map(scales);
const [plain, scaled, leveled] = multi;
const options = `with scales and weights for one scale ${scaled}; with level ${leveled}`;
console.log(`MS-SSIM of the last pair: ${plain}; ${options}`);
for (const [, mean, right] of Object.values(seen)) assert.ok(Math.abs(mean - right) < 2e-3);
assert.equal(seen["a picture and its negative"][0], 1);
assert.ok(seen["a picture and its negative"][2] < -0.5);
assert.ok(seen["black and white"][0] > 0.999 && seen["black and white"][2] < 1e-3);
assert.ok(seen["a picture and a quarter of its light"][0] > 0.9 && seen["a picture and noise"][0] < 0);
assert.ok(plain === scaled && plain !== leveled);
JAVASCRIPT
node "$folder/ssim.mjs"
