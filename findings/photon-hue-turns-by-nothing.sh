#!/bin/sh
# In photon a hue turned by 120 degrees stays as it was, and more saturation makes grey pixels pink, red or green.
#
# @silvia-odwyer/photon-node 0.3.4 on Node.js. The documentation says of hue_rotate_hsl() and its three sisters that
# they "shift hue by a specified number of degrees", names the argument "degrees" and gives 120 as an example. It is
# taken as a share of a full turn, so each whole number is full turns, and no picture changes; a third is what turns by
# 120 degrees. saturate_hsl() and its sisters add to the saturation of every pixel, of pixels that have none as well.
# Grey has no hue: what it gets is that of the number 0 or of rounding, so greys get a colour: red in HSL and HSV, pink
# in LCH, green in HSLuv, and in HSV white becomes pink. Hair, eyes, outlines and grounds of cartoon faces are grey or
# white: who varies the colours of faces by these trains without other hues and with pink paper. Seen, for one pixel:
#
#     200,120,90 by 120 degrees: hsl 200,119,90, hsv 200,119,90, lch 200,119,90, hsluv 200,119,90; by hand 90,200,120
#     200,120,90 by a third: hsl 90,200,120
#     grey 255 saturated by 0.2: hsl 255,255,255, hsv 255,204,204, lch 254,237,254, hsluv 254,254,254
#     grey 128 saturated by 0.2: hsl 153,102,102, hsv 128,102,102, lch 169,111,128, hsluv 119,131,113
#     grey 40 saturated by 0.2: hsl 48,32,32, hsv 40,32,32, lch 71,22,40, hsluv 39,40,34
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @silvia-odwyer/photon-node@0.3.4
cat >"$folder/colours.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const photon = require("@silvia-odwyer/photon-node");

const spaces = ["hsl", "hsv", "lch", "hsluv"];
const changed = (name, colour, amount) => {
  const pixels = Array.from({ length: 16 }, () => [...colour, 255]).flat();
  const image = new photon.PhotonImage(new Uint8Array(pixels), 4, 4);
  photon[name](image, amount);
  return [...image.get_raw_pixels().subarray(0, 3)];
};
const listed = (colours) => spaces.map((space, i) => `${space} ${colours[i]}`).join(", ");
const apart = (one, other) => Math.max(...one.map((value, i) => Math.abs(value - other[i])));

const skin = [200, 120, 90];
const thirdTurn = [90, 200, 120]; // 120 degrees in HSL: red goes to green, green to blue, blue to red
const turned = spaces.map((space) => changed(`hue_rotate_${space}`, skin, 120));
console.log(`${skin} by 120 degrees: ${listed(turned)}; by hand ${thirdTurn}`);
assert.ok(turned.every((colour) => apart(colour, skin) <= 1));
for (const degrees of [1, 30, 90, 180, -45]) assert.ok(apart(changed("hue_rotate_hsl", skin, degrees), skin) <= 1);
const third = changed("hue_rotate_hsl", skin, 1 / 3);
console.log(`${skin} by a third: hsl ${third}`);
assert.ok(apart(third, thirdTurn) <= 1);

for (const level of [255, 128, 40]) {
  const grey = [level, level, level];
  const saturated = spaces.map((space) => changed(`saturate_${space}`, grey, 0.2));
  console.log(`grey ${level} saturated by 0.2: ${listed(saturated)}`);
  if (level < 255) assert.ok(saturated.every((colour) => Math.max(...colour) - Math.min(...colour) >= 6));
  else assert.deepEqual(saturated.slice(0, 2), [grey, [255, 204, 204]]);
}
JAVASCRIPT
node "$folder/colours.cjs"
