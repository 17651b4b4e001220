#!/bin/sh
# saturation() of lena.js mixes the new red into green, and the new red and green into blue, so hues drift.
#
# lena.js 0.9.0 on Node.js, a small library of filters for image data. Its documentation lists Saturation. The filter
# multiplies each colour by a matrix that moves it away from its grey, to 2.9 times the distance. But it writes red
# before it has computed green, and green before blue, and reads them back from the picture. Where red rises, green
# falls too far, and the other way round. Greys stay, and red itself is right, so nothing looks broken. Whoever makes
# faces of a GAN more colourful, or uses the filter as augmentation, gets pink skin and red hair. Seen, with the error
# in each channel averaged over the 4096 colours of 16 levels, where "by hand" is the same matrix on the old colour, and
# the hues are of the old colour, the new one, and the one by hand:
#
#     grey 128 128 128: 128 128 128, by hand 128 128 128
#     brown hair 90 56 37: 138 11 8, by hand 138 39 0, hues 21, 1, 16
#     dull skin 200 180 170: 228 154 155, by hand 228 170 141, hues 19, 359, 19
#     green shirt 60 120 60: 0 200 0, by hand 0 165 0, hues 120, 120, 120
#     blue shirt 100 120 160: 68 144 233, by hand 68 126 242, hues 221, 213, 221
#     mean error in red, green, blue: 0.0, 9.0, 11.9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" lena.js@0.9.0
cat >"$folder/saturation.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const lena = require("lena.js");

const [level, weights] = [2.9, [0.3086, 0.6084, 0.082]];
const found = (colour) =>
  [...lena.saturation({ width: 1, height: 1, data: Uint8ClampedArray.of(...colour, 255) }).data].slice(0, 3);
function byHand(colour) {
  const grey = colour.reduce((sum, value, i) => sum + weights[i] * value, 0);
  return [...Uint8ClampedArray.from(colour.map((value) => level * value + (1 - level) * grey))];
}
function hue([red, green, blue]) {
  const angle = Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue);
  return Math.round(((angle * 180) / Math.PI + 360) % 360);
}

for (const [name, colour] of Object.entries({
  grey: [128, 128, 128],
  "brown hair": [90, 56, 37],
  "dull skin": [200, 180, 170],
  "green shirt": [60, 120, 60],
  "blue shirt": [100, 120, 160],
})) {
  const [one, other] = [found, byHand].map((filter) => filter(colour));
  const note = name === "grey" ? "" : `, hues ${[colour, one, other].map(hue).join(", ")}`;
  console.log(`${name} ${colour.join(" ")}: ${one.join(" ")}, by hand ${other.join(" ")}${note}`);
  if (name === "grey") assert.deepEqual(one, other);
  else assert.ok(Math.max(...one.map((value, i) => Math.abs(value - other[i]))) > 8);
}
const errors = [0, 0, 0];
for (let i = 0; i < 4096; i++) {
  const colour = [i >> 8, (i >> 4) & 15, i & 15].map((value) => 17 * value);
  const right = byHand(colour);
  found(colour).forEach((value, k) => (errors[k] += Math.abs(value - right[k]) / 4096));
}
console.log(`mean error in red, green, blue: ${errors.map((error) => error.toFixed(1)).join(", ")}`);
assert.ok(errors[0] < 0.1 && errors[1] > 5 && errors[2] > 5);
JAVASCRIPT
node "$folder/saturation.cjs"
