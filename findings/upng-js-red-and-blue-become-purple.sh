#!/bin/sh
# upng-js makes a picture of red and blue purple even with 256 colours allowed, and black and white grey with 2.
#
# upng-js 2.1.0 on Node.js: the fourth argument of encode() is documented as the number of colours in the result, 0 for
# a lossless PNG, 256 for a lossy one. A group of pixels is split along the direction in which its colours differ most.
# The search for it starts from (1, 1, 1, 1); if the colours of the group have the same sum of red, green and blue,
# nothing of their difference lies along it, so the search ends with nothing and the group becomes its mean: red and
# blue, red and green, skin 240 190 150 and sky 150 190 240. Also, one colour is kept for transparent pixels that the
# picture does not have, so with 2 a picture of two colours has one. No warning comes. 0 keeps all. Seen, for pictures
# that are stripes of few colours:
#
#     red and blue, at most 256 colours: 128 0 128
#     skin and sky, at most 256 colours: 195 190 195
#     red, white and green, at most 256 colours: 128 127 0, 255 255 255
#     black and white, at most 2 colours: 128 128 128
#     black and white, at most 3 colours: 0 0 0, 255 255 255
#     256 greys with at most 4, 16 and 64 colours: 3, 15, 63 colours
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" upng-js@2.1.0
cat >"$folder/colours.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const UPNG = require("upng-js");

const size = 32;
const written = (colours, count) => {
  const pixels = Uint8Array.from({ length: size * size }, (_, i) => i % colours.length).reduce(
    (data, index, i) => (data.set([...colours[index], 255], 4 * i), data),
    new Uint8Array(4 * size * size),
  );
  const decoded = UPNG.decode(UPNG.encode([pixels.buffer], size, size, count));
  const levels = new Uint8Array(UPNG.toRGBA8(decoded)[0]);
  const found = new Set();
  for (let i = 0; i < levels.length; i += 4) found.add([...levels.subarray(i, i + 3)].join(" "));
  return [...found].sort();
};
const [red, green, blue, white, black] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]];
const [skin, sky] = [[240, 190, 150], [150, 190, 240]];
const cases = [
  ["red and blue", [red, blue], 256],
  ["skin and sky", [skin, sky], 256],
  ["red, white and green", [red, white, green], 256],
  ["black and white", [black, white], 2],
  ["black and white", [black, white], 3],
];
const results = cases.map(([name, colours, count]) => {
  const found = written(colours, count);
  console.log(`${name}, at most ${count} colours: ${found.join(", ")}`);
  assert.equal(written(colours, 0).length, colours.length);
  return found;
});
const ramp = Array.from({ length: 256 }, (_, level) => [level, level, level]);
const counts = [4, 16, 64].map((count) => written(ramp, count).length);
console.log(`256 greys with at most 4, 16 and 64 colours: ${counts.join(", ")} colours`);
assert.deepEqual(results.map((found) => found.length), [1, 1, 2, 1, 2]);
assert.deepEqual([results[0], results[1], results[3]], [["128 0 128"], ["195 190 195"], ["128 128 128"]]);
assert.deepEqual(counts, [3, 15, 63]);
JAVASCRIPT
node "$folder/colours.cjs"
