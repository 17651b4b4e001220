#!/bin/sh
# otsu cuts at the lowest level of the bright part, and the use in its documentation then turns that level black, too.
#
# otsu 0.0.5 on Node.js. Its documentation splits a picture with const t = otsu(intensity) and then takes e > t as
# bright. By that rule, which is the usual one for Otsu's method, t is the highest level of the dark part. The package
# finds the right cut, but it names it by the lowest level of the bright part, so all pixels of that level become dark.
# A photograph has many levels and loses a few pixels. A cartoon face has few: if its bright part is a single level, as
# in a picture of black and white, nothing of it stays, and the result is all black. No warning comes; e >= t is right.
# Seen for faces of 64x64 pixels, with the share of pixels that are bright, beside the largest variance between the two
# parts, tried for all levels by hand:
#
#                           t of otsu  white  t by hand  white
#     white face on black         255     0%          0    29%
#     face of three greys         200     0%         60    29%
#     face of four greys          210     0%        120    29%
#     face with shades            190    27%         60    29%
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" otsu@0.0.5
cat >"$folder/split.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const otsu = require("otsu").default;

const size = 64;
const draw = (level) => Array.from({ length: size * size }, (_, i) => level(i % size, Math.floor(i / size)));
const within = (column, row, radius) => (x, y) => Math.hypot(x - column, y - row) < radius;
const [head, left, right] = [within(32, 34, 22), within(25, 30, 4), within(39, 30, 4)];
const face = (backdrop, hair, skin, eyes) => draw((x, y) => {
  if (left(x, y) || right(x, y)) return eyes;
  return head(x, y) ? (y < 22 ? hair : skin) : backdrop;
});
// By hand: of all the ways to cut the levels in two, the one with the largest variance between the two parts.
const byHand = (data) => {
  const mean = (part) => part.reduce((sum, x) => sum + x, 0) / part.length;
  let best = { between: -1 };
  for (const t of new Set(data)) {
    const [low, high] = [data.filter((x) => x <= t), data.filter((x) => x > t)];
    if (high.length === 0) continue;
    const between = low.length * high.length * (mean(high) - mean(low)) ** 2;
    if (between > best.between) best = { between, t };
  }
  return best.t;
};

const pictures = {
  "white face on black": face(0, 0, 255, 0),
  "face of three greys": face(30, 60, 200, 30),
  "face of four greys": face(120, 40, 210, 20),
  "face with shades": face(30, 60, 0, 30).map((grey, i) => grey || 190 + (i % 20)),
};
console.log("                      t of otsu  white  t by hand  white");
for (const [name, data] of Object.entries(pictures)) {
  const [theirs, hand] = [otsu(data), byHand(data)];
  const share = (t) => (100 * data.filter((e) => e > t).length) / data.length; // e > t, as documented
  const numbers = [theirs, share(theirs), hand, share(hand)];
  const [a, b, c, d] = numbers.map((x) => x.toFixed(0));
  console.log(name.padEnd(22) + a.padStart(9) + b.padStart(6) + "%" + c.padStart(11) + d.padStart(6) + "%");
  assert.deepEqual(data.map((e) => e >= theirs), data.map((e) => e > hand)); // the same cut, named from above
  assert.ok(share(hand) > 25 && (name === "face with shades" || share(theirs) === 0));
}
JAVASCRIPT
node "$folder/split.cjs"
