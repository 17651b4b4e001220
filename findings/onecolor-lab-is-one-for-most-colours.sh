#!/bin/sh
# In onecolor red, orange and skin have the same Lab numbers, 1, 1 and 1, and come back from Lab as brown.
#
# onecolor 4.1.0 on Node.js. Its README lists Lab and XYZ as colour spaces (it calls them experimental). Every number of
# every colour space is cut to 0 to 1 when a colour is made. For red, green and blue that is right, but L goes from 0 to
# 100, and a and b from about -100 to 100, and nothing divides them. So L is 1 for all colours but the dark, a and b say
# no more than the sign, and the way back to RGB starts from these. XYZ goes from 0 to 1 and survives, though Lab takes
# it as 0 to 100; but white lies above 1 in XYZ and comes back yellowish. No warning comes. Distances between colours of
# faces, or the lightness of skin, are 0 or nonsense. Seen, with the Lab numbers that the formulas of CIE give (by hand,
# D65):
#
#     #c8785a: l 1, a 1, b 1, back #825137; by hand 58.5, 28.2, 29.7
#     #ff0000: l 1, a 1, b 1, back #825137; by hand 53.2, 80.1, 67.2
#     #ff8000: l 1, a 1, b 1, back #825137; by hand 67.1, 42.8, 74.0
#     #808080: l 1, a 0, b 0, back #5d5d5d; by hand 53.6, 0.0, 0.0
#     #ffffff: l 1, a 0, b 1, back #6a5c36; by hand 100.0, 0.0, 0.0
#     #ffffff by XYZ and back: #fffff4
#     of 4096 colours 48 come back from Lab as they were, from HSL 4096
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" onecolor@4.1.0
cat >"$folder/lab.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const one = require("onecolor");

const labByHand = (hex) => {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const xyz = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ];
  const [x, y, z] = xyz.map((value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 * value + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
const short = (value) => (Math.abs(value) < 0.05 ? 0 : value).toFixed(1);

for (const hex of ["#c8785a", "#ff0000", "#ff8000", "#808080", "#ffffff"]) {
  const lab = one(hex).lab();
  const [, l, a, b] = lab.toJSON();
  const hand = labByHand(hex).map(short).join(", ");
  console.log(`${hex}: l ${l}, a ${Math.round(a)}, b ${Math.round(b)}, back ${lab.hex()}; by hand ${hand}`);
  assert.ok(l === 1 && lab.hex() !== hex && labByHand(hex)[0] > 50);
}
assert.equal(one("#c8785a").lab().hex(), one("#ff0000").lab().hex());
console.log(`#ffffff by XYZ and back: ${one("#ffffff").xyz().hex()}`);
assert.notEqual(one("#ffffff").xyz().hex(), "#ffffff");

const all = Array.from({ length: 4096 }, (_, i) => {
  return `#${[i >> 8, (i >> 4) & 15, i & 15].map((part) => part.toString(16).repeat(2)).join("")}`;
});
const kept = (space) => all.filter((hex) => one(hex)[space]().hex() === hex).length;
console.log(`of ${all.length} colours ${kept("lab")} come back from Lab as they were, from HSL ${kept("hsl")}`);
assert.ok(kept("lab") < 80 && kept("hsl") === all.length);
JAVASCRIPT
node "$folder/lab.cjs"
