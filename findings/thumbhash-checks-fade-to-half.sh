#!/bin/sh
# thumbHashToRGBA() of thumbhash gives back stripes at full strength, but checks and diagonals at half of it.
#
# thumbhash 0.1.1 on Node.js, a compact placeholder for pictures that keeps the lowest waves of a cosine transform. Its
# comments say that it encodes and decodes by the DCT. In that transform a wave that runs only across or only down must
# be doubled on the way back, and a wave that runs both ways must be doubled twice. The decoder doubles every wave
# once, so all waves that run both ways come back at half their strength, in all four channels and also if they are
# the only waves of the picture. The loss is not from the few bits: the same waves, taken from the picture in double
# precision and put back with both doublings, keep the full strength. Whoever shows thumbhashes while faces load sees
# stripes and backgrounds as they are, but what lies in one corner (hair to one side, an eye, light from above left)
# paler than that, and half of it in the opposite corners. Seen, for grey pictures of 32x32, where each number is the
# spread of the levels over the spread of the picture itself, "first waves" are those of the hash by an exact transform,
# and "halved" are these with the waves in both directions at half strength:
#
#     picture                       thumbhash  first waves  halved
#     one wave across                    0.98         1.00    1.00
#     one wave down                      0.98         1.00    1.00
#     one wave across times down         0.52         1.00    0.50
#     two waves across times down        0.52         1.00    0.50
#     light left half                    1.00         0.97    0.97
#     two light quarters                 0.52         0.93    0.47
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" thumbhash@0.1.1
cat >"$folder/waves.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { rgbaToThumbHash, thumbHashToRGBA } from "thumbhash";

const [size, limit] = [32, 7];
const wave = (count, place) => Math.cos(Math.PI * count * place);
const pictures = {
  "one wave across": (x) => 0.5 + 0.4 * wave(1, x),
  "one wave down": (x, y) => 0.5 + 0.4 * wave(1, y),
  "one wave across times down": (x, y) => 0.5 + 0.4 * wave(1, x) * wave(1, y),
  "two waves across times down": (x, y) => 0.5 + 0.4 * wave(2, x) * wave(2, y),
  "light left half": (x) => (x < 0.5 ? 0.8 : 0.2),
  "two light quarters": (x, y) => (x < 0.5 === y < 0.5 ? 0.8 : 0.2),
};
const middle = (pixel) => (pixel + 0.5) / size;
const draw = (levelAt) =>
  Array.from({ length: size * size }, (_, i) => levelAt(middle(i % size), middle(Math.floor(i / size))));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

// The waves that a hash keeps of a square picture without transparency, by projection; "strength" is for mixed waves.
function firstWaves(levels, strength) {
  const back = levels.map(() => mean(levels));
  for (let down = 0; down < limit; down++)
    for (let across = down ? 0 : 1; across + down < limit; across++) {
      const basis = draw((x, y) => wave(across, x) * wave(down, y));
      const share = mean(levels.map((level, i) => level * basis[i])) / mean(basis.map((value) => value * value));
      const factor = across && down ? strength : 1;
      basis.forEach((value, i) => (back[i] += factor * share * value));
    }
  return back;
}

console.log(`${"picture".padEnd(28)}  thumbhash  first waves  halved`);
for (const [name, levelAt] of Object.entries(pictures)) {
  const levels = draw((x, y) => Math.round(255 * levelAt(x, y)));
  const decoded = thumbHashToRGBA(rgbaToThumbHash(size, size, levels.flatMap((level) => [level, level, level, 255])));
  assert.deepEqual([decoded.w, decoded.h], [size, size]);
  const found = spread(levels.map((_, i) => decoded.rgba[4 * i])) / spread(levels);
  const [exact, halved] = [1, 0.5].map((strength) => spread(firstWaves(levels, strength)) / spread(levels));
  const columns = [found.toFixed(2).padStart(9), exact.toFixed(2).padStart(11), halved.toFixed(2).padStart(6)];
  console.log(`${name.padEnd(28)}  ${columns.join("  ")}`);
  const mixed = /times|quarters/.test(name);
  assert.ok(exact > 0.85);
  assert.ok(mixed ? found < 0.65 * exact && Math.abs(found - halved) < 0.1 : Math.abs(found - exact) < 0.05);
}
JAVASCRIPT
node "$folder/waves.mjs"
