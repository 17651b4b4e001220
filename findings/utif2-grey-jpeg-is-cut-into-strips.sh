#!/bin/sh
# utif2 cuts a grey TIFF with JPEG compression into strips: each pixel comes three times, and two thirds are missing.
#
# utif2 4.1.0 on Node.js, with files of Pillow 13.0.0. The package decodes TIFF files with JPEG inside, and toRGBA8()
# gives pixels of 8 bits. Its JPEG decoder gives three equal values for each grey pixel; utif2 keeps as many values as
# the picture has pixels and takes each for a pixel of its own. So each row is spread over three rows, a third of it on
# each, three times as wide, and only the upper third of the picture is left. Width and height are right, no error
# comes. In colour, and in grey without compression or with LZW, the same picture is right. A grey picture with alpha
# loses the alpha: all pixels are opaque; with red, green and blue the alpha stays. Whoever trains on scanned grey
# drawings trains on stripes. Seen, for a ramp of 48 x 15 pixels, grey 5 x in column x:
#
#     every 6th pixel of a row:   0  30  60  90 120 150 180 210
#     grey, no compression:       0  30  60  90 120 150 180 210
#     grey, LZW:                  0  30  60  90 120 150 180 210
#     colour, JPEG:               0  30  60  90 120 150 180 210
#     grey, JPEG, row 0:          0  10  20  30  40  50  60  70
#     grey, JPEG, row 1:         80  90 100 110 120 130 140 150
#     grey, JPEG, row 2:        160 170 180 190 200 210 220 230
#     alpha of 128: grey and alpha 255, red, green, blue and alpha 128
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" utif2@4.1.0
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
cd "$folder"
venv/bin/python - <<'PYTHON'
from PIL import Image

ramp = Image.new("L", (48, 15))
ramp.putdata([5 * (i % 48) for i in range(48 * 15)])
alpha = Image.new("L", ramp.size, 128)
colour = Image.merge("RGB", [ramp] * 3)
ramp.save("plain.tif")
ramp.save("lzw.tif", compression="tiff_lzw")
ramp.save("jpeg.tif", compression="jpeg", quality=95)
colour.save("colour.tif", compression="jpeg", quality=95)
Image.merge("LA", [ramp, alpha]).save("la.tif")
Image.merge("RGBA", [ramp] * 3 + [alpha]).save("rgba.tif")
again = Image.open("jpeg.tif").convert("L")
assert max(abs(a - b) for a, b in zip(again.tobytes(), ramp.tobytes())) < 4
PYTHON
cat >show.mjs <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import UTIF from "utif2";

const read = (name) => {
  const file = new Uint8Array(readFileSync(`${name}.tif`)).buffer;
  const [page] = UTIF.decode(file);
  UTIF.decodeImage(file, page);
  assert.ok(page.width === 48 && page.height === 15);
  return UTIF.toRGBA8(page);
};
const columns = Array.from({ length: 8 }, (_, i) => 6 * i);
const show = (title, values) => {
  console.log(`${(title + ":").padEnd(25)} ${values.map((value) => String(value).padStart(3)).join(" ")}`);
  return values;
};
const row = (name, y) => columns.map((x) => read(name)[4 * (y * 48 + x)]);
const near = (values, others) => values.every((value, i) => Math.abs(value - others[i]) < 6);

const right = show("every 6th pixel of a row", columns.map((x) => 5 * x));
assert.ok(near(show("grey, no compression", row("plain", 2)), right));
assert.ok(near(show("grey, LZW", row("lzw", 2)), right));
assert.ok(near(show("colour, JPEG", row("colour", 2)), right));
for (const y of [0, 1, 2]) {
  const strip = columns.map((x) => 5 * Math.floor((48 * y + x) / 3));
  assert.ok(near(show(`grey, JPEG, row ${y}`, row("jpeg", y)), strip));
}
const [grey, colour] = [read("la")[3], read("rgba")[3]];
console.log(`alpha of 128: grey and alpha ${grey}, red, green, blue and alpha ${colour}`);
assert.ok(grey === 255 && colour === 128);
JAVASCRIPT
node show.mjs
