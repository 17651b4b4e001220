#!/bin/sh
# bmp-js takes the opacity of a transparent BMP for its red, and reads the newer, longer headers as if they were pixels.
#
# bmp-js 0.1.0 on Node.js. Its documentation says that it "Supports all bits decoding(1,4,8,16,24,32)" and that the data
# of a picture are in the order A, B, G, R. A BMP of 32 bits with masks says with four numbers which byte is red, green,
# blue and opacity, and nearly always that is B, G, R, A. bmp-js reads the masks, does not use them, and takes the bytes
# as A, B, G, R: the red of the result is the opacity, so an opaque picture is fully red everywhere, its green is the
# red, and its opacity is the blue. A BMP also says at which byte its pixels begin. bmp-js reads that number and does
# not use it either: it goes on after the 40 bytes of the oldest header (after 56 if there are masks). What is more in a
# header of 108 or 124 bytes, as the colour space, comes out as pixels: a picture of 24 bits moves by 28 pixels along
# its rows, and the last 28 pixels of the file are lost. No error comes. Faces in such files turn red, or lie askew.
# Seen, for an opaque picture of 64x64, a face colour on the left and a blue on the right, written byte by byte as the
# format says, read by decode-bmp and by bmp-js, with the share of the pixels whose red, green and blue are true:
#
#     of decode-bmp, then of bmp-js:
#     bits  header  masks          left        right     true          left        right     true
#       24      40     no   255,200,150    30,60,200  100.0 %   255,200,150    30,60,200  100.0 %
#       24     124     no   255,200,150    30,60,200  100.0 %     30,60,200  255,200,150   12.5 %
#       32      40     no   255,200,150    30,60,200  100.0 %   255,200,150    30,60,200  100.0 %
#       32      56    yes   255,200,150    30,60,200  100.0 %   255,255,200    255,30,60    0.0 %
#       32     124    yes   255,200,150    30,60,200  100.0 %     255,30,60    255,30,60    0.0 %
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" bmp-js@0.1.0 decode-bmp@0.2.1
cat >"$folder/read.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const theirs = require("bmp-js");
const other = require("decode-bmp");

const size = 64;
const colour = (x) => (x < size / 2 ? [255, 200, 150] : [30, 60, 200]);
const write = (bits, header, masks) => {
  const start = 14 + header;
  const file = Buffer.alloc(start + (size * size * bits) / 8);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(start, 10);
  [header, size, size].forEach((number, i) => file.writeUInt32LE(number, 14 + 4 * i));
  [1, bits, masks ? 3 : 0].forEach((number, i) => file.writeUInt16LE(number, 26 + 2 * i));
  file.writeUInt32LE(file.length - start, 34);
  if (masks) [0xff0000, 0xff00, 0xff, 0xff000000].forEach((mask, i) => file.writeUInt32LE(mask, 54 + 4 * i));
  if (header >= 108) file.write("BGRs", 70); // the colour space sRGB
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [red, green, blue] = colour(x);
      const at = start + (((size - 1 - y) * size + x) * bits) / 8; // the lowest row comes first
      file.set([blue, green, red, 255].slice(0, bits / 8), at);
    }
  }
  return file;
};
const judge = (pixel) => {
  let hits = 0;
  for (let i = 0; i < size * size; i++) hits += String(pixel(i)) === String(colour(i % size));
  const [left, right] = [10, 50].map((x) => String(pixel(30 * size + x)));
  const share = (100 * hits) / size ** 2;
  return { share, left, text: `${left.padStart(13)}${right.padStart(13)}${share.toFixed(1).padStart(7)} %` };
};

const heads = ["left", "right", "true"].map((head, i) => head.padStart([13, 13, 9][i])).join("");
console.log(`of decode-bmp, then of bmp-js:
bits  header  masks ${heads} ${heads}`);
const found = {};
for (const [bits, header, masks] of [[24, 40, 0], [24, 124, 0], [32, 40, 0], [32, 56, 1], [32, 124, 1]]) {
  const file = write(bits, header, masks);
  const known = other(file).data; // R, G, B, A
  const good = judge((i) => [...known.subarray(4 * i, 4 * i + 3)]);
  const data = theirs.decode(file).data; // A, B, G, R
  const seen = judge((i) => [data[4 * i + 3], data[4 * i + 2], data[4 * i + 1]]);
  const line = String(bits).padStart(4) + String(header).padStart(8) + (masks ? "yes" : "no").padStart(7);
  console.log(`${line} ${good.text} ${seen.text}`);
  assert.equal(good.share, 100);
  found[`${bits} ${header}`] = seen;
}
assert.ok(found["24 40"].share === 100 && found["32 40"].share === 100);
assert.ok(found["24 124"].share < 15 && found["32 56"].share === 0 && found["32 124"].share === 0);
assert.equal(found["32 56"].left, "255,255,200");
JAVASCRIPT
node --no-deprecation "$folder/read.cjs"
