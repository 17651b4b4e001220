#!/bin/sh
# floyd-steinberg, used as its documentation shows, turns most of the black around a grey face white: its numbers wrap.
#
# floyd-steinberg 1.0.6 with pngjs 7.0.0 on Node.js. The documentation gives an example that reads a PNG with pngjs,
# dithers the object that pngjs parsed, and packs it. Errors are added to the neighbours in place, in the bytes of the
# picture. The data of pngjs are a Buffer, whose bytes wrap: a black pixel that gets an error of -35 becomes 221, so it
# turns white, gives an error of its own to its neighbours, and so on through the black. White beside grey turns black
# in the same way. Only a Uint8ClampedArray, as a canvas has, does not wrap. There the other difference remains: the error is
# divided by 23 and not by 16, so three tenths of it are lost, and the threshold is 150. The documentation says that the
# code was "tweaked" to "improve contrast", and no number. A dither keeps the mean of a grey; this one does not.
# Seen for 64x64 pixels, with pngjs, with clamped data, and by hand with the weights of Floyd and Steinberg; the face is
# a disc of grey 200 with two black eyes on black:
#
#                               pngjs  clamped  by hand
#     black turned white, %      73.5      0.0      0.0
#     mean of the face          198.0    199.8    200.7
#     mean of plain grey 20       0.0      0.0     18.8
#     mean of plain grey 40       0.0      0.0     38.8
#     mean of plain grey 60      15.4     15.4     59.1
#     mean of plain grey 100     72.7     72.7     99.5
#     mean of plain grey 160    148.1    148.1    160.4
#     mean of plain grey 235    255.0    255.0    236.3
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" floyd-steinberg@1.0.6 pngjs@7.0.0
cat >"$folder/dither.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { PNG } = require("pngjs");
const dither = require("floyd-steinberg");

const size = 64;
const around = (column, row, radius) => (x, y) => Math.hypot(x - column, y - row) < radius;
const [disc, left, right] = [around(32, 32, 24), around(24, 28, 4), around(40, 28, 4)];
const face = (x, y) => (disc(x, y) && !left(x, y) && !right(x, y) ? 200 : 0);
const draw = (level) => {
  const picture = new PNG({ width: size, height: size });
  for (let i = 0; i < size * size; i++) {
    const grey = level(i % size, Math.floor(i / size));
    picture.data.set([grey, grey, grey, 255], 4 * i);
  }
  return PNG.sync.read(PNG.sync.write(picture));
};
const byHand = ({ data }) => {
  const levels = Array.from({ length: size * size }, (_, i) => data[4 * i]);
  const spread = (x, y, error) => {
    if (x >= 0 && x < size && y < size) levels[y * size + x] += error;
  };
  const result = new Uint8Array(4 * size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const white = levels[y * size + x] < 128 ? 0 : 255;
      const share = (levels[y * size + x] - white) / 16;
      result[4 * (y * size + x)] = white;
      spread(x + 1, y, 7 * share);
      spread(x - 1, y + 1, 3 * share);
      spread(x, y + 1, 5 * share);
      spread(x + 1, y + 1, share);
    }
  }
  return { data: result };
};
const clamped = ({ data }) => dither({ width: size, height: size, data: new Uint8ClampedArray(data) });
const ways = [dither, clamped, byHand];
const mean = (level, part) => ways.map((way) => {
  const { data } = way(draw(level));
  const places = Array.from({ length: size * size }, (_, i) => i);
  const chosen = places.filter((i) => part(i % size, Math.floor(i / size)));
  return chosen.reduce((sum, i) => sum + data[4 * i], 0) / chosen.length;
});
const show = (name, numbers) => console.log(name.padEnd(22) + numbers.map((x) => x.toFixed(1).padStart(9)).join(""));

console.log(`${" ".repeat(22)}${["pngjs", "clamped", "by hand"].map((name) => name.padStart(9)).join("")}`);
const black = mean(face, (x, y) => face(x, y) === 0).map((value) => value / 2.55);
show("black turned white, %", black);
show("mean of the face", mean(face, (x, y) => face(x, y) === 200));
assert.ok(black[0] > 50 && black[1] === 0 && black[2] === 0, String(black));
const plain = {};
for (const grey of [20, 40, 60, 100, 160, 235]) {
  plain[grey] = mean(() => grey, () => true);
  show(`mean of plain grey ${grey}`, plain[grey]);
  assert.ok(Math.abs(plain[grey][2] - grey) < 3);
}
assert.ok(plain[40][1] === 0 && plain[60][1] < 30 && plain[235][1] === 255);
JAVASCRIPT
node "$folder/dither.cjs"
