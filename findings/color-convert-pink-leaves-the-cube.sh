#!/bin/sh
# color-convert brings pinks and crimsons back from HCG as other colours, with a blue of up to 495.
#
# color-convert 3.1.3 on Node.js, which very many packages use. Its HCG (hue, chroma, grey) should have a hue from 0 to
# 360. Where red is the largest and blue is larger than green, the hue of rgb.hcg is negative, -30 instead of 330 (the
# remainder of a negative number stays negative in JavaScript; hsl, hsv and hwb of the same colours are right). hcg.rgb
# takes it for another sector, so rgb -> hcg -> rgb, and every way that leaves hcg for lab, oklab and so on, gives
# another colour, one that no screen has. That is one in seven of all colours, such as those of lips and pink hair.
# Other conversions of the package come back to within a level. No warning comes. Seen, for three colours and for a grid
# of 18 levels a channel:
#
#     pink 255 105 180: hue -30 in hcg, 330 in hsl, back 255 105 330
#     crimson 220 20 60: hue -12 in hcg, 348 in hsl, back 219 20 259
#     orange 255 165 0: hue 39 in hcg, 39 in hsl, back 255 166 0
#     through hcg: 816 of 5832 colours do not come back
#     through hsl: 0 of 5832 colours do not come back (hsv, hwb, cmyk, lab and oklch: 0, too)
#     all of them have red > blue > green; largest blue that comes back: 495
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" color-convert@3.1.3
cat >"$folder/hcg.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import convert from "color-convert";

for (const [name, rgb] of [["pink", [255, 105, 180]], ["crimson", [220, 20, 60]], ["orange", [255, 165, 0]]]) {
  const hcg = convert.rgb.hcg(rgb);
  const back = convert.hcg.rgb(hcg);
  const hues = `hue ${hcg[0]} in hcg, ${convert.rgb.hsl(rgb)[0]} in hsl`;
  console.log(`${name} ${rgb.join(" ")}: ${hues}, back ${back.join(" ")}`);
}

const levels = Array.from({ length: 18 }, (_, i) => 15 * i);
const colours = levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => [r, g, b])));
const apart = (one, other) => Math.max(...one.map((level, i) => Math.abs(level - other[i])));
const wrong = (model) => colours.filter((rgb) => apart(convert[model].rgb.raw(convert.rgb[model].raw(rgb)), rgb) > 1);
for (const model of ["hcg", "hsl", "hsv", "hwb", "cmyk", "lab", "oklch"]) {
  const count = wrong(model).length;
  console.log(`through ${model}: ${count} of ${colours.length} colours do not come back`);
  assert.equal(count > 0, model === "hcg");
}
const far = wrong("hcg");
assert.ok(far.every(([r, g, b]) => r > b && b > g));
const largest = Math.max(...far.map((rgb) => convert.hcg.rgb.raw(convert.rgb.hcg.raw(rgb))[2]));
console.log(`all of them have red > blue > green; largest blue that comes back: ${largest.toFixed(0)}`);
// The same chroma and grey with the hue of hsl give the colour that went in.
for (const rgb of far) {
  const [, chroma, grey] = convert.rgb.hcg.raw(rgb);
  assert.ok(apart(convert.hcg.rgb.raw([convert.rgb.hsl.raw(rgb)[0], chroma, grey]), rgb) < 1e-6);
}
assert.ok(largest > 260 && far.length > 500);
JAVASCRIPT
node "$folder/hcg.mjs"
