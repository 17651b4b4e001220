#!/bin/sh
# bmp-ts reads pictures with a palette in the order alpha, blue, green, red, even if RGBA is asked for.
#
# bmp-ts 1.0.9 on Node.js. decode() gives four bytes a pixel, alpha first; with toRGBA: true the output is, by its
# README, RGBA and fits other packages such as pngjs. That holds for 1, 16, 24 and 32 bits. Pictures of 4 and 8 bits
# come out unchanged, without a warning: skin becomes dark blue-green, as red is the alpha of 0, and so on. Besides,
# alpha is 0 in all pictures of 1, 4, 8 and 24 bits, which have no transparency: what draws or saves these bytes shows
# nothing. In 16 bits white is 248, not 255, as the five bits are only shifted. Cartoon faces have few colours, so
# drawing programs save them with palettes. Seen, for a file of 2 x 1 pixels, 200,120,90 and 10,20,30 (in 16 bits:
# white, 31 of 31 in each channel, and red), written by hand in all sizes, and decoded with toRGBA: true:
#
#      1 bit: 200,120,90,0 10,20,30,0
#      4 bits: 0,90,120,200 0,30,20,10
#      8 bits: 0,90,120,200 0,30,20,10
#      8 bits, toRGBA true and false: the same bytes
#     16 bits: 248,248,248,255 248,0,0,255
#     24 bits: 200,120,90,0 10,20,30,0
#     32 bits: 200,120,90,255 10,20,30,255
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" bmp-ts@1.0.9
cat >"$folder/read.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { decode } = require("bmp-ts");

const skin = [200, 120, 90];
const dark = [10, 20, 30];
// A BMP file: 14 bytes, a header of 40 bytes, the palette (blue, green, red, 0), and one row filled up to 4 bytes.
const file = (bits, row, palette = []) => {
  const padded = [...row, ...Array((4 - (row.length % 4)) % 4).fill(0)];
  const start = 54 + 4 * palette.length;
  const bytes = Buffer.alloc(start + padded.length);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(start, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(2, 18);
  bytes.writeInt32LE(1, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  bytes.writeUInt32LE(palette.length, 46);
  bytes.set(palette.flatMap(([red, green, blue]) => [blue, green, red, 0]), 54);
  bytes.set(padded, start);
  return bytes;
};
const files = {
  1: file(1, [0b01000000], [skin, dark]),
  4: file(4, [0x01], [skin, dark]),
  8: file(8, [0, 1], [skin, dark]),
  16: file(16, [0xff, 0x7f, 0x00, 0x7c]),
  24: file(24, [...skin.toReversed(), ...dark.toReversed()]),
  32: file(32, [...skin.toReversed(), 255, ...dark.toReversed(), 255]),
};
const pixels = (bits, options) => {
  const data = [...decode(Buffer.from(files[bits]), options).data];
  return [data.slice(0, 4), data.slice(4)].map((pixel) => pixel.join());
};
for (const bits of Object.keys(files).map(Number)) {
  const found = pixels(bits, { toRGBA: true });
  console.log(`${String(bits).padStart(2)} ${bits === 1 ? "bit" : "bits"}: ${found.join(" ")}`);
  if (bits === 16) assert.deepEqual(found, ["248,248,248,255", "248,0,0,255"]);
  else if (bits === 4 || bits === 8) assert.deepEqual(found, ["0,90,120,200", "0,30,20,10"]);
  else assert.deepEqual(found, [skin, dark].map((colour) => [...colour, bits === 32 ? 255 : 0].join()));
  const same = String(pixels(bits, { toRGBA: false })) === String(found);
  assert.equal(same, bits === 4 || bits === 8);
  if (bits === 8) console.log(" 8 bits, toRGBA true and false: the same bytes");
}
JAVASCRIPT
node "$folder/read.cjs"
