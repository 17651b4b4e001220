#!/bin/sh
# BlurHash puts waves into a picture of one colour, the stronger the smaller it is: a grey of 120 becomes 88 to 146.
#
# blurhash 2.0.5 on Node.js; blurhash 1.1.5 in Python makes the same hashes. A hash holds how much of each cosine a
# picture has. The cosines are taken at the left and upper edge of each pixel, and not in its middle, where their sum is
# 0, so an even grey gets a share of each wave. The error is that of half a pixel, and grows with the number of
# components. So the placeholder of a small drawing has stripes where its background is plain, and that of a symmetric
# face is not symmetric. To encode a small copy, because it is quicker, makes it worse; a copy enlarged by repeating
# pixels mends it. The README says nothing of sizes. Seen, for a grey of 120 of several sizes, encoded with 4 x 4
# components as in the README and decoded to 32 px:
#
#     8 px: 39 to 170, weight of the first wave 0.250, in the middle 0
#     16 px: 88 to 146, weight of the first wave 0.125, in the middle 0
#     32 px: 106 to 134, weight of the first wave 0.063, in the middle 0
#     64 px: 113 to 127, weight of the first wave 0.031, in the middle 0
#     256 px: 119 to 121, weight of the first wave 0.008, in the middle 0
#     a symmetric face of 16 px: up to 45 levels from its mirror image, enlarged to 128 px 6
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet blurhash==1.1.5
npm install --silent --prefix "$folder" blurhash@2.0.5
cat >"$folder/hash.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { decode, encode } from "blurhash";

const drawn = (size, level) => {
  const pixels = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let i = 0; i < size * size; i++) pixels.fill(level(i % size, Math.floor(i / size)), 4 * i, 4 * i + 3);
  return pixels;
};
const hashed = (size, level, components = 4) => encode(drawn(size, level), size, size, components, components);
const levels = (hash) => Array.from(decode(hash, 32, 32)).filter((_, i) => i % 4 === 0);
const range = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
const python = [
  "import sys, blurhash",
  "size = int(sys.argv[1])",
  "print(blurhash.encode([[[120] * 3] * size] * size, 4, 4), end='')",
].join("\n");
// The weight of a cosine: the mean over a row of a wave with k half periods, times 2, at the edges and in the middle.
const weight = (size, k, place) =>
  Array.from({ length: size }, (_, x) => (2 * Math.cos((Math.PI * k * (x + place)) / size)) / size).reduce(
    (sum, x) => sum + x,
  );
const grey = () => 120;
for (const size of [8, 16, 32, 64, 256]) {
  const hash = hashed(size, grey);
  const [low, high] = range(levels(hash));
  const edge = weight(size, 1, 0);
  console.log(`${size} px: ${low} to ${high}, weight of the first wave ${edge.toFixed(3)}, in the middle 0`);
  assert.ok(Math.abs(weight(size, 1, 0.5)) < 1e-12 && Math.abs(edge - 2 / size) < 1e-9);
  assert.equal(execFileSync(process.argv[2], ["-c", python, String(size)], { encoding: "utf8" }), hash);
  if (size < 65) assert.ok(high - low > 10);
  else assert.ok(high - low < 6);
}
assert.deepEqual(range(levels(hashed(16, grey, 1))), [120, 120]);
const face = (x, y) => (Math.hypot(x - 7.5, y - 7.5) > 6 ? 40 : y < 5 ? 90 : 220);
const [one, same, larger] = [
  hashed(16, face),
  hashed(16, (x, y) => face(15 - x, y)),
  hashed(128, (x, y) => face(Math.floor(x / 8), Math.floor(y / 8))),
];
assert.ok(face(3, 4) === face(12, 4));
const lopsided = (hash) => {
  // Column x of 32 is at x / 32, so its mirror image is column 32 - x.
  const picture = levels(hash);
  return Math.max(...picture.map((level, i) => (i % 32 ? Math.abs(level - picture[i + 32 - 2 * (i % 32)]) : 0)));
};
assert.equal(one, same);
const told = `up to ${lopsided(one)} levels from its mirror image, enlarged to 128 px ${lopsided(larger)}`;
console.log(`a symmetric face of 16 px: ${told}`);
assert.ok(lopsided(one) > 3 * lopsided(larger));
JAVASCRIPT
node "$folder/hash.mjs" "$folder/venv/bin/python"
