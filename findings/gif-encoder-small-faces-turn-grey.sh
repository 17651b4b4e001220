#!/bin/sh
# gif-encoder turns skin grey in GIFs of 22 x 22 pixels and less, though the face has three colours; 23 x 23 is right.
#
# gif-encoder 0.7.2 with omggif 1.0.10 (which reads the GIFs) on Node.js. A GIF has room for 256 colours. The README
# calls the default quality of 10 an even trade-off between colours and time. NeuQuant, which picks the colours, looks
# at one pixel of as many as the quality says, and at all of them in pictures below 503 pixels. It works out the number
# of steps before it decides that, so a small picture is learned in a tenth of the steps, and the palette stays close to
# the greys that it begins with. Skin is off by 40 levels, with no warning; setQuality(1) is right to one level. Pixel
# faces of 16 x 16, and small tiles of a latent space in an animation, come out grey. Seen, for a face of three colours
# (the skin is 250,210,180):
#
#     16 x 16, quality 10: skin 210,210,210, ground 90,160,220, eyes 20,20,20
#     22 x 22, quality 10: skin 210,210,210, ground 90,160,220, eyes 20,20,20
#     23 x 23, quality 10: skin 249,210,180, ground 90,160,220, eyes 20,20,20
#     64 x 64, quality 10: skin 250,210,180, ground 90,160,220, eyes 20,20,20
#     16 x 16, quality 1: skin 249,210,180, ground 90,160,220, eyes 20,20,20
#     22 x 22, quality 1: skin 249,210,180, ground 90,160,220, eyes 20,20,20
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" gif-encoder@0.7.2 omggif@1.0.10
cat >"$folder/faces.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const GifEncoder = require("gif-encoder");
const { GifReader } = require("omggif");

const colours = { skin: [250, 210, 180], ground: [90, 160, 220], eyes: [20, 20, 20] };
const part = (i, side) => {
  const [x, y] = [(i % side) - side / 2 + 0.5, Math.floor(i / side) - side / 2 + 0.5];
  if (Math.hypot(x, y) > 0.35 * side) return "ground";
  return Math.hypot(Math.abs(x) - 0.15 * side, y + 0.08 * side) < 0.07 * side ? "eyes" : "skin";
};
const encoded = (side, quality) => {
  const parts = Array.from({ length: side * side }, (_, i) => part(i, side));
  return new Promise((resolve) => {
    const encoder = new GifEncoder(side, side, { highWaterMark: 1 << 20 });
    const chunks = [];
    encoder.on("data", (chunk) => chunks.push(chunk));
    encoder.on("end", () => {
      const pixels = new Uint8Array(4 * side * side);
      new GifReader(Buffer.concat(chunks)).decodeAndBlitFrameRGBA(0, pixels);
      const seen = Object.keys(colours).map((name) => {
        const places = [...parts.keys()].filter((i) => parts[i] === name);
        const found = new Set(places.map((i) => pixels.slice(4 * i, 4 * i + 3).join()));
        assert.equal(found.size, 1);
        return [...found][0].split(",").map(Number);
      });
      resolve(seen);
    });
    encoder.writeHeader();
    encoder.setQuality(quality);
    encoder.addFrame(parts.flatMap((name) => [...colours[name], 255]));
    encoder.finish();
  });
};
const apart = (one, other) => Math.max(...one.map((value, i) => Math.abs(value - other[i])));
(async () => {
  for (const [side, quality] of [[16, 10], [22, 10], [23, 10], [64, 10], [16, 1], [22, 1]]) {
    const seen = await encoded(side, quality);
    const text = Object.keys(colours).map((name, i) => `${name} ${seen[i]}`).join(", ");
    console.log(`${side} x ${side}, quality ${quality}: ${text}`);
    const error = apart(seen[0], colours.skin);
    assert.ok(side < 23 && quality === 10 ? error >= 30 : error <= 1);
    assert.ok(apart(seen[1], colours.ground) <= 1 && apart(seen[2], colours.eyes) <= 1);
  }
})();
JAVASCRIPT
node --no-deprecation "$folder/faces.cjs"
