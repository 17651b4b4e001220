#!/bin/sh
# The filters HSL and HSV of Konva turn hues backwards: red turned by 120 degrees is blue, where green comes in HSV.
#
# konva 10.9.1 on Node.js. The documentation of hue() says "hsv hue in degrees", from 0 to 359, for the filters
# Konva.Filters.HSV and HSL. In HSV, HSL and CSS, red has 0 degrees, green 120 and blue 240, so that 120 more degrees
# make green of red, blue of green, and red of blue. Konva turns a plane of another colour space (of television, YIQ) in
# which that order is reversed: the angle must be negative to get what is asked for. The two filters, though named after
# two colour spaces, give the same numbers for a hue and for a saturation. Strong colours are cut at 0 and 255 besides.
# Hues that a slider sets, or that vary the colours of faces as training data, differ from those of CSS, of Pillow or of
# TensorFlow by up to 180 degrees. Seen (the hues are measured by the formula of HSV, before and after the filter):
#
#     200,100,100 (hue 0) turned by 60: HSL 180,86,223 HSV 180,86,223, hue 281; by hand 200,200,100, hue 60
#     200,100,100 (hue 0) turned by 120: HSL 109,116,253 HSV 109,116,253, hue 237; by hand 100,200,100, hue 120
#     200,100,100 (hue 0) turned by 240: HSL 80,173,37 HSV 80,173,37, hue 101; by hand 100,100,200, hue 240
#     100,200,100 (hue 120) turned by 120: HSL 217,141,97 HSV 217,141,97, hue 22; by hand 100,100,200, hue 240
#     100,100,200 (hue 240) turned by 120: HSL 74,142,49 HSV 74,142,49, hue 104; by hand 200,100,100, hue 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" konva@10.9.1
cat >"$folder/hue.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { HSL } from "konva/lib/filters/HSL.js";
import { HSV } from "konva/lib/filters/HSV.js";
import { Shape } from "konva/lib/Shape.js";

const filtered = (filter, colour, degrees) => {
  const image = { width: 2, height: 2, data: new Uint8ClampedArray(Array(4).fill([...colour, 255]).flat()) };
  filter.call(new Shape({ hue: degrees }), image);
  return [...image.data.subarray(0, 3)];
};
const hueOf = ([r, g, b]) => {
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const spread = most - least;
  const sixth = most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  return (60 * sixth + 360) % 360;
};
const byHand = (colour, degrees) => {
  const [most, least] = [Math.max(...colour), Math.min(...colour)];
  const hue = (hueOf(colour) + degrees) % 360;
  return [5, 3, 1].map((n) => {
    const k = (n + hue / 60) % 6;
    return Math.round(most - (most - least) * Math.max(0, Math.min(k, 4 - k, 1)));
  });
};
const apart = (one, other) => Math.abs(((one - other + 540) % 360) - 180);

const [red, green, blue] = [[200, 100, 100], [100, 200, 100], [100, 100, 200]];
for (const [colour, degrees] of [[red, 60], [red, 120], [red, 240], [green, 120], [blue, 120]]) {
  const [hsl, hsv] = [filtered(HSL, colour, degrees), filtered(HSV, colour, degrees)];
  const [start, found, expected] = [hueOf(colour), hueOf(hsl), byHand(colour, degrees)];
  const text = `HSL ${hsl} HSV ${hsv}, hue ${found.toFixed(0)}; by hand ${expected}, hue ${hueOf(expected).toFixed(0)}`;
  console.log(`${colour} (hue ${start}) turned by ${degrees}: ${text}`);
  assert.deepEqual(hsl, hsv);
  assert.equal(Math.round(hueOf(expected)), (start + degrees) % 360);
  assert.ok(apart(found, start - degrees) < 25 && apart(found, start + degrees) > 90);
}
for (const colour of [red, green, blue]) assert.deepEqual(filtered(HSL, colour, 0), colour);
JAVASCRIPT
node "$folder/hue.mjs"
