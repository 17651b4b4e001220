#!/bin/sh
# UpSampling2D with "bilinear" in TensorFlow.js shifts the picture half a pixel to the left, and in Keras it does not.
#
# @tensorflow/tfjs 4.22.0 on Node.js, keras 3.15.1 on jax 0.10.2. The layer has the same name and the same options, so a
# generator is moved to a page by copying its weights. But Keras keeps the centre of a picture where it is, and
# TensorFlow.js takes new pixel i from place i / 2 (its resizeBilinear without halfPixelCenters), so that the last row
# and column appear twice. Each of several such layers adds half a pixel of its own size, and each convolution between
# them sees features where it did not learn to see them. Seen, for the row
# 0, 1, 4, and for the middle of a spot in the middle of 8 x 8 pixels after three layers (31.5 is that of 64 pixels):
#
#     keras: 0 0.25 0.75 1.75 3.25 4, middle 31.5
#     tfjs: 0 0.5 1 2.5 4 4, middle 28
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
npm install --silent --prefix "$folder" @tensorflow/tfjs@4.22.0
cat >"$folder/enlarge.py" <<'PYTHON'
import keras
import numpy as np

larger = keras.layers.UpSampling2D(2, interpolation="bilinear")
spot = np.zeros((1, 8, 8, 1), "float32")
spot[0, 3:5, 3:5] = 1
row = np.asarray(larger(np.array([0, 1, 4], "float32").reshape(1, 1, 3, 1)))[0, 0, :, 0]
columns = np.asarray(larger(larger(larger(spot)))).sum((0, 1, 3))
middle = round(float((columns * np.arange(64)).sum() / columns.sum()), 3)
print(f"keras: {' '.join(f'{x:g}' for x in row)}, middle {middle:g}")
assert row.tolist() == [0, 0.25, 0.75, 1.75, 3.25, 4] and middle == 31.5
PYTHON
cat >"$folder/enlarge.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const tf = require("@tensorflow/tfjs");

const larger = (x) => tf.layers.upSampling2d({ size: [2, 2], interpolation: "bilinear" }).apply(x);
const spot = tf.pad(tf.ones([1, 2, 2, 1]), [[0, 0], [3, 3], [3, 3], [0, 0]]);
const row = Array.from(larger(tf.tensor4d([0, 1, 4], [1, 1, 3, 1])).dataSync().slice(0, 6));
const columns = larger(larger(larger(spot))).sum([0, 1, 3]);
const [moment, mass] = [columns.mul(tf.range(0, 64)), columns].map((x) => x.sum().dataSync()[0]);
const middle = Math.round((1000 * moment) / mass) / 1000;
console.log(`tfjs: ${row.join(" ")}, middle ${middle}`);
assert.deepEqual([row, middle], [[0, 0.5, 1, 2.5, 4, 4], 28]);
JAVASCRIPT
for run in "env KERAS_BACKEND=jax $folder/venv/bin/python $folder/enlarge.py" "node $folder/enlarge.cjs"; do
    $run 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
done
