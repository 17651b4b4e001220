#!/bin/sh
# setQuality() of gif-encoder-2 changes no byte of a GIF, so small faces come out grey whatever quality is asked for.
#
# gif-encoder-2 1.0.5 with omggif 1.0.10 (which reads the GIFs) on Node.js. The README lists setQuality(1 to 30), "1 is
# best/slowest". The method stores the number in a field that nothing reads; the colours are always picked from one
# pixel in 10. In pictures below 503 pixels that is a tenth of the steps that the search needs, so the palette stays
# near the greys that it starts from, though a GIF has room for 256 colours and the face has three. Larger pictures are
# right for few colours. Pixel faces and small tiles of an animated latent space turn grey, and asking for the best
# quality returns the same file without a warning. "octree" is exact. Seen, for a face of three
# colours (the skin is 250,210,180):
#
#     16 x 16: quality 1, 10 and 30 give one file, skin 210,210,210, octree 250,210,180
#     22 x 22: quality 1, 10 and 30 give one file, skin 210,210,210, octree 250,210,180
#     64 x 64: quality 1, 10 and 30 give one file, skin 250,210,180, octree 250,210,180
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" gif-encoder-2@1.0.5 omggif@1.0.10
cat >"$folder/quality.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const GIFEncoder = require("gif-encoder-2");
const { GifReader } = require("omggif");

const [ground, skin, eyes] = [[90, 160, 220], [250, 210, 180], [20, 20, 20]];
const drawn = (size) => {
  const pixels = new Uint8Array(4 * size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [u, v] = [(x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5];
      const eye = Math.hypot(Math.abs(u) - 0.15, v + 0.1) < 0.07;
      pixels.set([...(eye ? eyes : Math.hypot(u, v) < 0.4 ? skin : ground), 255], 4 * (y * size + x));
    }
  }
  return pixels;
};
const written = (size, algorithm, quality) => {
  const encoder = new GIFEncoder(size, size, algorithm);
  if (quality !== undefined) encoder.setQuality(quality);
  encoder.start();
  encoder.addFrame(drawn(size));
  encoder.finish();
  return encoder.out.getData();
};
const middle = (size, gif) => {
  const pixels = new Uint8Array(4 * size * size);
  new GifReader(gif).decodeAndBlitFrameRGBA(0, pixels);
  const start = 4 * ((size / 2) * size + size / 2);
  return [...pixels.subarray(start, start + 3)];
};

for (const size of [16, 22, 64]) {
  const gifs = [1, 10, 30].map((quality) => written(size, "neuquant", quality));
  const [found, octree] = [middle(size, gifs[0]), middle(size, written(size, "octree"))];
  assert.ok(gifs[0].equals(gifs[1]) && gifs[0].equals(gifs[2]));
  console.log(`${size} x ${size}: quality 1, 10 and 30 give one file, skin ${found}, octree ${octree}`);
  assert.deepEqual(octree, skin);
  const off = Math.max(...found.map((level, k) => Math.abs(level - skin[k])));
  assert.ok(size < 23 ? off > 20 : off < 5, String(off));
}
JAVASCRIPT
node "$folder/quality.cjs"
