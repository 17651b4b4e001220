#!/bin/sh
# In culori a ramp through opaque colours with any spline is invisible: all colours after the first get an opacity of 0.
#
# culori 4.0.2 on Node.js. interpolate() takes a way to interpolate as its third argument, one for each channel or one
# for all; its documentation shows both, and lists splines beside the linear way. A colour without an opacity is opaque:
# the documentation says that an undefined alpha is taken as 1. But if no colour has one, the alphas stay undefined, and
# only the linear way can do with that: the splines make NaN of them. formatRgb() writes NaN as 0, formatHex8() as 00,
# and so a scale of opaque colours has one visible colour, the first; formatHex() leaves the opacity out, so a test with
# it looks right. Nothing warns. Colours written with an opacity, as #ffc896ff, or a spline for r, g and b alone, help.
# A plot of latent values with such a scale stays empty. Seen, for a ramp through #3050c8, #ffc896 and #802010, at the
# start, a quarter, three quarters and the end:
#
#     Linear               rgb(48, 80, 200)        rgb(152, 140, 175)      rgb(192, 116, 83)       rgb(128, 32, 16)
#     SplineBasis          rgb(48, 80, 200)        rgba(145, 134, 173, 0)  rgba(185, 110, 81, 0)   rgba(128, 32, 16, 0)
#     SplineNatural        rgb(48, 80, 200)        rgba(197, 171, 185, 0)  rgba(237, 147, 93, 0)   rgba(128, 32, 16, 0)
#     SplineMonotone       rgb(48, 80, 200)        rgba(177, 155, 180, 0)  rgba(207, 137, 88, 0)   rgba(128, 32, 16, 0)
#     SplineMonotone2      rgb(48, 80, 200)        rgba(198, 170, 186, 0)  rgba(223, 155, 94, 0)   rgba(128, 32, 16, 0)
#     SplineMonotoneClosed rgb(48, 80, 200)        rgba(152, 150, 187, 0)  rgba(204, 116, 72, 0)   rgba(128, 32, 16, 0)
#     in oklab, a quarter on: #c9b8cc, with opacity #c9b8cc00
#     with the opacity written down in each colour: #c5abb9ff
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" culori@4.0.2
cat >"$folder/ramp.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import * as culori from "culori";

const colours = ["#3050c8", "#ffc896", "#802010"];
const names = ["Linear", "SplineBasis", "SplineNatural", "SplineMonotone", "SplineMonotone2", "SplineMonotoneClosed"];
const at = [0, 0.25, 0.75, 1];
for (const name of names) {
  const interpolator = culori[`interpolator${name}`];
  const ramp = culori.interpolate(colours, "rgb", interpolator);
  const texts = at.map((t) => culori.formatRgb(ramp(t)));
  console.log(name.padEnd(21) + texts.map((text) => text.padEnd(24)).join("").trimEnd());
  const parts = culori.interpolate(colours, "rgb", { r: interpolator, g: interpolator, b: interpolator });
  for (const t of at) {
    const [whole, single] = [ramp(t), parts(t)];
    assert.equal(culori.formatHex(whole), culori.formatHex(single));
    assert.match(culori.formatRgb(single), /^rgb\(/); // the same colour, opaque
    const invisible = name !== "Linear" && t > 0;
    assert.equal(Number.isNaN(whole.alpha), invisible);
    assert.equal(culori.formatHex8(whole).slice(7), invisible ? "00" : "ff");
  }
}
const lab = culori.interpolate(colours, "oklab", culori.interpolatorSplineNatural)(0.25);
console.log(`in oklab, a quarter on: ${culori.formatHex(lab)}, with opacity ${culori.formatHex8(lab)}`);
assert.equal(culori.formatHex8(lab).slice(7), "00");
const clear = colours.map((colour) => `${colour}ff`); // all opacities written down
const kept = culori.formatHex8(culori.interpolate(clear, "rgb", culori.interpolatorSplineNatural)(0.25));
console.log(`with the opacity written down in each colour: ${kept}`);
assert.equal(kept.slice(7), "ff");
JAVASCRIPT
node "$folder/ramp.mjs"
