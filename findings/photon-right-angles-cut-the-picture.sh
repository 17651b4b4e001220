#!/bin/sh
# photon loses pixels when it turns a picture by 90, 180 or 270 degrees, and moves what is left by two pixels.
#
# @silvia-odwyer/photon-node 0.3.4 on Node.js. rotate() turns a picture by an angle in degrees. Turns by 90, 180 and 270
# degrees need no arithmetic: each pixel goes to another place, and none is lost; 0 and 360 do give the same picture.
# The others lose some rows and columns and leave transparent ones instead, and what is left lies about two pixels
# from its place: of 64 x 64 pixels, one stays where it belongs. By -90 degrees the picture has another height, too.
# It turns in three shears, and each of them rounds on its own. Twice 90 is not 180, either, and four quarter turns do
# not give the picture back: who turns faces to have more of them trains on faces that are cut at one side. Seen,
# for a row of 6 equal rows (in the first row; 0 is transparent), and for pictures in which all pixels differ:
#
#     10 20 30 40 50 60 by 180 degrees: 60 30 20 10 0 0
#     64 x 64 by 90 degrees: 64 x 64, 190 pixels lost, 1 of 4096 in place
#     64 x 64 by 180 degrees: 64 x 64, 190 pixels lost, 1 of 4096 in place
#     64 x 64 by 270 degrees: 64 x 64, 190 pixels lost, 1 of 4096 in place
#     64 x 64 by 360 degrees: 64 x 64, 0 pixels lost, 4096 of 4096 in place
#     64 x 64 by -90 degrees: 64 x 65, 190 pixels lost, 63 of 4096 in place
#     64 x 64 by 90 degrees, four times: 64 x 64, 496 pixels lost, 3481 of 4096 in place
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @silvia-odwyer/photon-node@0.3.4
cat >"$folder/turn.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { PhotonImage, rotate } = require("@silvia-odwyer/photon-node");

const picture = (side, colour) => {
  const places = Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)]);
  return new PhotonImage(new Uint8Array(places.flatMap(([x, y]) => [...colour(x, y), 255])), side, side);
};
const pixels = (image) => {
  const bytes = image.get_raw_pixels();
  return Array.from({ length: bytes.length / 4 }, (_, i) => [...bytes.subarray(4 * i, 4 * i + 4)]);
};

const stripes = picture(6, (x) => [10 * x + 10, 0, 0]);
const turned = pixels(rotate(stripes, 180)).slice(0, 6);
const reds = turned.map(([red, , , alpha]) => (alpha ? red : 0));
console.log(`10 20 30 40 50 60 by 180 degrees: ${reds.join(" ")}`);
assert.notDeepEqual(reds, [60, 50, 40, 30, 20, 10]);
assert.equal(reds.filter((red) => red === 0).length, 2);

const side = 64;
const nameOf = ([x, y]) => `${x},${y}`;
const original = picture(side, (x, y) => [x, y, 200]);
const last = side - 1;
const sources = {
  90: (x, y) => [y, last - x],
  180: (x, y) => [last - x, last - y],
  270: (x, y) => [last - y, x],
  360: (x, y) => [x, y],
};
const report = (label, image, source) => {
  const width = image.get_width();
  const all = pixels(image);
  const found = new Set(all.filter((pixel) => pixel[3] === 255 && pixel[2] === 200).map(nameOf));
  const right = all.filter((pixel, i) => {
    return pixel[3] === 255 && nameOf(pixel) === nameOf(source(i % width, Math.floor(i / width)));
  });
  const lost = side * side - found.size;
  const size = `${width} x ${image.get_height()}`;
  console.log(`64 x 64 by ${label}: ${size}, ${lost} pixels lost, ${right.length} of ${side * side} in place`);
  return { lost, right: right.length };
};

for (const [degrees, source] of Object.entries(sources)) {
  const { lost, right } = report(`${degrees} degrees`, rotate(original, Number(degrees)), source);
  if (degrees === "360") assert.deepEqual({ lost, right }, { lost: 0, right: side * side });
  else assert.ok(lost > 2 * side && right < 2 * side);
}
const back = rotate(original, -90);
report("-90 degrees", back, sources[270]);
assert.equal(back.get_height(), side + 1);
let quarters = original;
for (let i = 0; i < 4; i++) quarters = rotate(quarters, 90);
const { lost, right } = report("90 degrees, four times", quarters, sources[360]);
assert.ok(lost > 4 * side && right < side * side - lost);
JAVASCRIPT
node "$folder/turn.cjs"
