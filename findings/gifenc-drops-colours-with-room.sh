#!/bin/sh
# gifenc makes 25 greys of 200, though its palette has room for 256: what is alike is one colour from the start.
#
# gifenc 1.0.3 on Node.js. quantize(pixels, 256) sorts colours into bins before it looks at how many there are: bins of 8
# levels in its default format "rgb565", of 16 in "rgb444". Each bin becomes its mean and is never divided, so a picture
# with few colours, which a palette would hold exactly, loses most of them, and a soft shade becomes bands. applyPalette
# then gives a whole bin the colour that is nearest to its first pixel. Colours that are far apart stay exact. Seen, as
# colours of the palette and the largest error in levels of 255:
#
#     200 greys: rgb565 25 colours, off by 4; rgb444 13 colours, off by 8
#     16 shades of a skin: rgb565 3 colours, off by 8; rgb444 3 colours, off by 8
#     200 colours far apart: rgb565 200 colours, off by 0; rgb444 200 colours, off by 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" gifenc@1.0.3
cat >"$folder/colours.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import gifenc from "gifenc";

const { quantize, applyPalette } = gifenc;
const list = (n, colour) => Array.from({ length: n }, (_, i) => colour(i));
const pictures = {
  "200 greys": list(200, (i) => [i, i, i]),
  "16 shades of a skin": list(16, (i) => [240 - i, 200 - i, 160 - i]),
  "200 colours far apart": list(200, (i) => [(i * 37) % 256, (i * 91) % 256, (i * 53) % 256]),
};
const seen = {};
for (const [name, colours] of Object.entries(pictures)) {
  const pixels = Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
  seen[name] = ["rgb565", "rgb444"].map((format) => {
    const palette = quantize(pixels, 256, { format });
    const indices = applyPalette(pixels, palette, format);
    const off = colours.flatMap((colour, i) => colour.map((level, k) => Math.abs(level - palette[indices[i]][k])));
    return `${format} ${palette.length} colours, off by ${Math.max(...off)}`;
  });
  console.log(`${name}: ${seen[name].join("; ")}`);
}
assert.deepEqual(seen["200 greys"], ["rgb565 25 colours, off by 4", "rgb444 13 colours, off by 8"]);
assert.deepEqual(seen["16 shades of a skin"], ["rgb565 3 colours, off by 8", "rgb444 3 colours, off by 8"]);
assert.deepEqual(seen["200 colours far apart"], ["rgb565 200 colours, off by 0", "rgb444 200 colours, off by 0"]);
JAVASCRIPT
node "$folder/colours.mjs"
