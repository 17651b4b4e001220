#!/bin/sh
# sharp moves a picture half a pixel to the right and down when it enlarges it, by five kernels, and not by "nearest".
#
# sharp 0.35.5 with libvips 8.18.7 on Node.js. Pillow and Keras keep the centre of a picture where it is, and so does
# sharp when it makes one smaller. To enlarge, it takes new pixel i from place i / factor - 0.5 of the old one,
# not from (i + 0.5) / factor - 0.5: with factor 2 and "linear" every other pixel is a copy, the rest are means. So
# the mirror image of an enlarged picture is not the enlarged mirror image, and faces that were enlarged with sharp do
# not lie where generated faces or other enlargements of the same faces lie. Seen, for one row of a picture of 8 x 8
# pixels whose two middle columns are white, and for where the middle of the white lies (7.5 is right for 16 pixels,
# 11.5 for 24, 1.5 for 4):
#
#     nearest: 0 0 0 0 0 0 255 255 255 255 0 0 0 0 0 0
#     linear: 0 0 0 0 0 0 128 255 255 255 128 0 0 0 0 0
#     middle, 16 pixels: nearest 7.5, linear 8, cubic 8, mitchell 8, lanczos2 8, lanczos3 8
#     middle, 24 pixels: nearest 11.5, linear 12, cubic 12, mitchell 12, lanczos2 12, lanczos3 12
#     middle, 4 pixels: linear 1.5, cubic 1.5, mitchell 1.5, lanczos2 1.5, lanczos3 1.5
#     middle of the rows, 16 pixels: linear 8
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" sharp@0.35.5
cat >"$folder/enlarge.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import sharp from "sharp";

const stripe = Buffer.from(Array.from({ length: 64 }, (_, i) => (i % 8 === 3 || i % 8 === 4 ? 255 : 0)));
const lying = Buffer.from(Array.from({ length: 64 }, (_, i) => (i >> 3 === 3 || i >> 3 === 4 ? 255 : 0)));
const resized = async (pixels, size, kernel) => {
  const picture = sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } });
  const options = { fit: "fill", kernel };
  const { data, info } = await picture.resize(size, size, options).raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: size * size }, (_, i) => data[i * info.channels]);
};
const middle = (line) => {
  const sum = line.reduce((total, level) => total + level);
  return Math.round((100 * line.reduce((total, level, i) => total + i * level, 0)) / sum) / 100;
};
const kernels = ["nearest", "linear", "cubic", "mitchell", "lanczos2", "lanczos3"];
for (const kernel of kernels.slice(0, 2)) {
  console.log(`${kernel}: ${(await resized(stripe, 16, kernel)).slice(0, 16).join(" ")}`);
}
const seen = {};
for (const size of [16, 24, 4]) {
  const some = size > 8 ? kernels : kernels.slice(1);
  seen[size] = [];
  for (const kernel of some) seen[size].push(middle((await resized(stripe, size, kernel)).slice(0, size)));
  console.log(`middle, ${size} pixels: ${some.map((kernel, i) => `${kernel} ${seen[size][i]}`).join(", ")}`);
}
const rows = middle((await resized(lying, 16, "linear")).filter((_, i) => i % 16 === 0));
console.log(`middle of the rows, 16 pixels: linear ${rows}`);
const shifted = (right) => kernels.map((kernel) => right + (kernel === "nearest" ? 0 : 0.5));
assert.deepEqual(seen, { 16: shifted(7.5), 24: shifted(11.5), 4: [1.5, 1.5, 1.5, 1.5, 1.5] });
assert.equal(rows, 8);
JAVASCRIPT
node "$folder/enlarge.mjs"
