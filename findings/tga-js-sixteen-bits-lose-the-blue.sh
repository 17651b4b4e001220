#!/bin/sh
# tga-js reads pictures of 16 bits without blue, so that white is yellow, and takes the wrong colour of a palette.
#
# tga-js 1.1.1 on Node.js. Its documentation calls it a loader of TGA files, without a limit, and it takes 8, 16, 24 and
# 32 bits a pixel. In 16 bits there are five each of red, green and blue. Red and green are moved up to eight bits, but
# blue is moved down by three, so it is 0 to 3 of 255. In pictures with a palette the number of its first colour, which
# the header holds, is passed over, so an index takes another colour, here red for green. No warning comes. Pillow reads
# both as by hand. Textures and old sets of small pictures are in this format, and a model that learns from them never
# sees blue. Seen, as red, green and blue:
#
#     16 bits, white:            248 248 3, by hand 255 255 255
#     16 bits, red:              248 0 0, by hand 255 0 0
#     16 bits, blue:             0 0 3, by hand 0 0 255
#     16 bits, skin:             248 200 2, by hand 255 206 156
#     24 bits, white:            255 255 255, by hand 255 255 255
#     24 bits, red:              255 0 0, by hand 255 0 0
#     24 bits, blue:             0 0 255, by hand 0 0 255
#     24 bits, skin:             255 206 156, by hand 255 206 156
#     palette from 0, its first: 0 255 0, by hand 0 255 0
#     palette from 1, its first: 255 0 0, by hand 0 255 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" tga-js@1.1.1
cat >"$folder/tga.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const TgaLoader = require("tga-js");

const low = (value) => [value & 255, value >> 8];
function header({ palette = [], first = 0, type, bits, width }) {
  const map = palette.length ? [1, type, ...low(first), ...low(palette.length), 24] : [0, type, 0, 0, 0, 0, 0];
  return [0, ...map, 0, 0, 0, 0, ...low(width), ...low(1), bits, 32];
}
function read(bytes, width) {
  const tga = new TgaLoader();
  tga.load(Uint8Array.from(bytes));
  const { data } = tga.getImageData({ width, height: 1, data: new Uint8ClampedArray(4 * width) });
  return Array.from({ length: width }, (_, i) => [...data.subarray(4 * i, 4 * i + 3)]);
}
function show(name, found, right) {
  console.log(`${name}:`.padEnd(27) + `${found.join(" ")}, by hand ${right.join(" ")}`);
}

const colours = { white: [31, 31, 31], red: [31, 0, 0], blue: [0, 0, 31], skin: [31, 25, 19] };
const width = Object.keys(colours).length;
const pixels = { 16: [], 24: [] };
const right = Object.values(colours).map((levels) => levels.map((level) => Math.round((level * 255) / 31)));
Object.values(colours).forEach(([red, green, blue], i) => {
  pixels[16].push(...low((red << 10) | (green << 5) | blue));
  pixels[24].push(...[...right[i]].reverse());
});
const found = {};
for (const bits of [16, 24]) {
  found[bits] = read([...header({ type: 2, bits, width }), ...pixels[bits]], width);
  Object.keys(colours).forEach((name, i) => show(`${bits} bits, ${name}`, found[bits][i], right[i]));
}
assert.deepEqual(found[24], right);
assert.ok(found[16].every((pixel) => pixel[2] < 4));
assert.ok(found[16].every((pixel, i) => Math.abs(pixel[0] - right[i][0]) < 8 && Math.abs(pixel[1] - right[i][1]) < 8));

const palette = [[0, 255, 0], [255, 0, 0]];
for (const first of [0, 1]) {
  const start = header({ palette, first, type: 1, bits: 8, width: 1 });
  const [pixel] = read([...start, ...palette.flatMap((levels) => [...levels].reverse()), first], 1);
  show(`palette from ${first}, its first`, pixel, [0, 255, 0]);
  assert.deepEqual(pixel, first ? [255, 0, 0] : [0, 255, 0]);
}
JAVASCRIPT
node "$folder/tga.cjs"
