#!/bin/sh
# image-ssim has no number for pictures of 65 x 65 or 97 x 97 pixels, not even for a picture and itself.
#
# image-ssim 0.2.0 on Node.js. It cuts a picture into windows of 8 x 8 pixels and, where these do not fit, into smaller
# ones at the edge. It divides by the number of pixels less 1, so a corner of one pixel gives 0 / 0, and the result as a
# whole is NaN. That happens if width and height are both 1 more than a multiple of 8, as in one of eight square crops
# of faces. A comparison with NaN is false without a word, so such pairs drop out of any search for copies. The small
# windows count as much as the others: one row in 65 makes a ninth of the score. With `luminance` false it adds red,
# green and blue, so all colours of one sum are identical, and keeps the constants for numbers up to 255 though the sums
# go to 765, so even a grey picture gets another score. The README refers to Wikipedia's SSIM and tells nothing of this.
# Sizes that are multiples of 8, with the default luminance, are right. Seen:
#
#     64 x 64: with itself 1.00, with noise 0.80, by the formula 0.80
#     65 x 65: with itself NaN, with noise NaN, by the formula 0.80
#     97 x 97: with itself NaN, with noise NaN, by the formula 0.80
#     100 x 100: with itself 1.00, with noise 0.78, by the formula 0.79
#     sizes from 32 to 256 without a number: 28 of 225, such as 33 41 49 57
#     64 x 65, last row black: 0.889, by the formula 0.985
#     red and blue: 0.61, without luminance 1.00
#     an even grey with faint noise: 0.83, without luminance 0.35, by the formula 0.83
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" image-ssim@0.2.0 seedrandom@3.0.5
cat >"$folder/ssim.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { compare } = require("image-ssim");
const seedrandom = require("seedrandom");

const random = seedrandom("faces");
const draw = (width, height, channels, colour) => {
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < width * height; i++) data.set(colour(i % width, Math.floor(i / width)), i * channels);
  return { data, width, height, channels };
};
const level = (x) => Math.min(255, Math.max(0, Math.round(x)));
const waves = (x, y) => 128 + 60 * Math.sin(x / 5) * Math.cos(y / 7);
const smooth = (width, height) => draw(width, height, 1, (x, y) => [level(waves(x, y))]);
const noisy = (width, height, size) => draw(width, height, 1, (x, y) => [level(waves(x, y) + size * (random() - 0.5))]);

// SSIM by its formula in windows of 8 x 8 pixels, smaller ones at the edge, each weighted by its pixels.
const formula = (one, two) => {
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  let total = 0;
  for (let top = 0; top < one.height; top += 8) {
    for (let left = 0; left < one.width; left += 8) {
      const places = [];
      for (let y = top; y < Math.min(top + 8, one.height); y++) {
        for (let x = left; x < Math.min(left + 8, one.width); x++) places.push(y * one.width + x);
      }
      const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;
      const [a, b] = [one, two].map(({ data }) => places.map((place) => data[place]));
      const [ma, mb] = [mean(a), mean(b)];
      const spread = (u, v) => a.reduce((sum, _, i) => sum + u(i) * v(i), 0) / Math.max(1, a.length - 1);
      const [da, db] = [(i) => a[i] - ma, (i) => b[i] - mb];
      const likeness = ((2 * ma * mb + c1) * (2 * spread(da, db) + c2)) /
        ((ma * ma + mb * mb + c1) * (spread(da, da) + spread(db, db) + c2));
      total += places.length * likeness;
    }
  }
  return total / (one.width * one.height);
};

const found = {};
for (const size of [64, 65, 97, 100]) {
  const [picture, spoilt] = [smooth(size, size), noisy(size, size, 40)];
  const same = compare(picture, picture).ssim;
  found[size] = [same, compare(picture, spoilt).ssim, formula(picture, spoilt)];
  const text = found[size].map((x) => x.toFixed(2));
  console.log(`${size} x ${size}: with itself ${text[0]}, with noise ${text[1]}, by the formula ${text[2]}`);
}
const sizes = Array.from({ length: 225 }, (_, i) => 32 + i);
const lost = sizes.filter((size) => Number.isNaN(compare(smooth(size, size), smooth(size, size)).ssim));
console.log(`sizes from 32 to 256 without a number: ${lost.length} of 225, such as ${lost.slice(0, 4).join(" ")}`);

const edge = smooth(64, 65);
const black = draw(64, 65, 1, (x, y) => [y === 64 ? 0 : level(waves(x, y))]);
const [row, rowRight] = [compare(edge, black).ssim, formula(edge, black)];
console.log(`64 x 65, last row black: ${row.toFixed(3)}, by the formula ${rowRight.toFixed(3)}`);

const [red, blue] = [[255, 0, 0], [0, 0, 255]].map((colour) => draw(64, 64, 3, () => colour));
const sums = compare(red, blue, 8, 0.01, 0.03, false).ssim;
console.log(`red and blue: ${compare(red, blue).ssim.toFixed(2)}, without luminance ${sums.toFixed(2)}`);
const grey = (picture) => draw(64, 64, 3, (x, y) => Array(3).fill(picture.data[y * 64 + x]));
const plain = draw(64, 64, 1, () => [120]);
const faint = draw(64, 64, 1, () => [level(120 + 12 * (random() - 0.5))]);
const [light, summed] = [true, false].map((way) => compare(grey(plain), grey(faint), 8, 0.01, 0.03, way).ssim);
const greyRight = formula(plain, faint);
const right = `by the formula ${greyRight.toFixed(2)}`;
console.log(`an even grey with faint noise: ${light.toFixed(2)}, without luminance ${summed.toFixed(2)}, ${right}`);
assert.ok([65, 97].every((size) => found[size].slice(0, 2).every(Number.isNaN) && found[size][2] > 0.5));
assert.ok([64, 100].every((size) => found[size][0] > 0.999 && Math.abs(found[size][1] - found[size][2]) < 0.03));
assert.ok(lost.length === 28 && lost.every((size) => size % 8 === 1));
assert.ok(1 - row > 5 * (1 - rowRight) && sums > 0.999);
assert.ok(Math.abs(light - greyRight) < 0.01 && greyRight - summed > 0.2);
JAVASCRIPT
node "$folder/ssim.cjs"
