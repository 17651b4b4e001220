#!/bin/sh
# With "octree", setTransparent() of gif-encoder-2 fills what is transparent and clears a colour that is opaque.
#
# gif-encoder-2 1.0.5 with omggif 1.0.10 (which reads the GIFs) on Node.js. The README calls "octree" an alternative to
# "neuquant". setTransparent(0xffffff), a method that the README does not list, sends all pixels of opacity 0 to the
# colour of the palette that is nearest to the one given, and makes it transparent; so it is with "neuquant". "octree"
# leaves the list of used colours empty, so colour 0 of the palette is taken whatever is given, and counts the pixels in
# a constant of its own block, so the loop that would send pixels there runs over none. Colour 0 is a dark one: black
# eyes and outlines of a face that was cut out vanish, and its white ground stays. Black ground vanishes too, only by
# chance. No warning comes. Seen, for rows of ground (white of opacity 0), black eyes, skin and sky, all opaque, the
# opacity of each in the GIF:
#
#     neuquant: ground 0, eyes 255, skin 255, sky 255
#     octree: ground 255, eyes 0, skin 255, sky 255
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" gif-encoder-2@1.0.5 omggif@1.0.10
cat >"$folder/opacity.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const GIFEncoder = require("gif-encoder-2");
const { GifReader } = require("omggif");

const size = 32;
const rows = [
  ["ground", [255, 255, 255, 0]],
  ["eyes", [0, 0, 0, 255]],
  ["skin", [250, 210, 180, 255]],
  ["sky", [90, 160, 220, 255]],
];
const pixels = new Uint8Array(4 * size * size);
const height = size / rows.length;
for (let i = 0; i < size * size; i++) pixels.set(rows[Math.floor(i / size / height)][1], 4 * i);

const opacities = {};
for (const algorithm of ["neuquant", "octree"]) {
  const encoder = new GIFEncoder(size, size, algorithm);
  encoder.setTransparent(0xffffff);
  encoder.start();
  encoder.addFrame(pixels);
  encoder.finish();
  const shown = new Uint8Array(4 * size * size);
  new GifReader(encoder.out.getData()).decodeAndBlitFrameRGBA(0, shown);
  opacities[algorithm] = rows.map((_, row) => shown[4 * size * (row * height + 1) + 3]);
  const list = rows.map(([name], row) => `${name} ${opacities[algorithm][row]}`).join(", ");
  console.log(`${algorithm}: ${list}`);
}
assert.deepEqual(opacities.neuquant, [0, 255, 255, 255]);
assert.deepEqual(opacities.octree, [255, 0, 255, 255]);
JAVASCRIPT
node "$folder/opacity.cjs"
