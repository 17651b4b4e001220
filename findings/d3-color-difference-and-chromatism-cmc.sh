#!/bin/sh
# Two libraries have a CMC colour difference that is none: in one, red equals green; in the other, two greys get NaN.
#
# d3-color-difference 0.1.3 and chromatism 3.0.0 on Node.js. CMC l:c adds the squares of the differences in lightness,
# chroma and hue, each divided by its weight. d3-color-difference hands the three to the square root as three arguments,
# which takes the first only, so colours of one lightness are all 0 apart. chromatism multiplies in its weights where
# the formula adds, so that of lightness is the same for all colours and about 25 times too small, and that of chroma
# 0 / 0 for a grey; it also takes an angle in radians for degrees. Its differences are 20 to 40 times too large, and a
# grey gives NaN, which is never near anything. Whoever sorts the hair colours of faces or joins like colours of a
# palette by it gets other groups. Both document the CMC formula. culori 4.0.2 is right. Seen, for pairs of colours:
#
#     red and green: d3-color-difference 0.0, chromatism 2778.4, culori 74.8, the formula 74.8
#     pale and strong red: d3-color-difference 0.0, chromatism 710.1, culori 25.7, the formula 25.7
#     dark and light brown: d3-color-difference 10.4, chromatism 248.4, culori 10.4, the formula 10.4
#     two browns: d3-color-difference 1.8, chromatism 71.6, culori 3.3, the formula 3.3
#     two greys: d3-color-difference 1.8, chromatism NaN, culori 1.8, the formula 1.8
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" d3-color-difference@0.1.3 d3-color@1.4.1 chromatism@3.0.0 culori@4.0.2
cat >"$folder/cmc.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import chromatism from "chromatism";
import { differenceCmc } from "culori";
import { lab } from "d3-color";
import difference from "d3-color-difference";

const cosine = (degrees) => Math.abs(Math.cos((degrees * Math.PI) / 180));
const formula = ([L, a, b], [L2, a2, b2]) => {
  const [C, C2] = [Math.hypot(a, b), Math.hypot(a2, b2)];
  const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  const T = hue >= 164 && hue <= 345 ? 0.56 + 0.2 * cosine(hue + 168) : 0.36 + 0.4 * cosine(hue + 35);
  const F = Math.sqrt(C ** 4 / (C ** 4 + 1900));
  const SL = L < 16 ? 0.511 : (0.040975 * L) / (1 + 0.01765 * L);
  const SC = (0.0638 * C) / (1 + 0.0131 * C) + 0.638;
  const SH = SC * (F * T + 1 - F);
  const hues = (a - a2) ** 2 + (b - b2) ** 2 - (C - C2) ** 2;
  return Math.sqrt(((L - L2) / SL) ** 2 + ((C - C2) / SC) ** 2 + Math.max(0, hues) / SH ** 2);
};
const pairs = {
  "red and green": [[50, 60, 30], [50, -60, 30]],
  "pale and strong red": [[50, 20, 10], [50, 60, 30]],
  "dark and light brown": [[40, 20, 30], [50, 20, 30]],
  "two browns": [[50, 20, 30], [52, 22, 29]],
  "two greys": [[50, 0, 0], [52, 0, 0]],
};
const seen = {};
for (const [name, [one, other]] of Object.entries(pairs)) {
  const named = ([L, a, b]) => ({ L, a, b });
  const other65 = ([l, a, b]) => ({ mode: "lab65", l, a, b });
  seen[name] = [
    difference.differenceCmc(lab(...one), lab(...other)),
    chromatism.difference(named(one), named(other)),
    differenceCmc()(other65(one), other65(other)),
    formula(one, other),
  ];
  const [d3, chroma, right, exact] = seen[name].map((x) => x.toFixed(1));
  console.log(`${name}: d3-color-difference ${d3}, chromatism ${chroma}, culori ${right}, the formula ${exact}`);
}
for (const [d3, chroma, right, exact] of Object.values(seen)) {
  assert.ok(Math.abs(right - exact) < 1e-6);
  assert.ok(!(Math.abs(chroma - exact) < 4 * exact));
  assert.ok(d3 <= exact + 1e-9);
}
for (const name of ["red and green", "pale and strong red"]) assert.equal(seen[name][0], 0);
assert.ok(Number.isNaN(seen["two greys"][1]));
JAVASCRIPT
node "$folder/cmc.mjs"
