#!/bin/sh
# Four gradients of TensorFlow.js are wrong: of mirror padding, of two kinds of resizing and of "same" average pooling.
#
# @tensorflow/tfjs 4.22.0 on Node.js, backend "cpu". The gradient of mirrorPad leaves out the mirrored pixels. Those of
# resizeBilinear and resizeNearestNeighbor ignore halfPixelCenters, so that they go to other pixels than the result came
# from. avgPool with padding "same" divides by the number of pixels that a window has inside the picture, and its
# gradient divides by the size of the window. A loss can fall all the same. Seen, for how the
# sum over 1 x the first column, 2 x the second, ... of the result changes with each column of a picture of 4 x 4
# pixels:
#
#     mirrorPad reflect: is 8 16 40 20, gradient 8 12 16 20
#     mirrorPad symmetric: is 12 12 16 44, gradient 8 12 16 20
#     resizeNearestNeighbor with halfPixelCenters: is 0 2 0 4, gradient 2 0 4 0
#     resizeBilinear with halfPixelCenters: is 26 56 88 118, gradient 16 48 80 144
#     avgPool 3 x 3, strides 2, same: is 0.667 0.667 2.667 2, gradient 0.556 0.556 1.667 1.111
#     resizeNearestNeighbor: is 2 0 4 0, gradient 2 0 4 0
#     resizeBilinear: is 16 48 80 144, gradient 16 48 80 144
#     avgPool 2 x 2, strides 2, same: is 1 1 2 2, gradient 1 1 2 2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @tensorflow/tfjs@4.22.0
cat >"$folder/gradients.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const tf = require("@tensorflow/tfjs");

const [around, { resizeBilinear, resizeNearestNeighbor }] = [[[0, 0], [0, 0], [1, 1], [0, 0]], tf.image];
const operations = {
  "mirrorPad reflect": (x) => tf.mirrorPad(x, around, "reflect"),
  "mirrorPad symmetric": (x) => tf.mirrorPad(x, around, "symmetric"),
  "resizeNearestNeighbor with halfPixelCenters": (x) => resizeNearestNeighbor(x, [2, 2], false, true),
  "resizeBilinear with halfPixelCenters": (x) => resizeBilinear(x, [8, 8], false, true),
  "avgPool 3 x 3, strides 2, same": (x) => tf.avgPool(x, 3, 2, "same"),
  resizeNearestNeighbor: (x) => resizeNearestNeighbor(x, [2, 2]),
  resizeBilinear: (x) => resizeBilinear(x, [8, 8]),
  "avgPool 2 x 2, strides 2, same": (x) => tf.avgPool(x, 2, 2, "same"),
};
const rounded = (numbers) => Array.from(numbers, (x) => Math.round(1000 * x) / 1000).join(" ");
const wrong = [];
tf.setBackend("cpu");
for (const [name, operation] of Object.entries(operations)) {
  const total = (x) => {
    const y = operation(x);
    return y.mul(tf.range(1, 1 + y.shape[2]).reshape([1, 1, -1, 1])).sum();
  };
  // Each operation is linear, so what a column of ones gives is exactly how the sum changes with that column.
  const column = (i) => tf.oneHot([i, i, i, i], 4).toFloat().reshape([1, 4, 4, 1]);
  const is = rounded([0, 1, 2, 3].map((i) => total(column(i)).dataSync()[0]));
  const gradient = rounded(tf.grad(total)(tf.ones([1, 4, 4, 1])).sum([0, 1, 3]).dataSync());
  console.log(`${name}: is ${is}, gradient ${gradient}`);
  if (is !== gradient) wrong.push(name);
}
assert.deepEqual(wrong, Object.keys(operations).slice(0, 5));
JAVASCRIPT
node "$folder/gradients.cjs" 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
