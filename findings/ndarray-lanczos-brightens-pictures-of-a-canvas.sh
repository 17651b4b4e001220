#!/bin/sh
# ndarray-lanczos makes pictures from a canvas one level brighter and draws a pattern into flat areas.
#
# ndarray-lanczos 0.3.0 with ndarray 1.1.1 on Node.js. The documentation says that it resizes an ndarray with Lanczos
# resampling; its types list Uint8Array, Uint8ClampedArray, Uint16Array and Uint32Array as supported. It adds one half
# before it stores a number, which is right for the types that cut the fraction off. A Uint8ClampedArray, which is what
# getImageData() of a canvas gives, rounds by itself. So a half is added twice, once for the columns and once for the
# rows, and a picture becomes a level brighter with each resizing. Where the true number is whole, its neighbours are
# rounded up here and down there, and a flat area gets up to three levels. Nobody sees one level, but a mean over
# pictures from a canvas differs from the one over the same files in Python, a search for equal pictures fails, and a
# cartoon of 8 flat colours has more of them when it is smaller. With Uint8Array it is right. Seen, for flat pictures
# of 8 by 8 made half as wide, and the mean of noise of 32 by 32 made half as wide:
#
#     Uint8Array: 0 to 0, 1 to 1, 2 to 2, 100 to 100, 101 to 101, 254 to 254
#     Uint8Array: noise gets 0.02 brighter
#     Uint8ClampedArray: 0 to 0, 1 to 1/2/3, 2 to 2/3/4, 100 to 100/101/102, 101 to 101/102/103, 254 to 254/255
#     Uint8ClampedArray: noise gets 1.00 brighter
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ndarray-lanczos@0.3.0 ndarray@1.1.1
cat >"$folder/resize.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import ndarray from "ndarray";
import { lanczos3 } from "ndarray-lanczos";

const half = (values, size) => {
  const small = new values.constructor((size / 2) ** 2 * 4);
  lanczos3(ndarray(values, [size, size, 4]), ndarray(small, [size / 2, size / 2, 4]));
  return small;
};
const mean = (values) => values.reduce((sum, value) => sum + value / values.length, 0);
let state = 7;
const random = () => (state = (16807 * state) % 2147483647) / 2147483647;
const noise = Array.from({ length: 32 * 32 * 4 }, () => Math.round(60 + 120 * random()));

const levels = [0, 1, 2, 100, 101, 254];
const flat = {};
const brighter = {};
for (const Type of [Uint8Array, Uint8ClampedArray]) {
  flat[Type.name] = levels.map((level) => [...new Set(half(new Type(256).fill(level), 8))].sort((a, b) => a - b));
  const changes = levels.map((level, i) => `${level} to ${flat[Type.name][i].join("/")}`);
  console.log(`${Type.name}: ${changes.join(", ")}`);
  brighter[Type.name] = mean([...half(Type.from(noise), 32)]) - mean(noise);
  console.log(`${Type.name}: noise gets ${brighter[Type.name].toFixed(2)} brighter`);
}
assert.deepEqual(flat.Uint8Array, levels.map((level) => [level]));
assert.deepEqual(flat.Uint8ClampedArray.slice(3, 5), [[100, 101, 102], [101, 102, 103]]);
assert.ok(brighter.Uint8ClampedArray - brighter.Uint8Array > 0.9);
JAVASCRIPT
node "$folder/resize.mjs"
