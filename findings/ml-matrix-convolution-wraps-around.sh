#!/bin/sh
# ml-matrix-convolution mixes the left edge of a picture with the right one, and its two ways differ at the edges.
#
# ml-matrix-convolution 2.0.0 on Node.js. The documentation shows two ways, direct() and fft(), says that both should
# be equal, and is silent about what lies beyond the edge. In both the opposite edge lies there, as if the picture was
# one tile of many; direct() shows that this is no accident of the Fourier transform. A blur thus draws dark hair at
# the right of a face as a shadow on its left, and a filter for edges finds a strong edge around the picture. fft()
# does so in its own way: it enlarges the picture to a power of two by copies of itself, and if fewer pixels are added
# than the kernel needs, the edges are mixed with other pixels: 63 rows with 5 x 5 differ, 64 do not. The constant
# picture of the documentation hides both. Seen, with sums in plain numbers for comparison (greatest differences,
# random pictures between 0 and 1):
#
#     left edge of a face with dark hair right: direct 120 160 200 200, fft 120 160 200 200, repeated 200 200 200 200
#     64 x 64, kernel 5 x 5: direct from wrapped 0.000, from repeated 0.193, from fft 0.000 in 0 pixels
#     96 x 96, kernel 9 x 9: direct from wrapped 0.000, from repeated 0.150, from fft 0.000 in 0 pixels
#     63 x 63, kernel 5 x 5: direct from wrapped 0.000, from repeated 0.240, from fft 0.116 in 369 pixels
#     31 x 31, kernel 3 x 3: direct from wrapped 0.000, from repeated 0.180, from fft 0.180 in 61 pixels
#     60 x 60, kernel 9 x 9: direct from wrapped 0.000, from repeated 0.196, from fft 0.053 in 464 pixels
#     63 x 63, all the same: direct from fft 0.000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-matrix-convolution@2.0.0 seedrandom@3.0.5
cat >"$folder/wrap.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { direct, fft } from "ml-matrix-convolution";
import seedrandom from "seedrandom";

const random = seedrandom("faces");
const range = (size) => Array.from({ length: size }, (_, i) => i);
const table = (size, make) => range(size).map((y) => range(size).map((x) => make(y, x)));
const beyond = {
  wrapped: (place, size) => (place + size) % size,
  repeated: (place, size) => Math.min(size - 1, Math.max(0, place)),
};
const byHand = (picture, kernel, find) => {
  const [size, width] = [picture.length, kernel.length];
  const half = Math.floor(width / 2);
  return table(size, (y, x) => {
    let sum = 0;
    kernel.forEach((row, j) =>
      row.forEach((weight, i) => {
        sum += weight * picture[find(y + half - j, size)][find(x + half - i, size)];
      }),
    );
    return sum;
  }).flat();
};
const apart = (one, two) => one.reduce((most, x, i) => Math.max(most, Math.abs(x - two[i])), 0);
const blur = (width) => table(width, () => 1 / width ** 2);

// A light picture with dark hair in its last three columns.
const face = table(32, (_, x) => (x > 28 ? 0 : 200));
const middle = (list) => list.slice(16 * 32, 16 * 32 + 4).map((x) => Math.round(x)).join(" ");
const [one, two] = [direct, fft].map((way) => middle(way(face, blur(5))));
const repeated = middle(byHand(face, blur(5), beyond.repeated));
console.log(`left edge of a face with dark hair right: direct ${one}, fft ${two}, repeated ${repeated}`);
assert.equal(one, two);
assert.ok(Number(one.split(" ")[0]) < 150 && repeated === "200 200 200 200");

for (const [size, width, same] of [[64, 5, true], [96, 9, true], [63, 5, false], [31, 3, false], [60, 9, false]]) {
  const picture = table(size, () => random());
  const kernel = blur(width);
  const [plain, other] = [direct(picture, kernel), fft(picture, kernel)];
  const wrapped = byHand(picture, kernel, beyond.wrapped);
  const edge = byHand(picture, kernel, beyond.repeated);
  const figures = [apart(plain, wrapped), apart(plain, edge), apart(plain, other)].map((x) => x.toFixed(3));
  const differ = plain.filter((x, i) => Math.abs(x - other[i]) > 1e-6).length;
  const title = `${size} x ${size}, kernel ${width} x ${width}`;
  const text = `direct from wrapped ${figures[0]}, from repeated ${figures[1]}, from fft ${figures[2]}`;
  console.log(`${title}: ${text} in ${differ} pixels`);
  assert.ok(apart(plain, wrapped) < 1e-9 && apart(plain, edge) > 0.05);
  assert.ok(same ? differ === 0 : differ > size && apart(plain, other) > 0.01);
}
const flat = table(63, () => 1);
const off = apart(direct(flat, blur(5)), fft(flat, blur(5)));
console.log(`63 x 63, all the same: direct from fft ${off.toFixed(3)}`);
assert.ok(off < 1e-9);
JAVASCRIPT
node "$folder/wrap.mjs"
