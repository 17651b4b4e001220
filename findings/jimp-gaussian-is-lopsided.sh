#!/bin/sh
# Jimp's gaussian() blurs pixels that it has already blurred: it is stronger than its radius, and not symmetric.
#
# jimp 1.6.1 on Node.js. The weights are those of a Gaussian, but each result is written into the picture from which the
# next ones are computed, so what lies above and to the left goes in blurred. The blur of a mirrored face is not the
# mirrored blur of the face, so blurring and mirroring training pictures depends on the order. An even picture stays
# even, which hides it, and the documentation says nothing of it. blur() is symmetric. Seen, for a row across an edge
# from 0 to 255, for the same edge mirrored (and the row mirrored back), and for a face of 33 x 33 pixels:
#
#     Gaussian of 1, from a copy: 0 0 0 0 0 1 15 77 178 240 254 255 255 255 255
#     gaussian(1): 0 0 0 1 3 10 35 105 169 216 238 248 252 254 255
#     gaussian(1), mirrored: 0 0 1 3 7 17 39 86 150 220 245 252 254 255 255
#     a face, gaussian(2): up to 30 levels from the Gaussian, up to 19 from its own mirror image
#     a face, blur(2): up to 0 levels from its own mirror image
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" jimp@1.6.1
cat >"$folder/blur.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Jimp } from "jimp";

const size = 33;
const places = Array.from({ length: size * size }, (_, i) => [i % size, Math.floor(i / size)]);
const drawn = (level) => {
  const picture = new Jimp({ width: size, height: size, color: 0x000000ff });
  for (const [x, y] of places) picture.setPixelColor(level(x, y) * 0x1010100 + 255, x, y);
  return picture;
};
const blurred = (level, method, radius) => {
  const { data } = drawn(level)[method](radius).bitmap;
  return places.map((_, i) => data[4 * i]);
};
const inside = (place) => Math.min(size - 1, Math.max(0, place));
const gaussian = (level, radius) => {
  const steps = Array.from({ length: 6 * radius + 1 }, (_, i) => i - 3 * radius);
  const weights = steps.map((step) => Math.exp(-(step ** 2) / (2 * radius ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight) ** 2;
  return places.map(([x, y]) => {
    let light = 0;
    for (const [i, down] of steps.entries()) {
      for (const [j, right] of steps.entries()) {
        light += weights[i] * weights[j] * level(inside(x + right), inside(y + down));
      }
    }
    return Math.round(light / total);
  });
};
const mirrored = (light) => places.map(([x, y]) => light[size * y + size - 1 - x]);
const apart = (one, other) => Math.max(...one.map((level, i) => Math.abs(level - other[i])));
const edge = (x) => (x > 16 ? 255 : 0);
const backwards = (x) => edge(size - 1 - x);
const face = (x, y) => {
  if (Math.abs(x - 16) > 10 || Math.abs(y - 16) > 12) return 40;
  return y > 10 && y < 14 && (Math.abs(x - 11) < 2 || Math.abs(x - 21) < 2) ? 0 : 220;
};
const rows = [gaussian(edge, 1), blurred(edge, "gaussian", 1), mirrored(blurred(backwards, "gaussian", 1))];
for (const [k, name] of ["Gaussian of 1, from a copy", "gaussian(1)", "gaussian(1), mirrored"].entries()) {
  console.log(`${name}: ${rows[k].slice(16 * size + 9, 16 * size + 24).join(" ")}`);
}
const [right, jimp, box] = [gaussian(face, 2), blurred(face, "gaussian", 2), blurred(face, "blur", 2)];
const [off, lopsided, even] = [apart(jimp, right), apart(jimp, mirrored(jimp)), apart(box, mirrored(box))];
console.log(`a face, gaussian(2): up to ${off} levels from the Gaussian, up to ${lopsided} from its own mirror image`);
console.log(`a face, blur(2): up to ${even} levels from its own mirror image`);
assert.deepEqual(right, mirrored(right));
assert.ok(apart(rows[0], rows[1]) > 15 && apart(rows[1], rows[2]) > 15, rows);
assert.ok(off > 20 && lopsided > 10 && even === 0);
JAVASCRIPT
node "$folder/blur.mjs"
