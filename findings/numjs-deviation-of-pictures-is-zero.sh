#!/bin/sh
# The standard deviation of NumJs is 0 for nearly every picture of bytes, because it squares the bytes as bytes.
#
# numjs 0.16.1 on Node.js. The documentation says that std() returns the standard deviation of the elements, a measure
# of their spread. nj.images.read() and nj.uint8() give arrays of uint8. std() takes the mean square less the square of
# the mean, and computes the squares in a copy of the array, of the same type. The square of 200 is 40000 and is stored
# as 64. So the mean square is below 256, and as soon as the mean is 16 or more, the difference is negative and 0 comes
# back. It is the same with int8, and with int16 and int32 for larger numbers. Whoever divides by it to standardize
# faces gets infinity, and a test for empty pictures, those with no deviation, finds that all are empty. mean(), min()
# and max() are right, and so is std() of the same numbers in a plain array or float32. (NumJs needs sharp to read
# files, and sharp fetches a program when it is installed; the arrays need nothing of it.) Seen:
#
#     black and white: 0.00 of uint8, 127.50 of the same numbers in an array
#     16 greys: 0.00 of uint8, 73.76 of the same numbers in an array
#     light greys: 0.00 of uint8, 11.18 of the same numbers in an array
#     dark greys: 2.24 of uint8, 2.24 of the same numbers in an array
#     waves of 64 by 64: 0.00 of uint8, 90.12 of the same numbers in an array
#     300, 310, 320: 0.00 of int16, 8.16 of the same numbers in an array
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --ignore-scripts --prefix "$folder" numjs@0.16.1
cat >"$folder/deviation.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { new: array } = require("numjs/src/ndarray.js");

const deviation = (values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};
const waves = Array.from({ length: 64 * 64 }, (_, i) => Math.round(127.5 + 127.5 * Math.sin(i / 7)));
const greys = Array.from({ length: 16 }, (_, i) => 16 * i);
for (const [name, type, values, right] of [
  ["black and white", "uint8", [0, 255, 0, 255], false],
  ["16 greys", "uint8", greys, false],
  ["light greys", "uint8", [200, 210, 220, 230], false],
  ["dark greys", "uint8", [3, 5, 7, 9], true],
  ["waves of 64 by 64", "uint8", waves, false],
  ["300, 310, 320", "int16", [300, 310, 320], false],
]) {
  const [typed, plain] = [array(values, type).std(), array(values).std()];
  console.log(`${name}: ${typed.toFixed(2)} of ${type}, ${plain.toFixed(2)} of the same numbers in an array`);
  assert.ok(Math.abs(plain - deviation(values)) < 1e-9);
  assert.equal(typed, right ? plain : 0);
}
JAVASCRIPT
node "$folder/deviation.cjs"
