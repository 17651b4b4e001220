#!/bin/sh
# Two layers of TensorFlow.js take a dilationRate and compute without it: depthwiseConv2d and conv2dTranspose.
#
# @tensorflow/tfjs 4.22.0 on Node.js, keras 3.15.1 on jax 0.10.2. The layers have the names, options and weights of
# those of Keras, so a model is moved to a page by its options and its weights. Where TensorFlow.js lacks something, it
# mostly raises an error; these two drop the dilation without a word (the depthwise one even has it in its config), and
# with padding "same" the shape is right, so nothing but the numbers shows it. conv2d and separableConv2d do dilate, and
# so does tf.depthwiseConv2d, the operation. Seen, for one white pixel in a row of 9, a kernel of 1 x 3 with the weights
# 1, 2 and 3, and a dilation of 2:
#
#     conv2d: TensorFlow.js 0 0 3 0 2 0 1 0 0, Keras 0 0 3 0 2 0 1 0 0
#     separableConv2d: TensorFlow.js 0 0 3 0 2 0 1 0 0, Keras 0 0 3 0 2 0 1 0 0
#     depthwiseConv2d: TensorFlow.js 0 0 0 3 2 1 0 0 0, Keras 0 0 3 0 2 0 1 0 0
#     conv2dTranspose: TensorFlow.js 0 0 0 1 2 3 0 0 0, Keras 0 0 1 0 2 0 3 0 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @tensorflow/tfjs@4.22.0
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
cat >"$folder/layers.py" <<'PYTHON'
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np

white = np.zeros((1, 1, 9, 1), "float32")
white[0, 0, 4] = 1
kernel = np.array([1, 2, 3], "float32").reshape(1, 3, 1, 1)
options = {"kernel_size": (1, 3), "dilation_rate": (1, 2), "padding": "same", "use_bias": False}
layers = {
    "conv2d": keras.layers.Conv2D(1, **options),
    "separableConv2d": keras.layers.SeparableConv2D(1, **options),
    "depthwiseConv2d": keras.layers.DepthwiseConv2D(**options),
    "conv2dTranspose": keras.layers.Conv2DTranspose(1, **options),
}
rows = {}
for name, layer in layers.items():
    layer.build(white.shape)
    layer.set_weights([kernel, np.ones((1, 1, 1, 1))] if name == "separableConv2d" else [kernel])
    rows[name] = np.asarray(layer(white)).ravel().tolist()
print(json.dumps(rows))
PYTHON
cat >"$folder/layers.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const tf = require("@tensorflow/tfjs");

(async () => {
  await tf.setBackend("cpu");
  const keras = JSON.parse(readFileSync(0, "utf8"));
  const white = tf.tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0], [1, 1, 9, 1]);
  const kernel = tf.tensor4d([1, 2, 3], [1, 3, 1, 1]);
  const found = {};
  for (const name of Object.keys(keras)) {
    const options = { kernelSize: [1, 3], dilationRate: [1, 2], padding: "same", useBias: false };
    const layer = tf.layers[name](name === "depthwiseConv2d" ? options : { filters: 1, ...options });
    layer.build(white.shape);
    layer.setWeights(name === "separableConv2d" ? [kernel, tf.ones([1, 1, 1, 1])] : [kernel]);
    found[name] = Array.from(layer.apply(white).dataSync());
    console.log(`${name}: TensorFlow.js ${found[name].join(" ")}, Keras ${keras[name].join(" ")}`);
  }
  assert.deepEqual(found.conv2d, keras.conv2d);
  assert.deepEqual(found.separableConv2d, keras.separableConv2d);
  assert.deepEqual(found.depthwiseConv2d, [0, 0, 0, 3, 2, 1, 0, 0, 0]);
  assert.deepEqual(keras.depthwiseConv2d, [0, 0, 3, 0, 2, 0, 1, 0, 0]);
  assert.deepEqual(found.conv2dTranspose, [0, 0, 0, 1, 2, 3, 0, 0, 0]);
  assert.deepEqual(keras.conv2dTranspose, [0, 0, 1, 0, 2, 0, 3, 0, 0]);
  const operation = tf.depthwiseConv2d(white, kernel, 1, "same", "NHWC", [1, 2]);
  assert.deepEqual(Array.from(operation.dataSync()), keras.depthwiseConv2d);
})();
JAVASCRIPT
{ "$folder/venv/bin/python" "$folder/layers.py" | node "$folder/layers.cjs"; } 2>"$folder/stderr" ||
    { cat "$folder/stderr"; exit 1; }
