#!/bin/sh
# AlphaDropout of TensorFlow.js, made to keep the mean, adds 0.3 to 1.6 to it: it drops to +1.758 and not to -1.758.
#
# @tensorflow/tfjs 4.22.0 on Node.js, keras 3.15.1 on jax 0.10.2. The layer has the same name and the same option as
# that of Keras. It replaces dropped values by the lowest value of SELU, and then scales and shifts all so that numbers
# of mean 0 and deviation 1 stay such; TensorFlow.js has the sign of that value wrong, and shifts all the same. Nothing
# fails, and the deviation is right; the documentation says that mean and variance are kept. It is active in training
# alone, so what a network sees there has another mean than what it sees when it is used. Seen, for 250,000 normal
# numbers (mean and deviation):
#
#     rate 0.1: TensorFlow.js 0.325 1.001, Keras 0.001 1.000
#     rate 0.3: TensorFlow.js 0.908 1.000, Keras -0.001 1.000
#     rate 0.5: TensorFlow.js 1.558 1.000, Keras -0.000 1.000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @tensorflow/tfjs@4.22.0
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
cat >"$folder/drop.py" <<'PYTHON'
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras

numbers = keras.random.normal((500, 500), seed=1)
for rate in 0.1, 0.3, 0.5:
    kept = keras.ops.convert_to_numpy(keras.layers.AlphaDropout(rate, seed=2)(numbers, training=True))
    print(f"{kept.mean():.3f} {kept.std():.3f}")
PYTHON
cat >"$folder/drop.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const tf = require("@tensorflow/tfjs");

(async () => {
  await tf.setBackend("cpu");
  const keras = readFileSync(0, "utf8").trim().split("\n");
  const numbers = tf.randomNormal([500, 500], 0, 1, "float32", 1);
  for (const [k, rate] of [0.1, 0.3, 0.5].entries()) {
    const layer = tf.layers.alphaDropout({ rate });
    const { mean, variance } = tf.moments(layer.apply(numbers, { training: true }));
    const [average, deviation] = [mean, variance.sqrt()].map((x) => x.arraySync());
    console.log(`rate ${rate}: TensorFlow.js ${average.toFixed(3)} ${deviation.toFixed(3)}, Keras ${keras[k]}`);
    const scale = ((1 - rate) * (1 + rate * 1.7580993408473766 ** 2)) ** -0.5;
    assert.ok(Math.abs(average - 2 * scale * rate * 1.7580993408473766) < 0.02 && Math.abs(deviation - 1) < 0.02);
    const [right, same] = keras[k].split(" ").map(Number);
    assert.ok(Math.abs(right) < 0.02 && Math.abs(same - 1) < 0.02);
  }
})();
JAVASCRIPT
{ "$folder/venv/bin/python" "$folder/drop.py" | node "$folder/drop.cjs"; } 2>"$folder/stderr" ||
    { cat "$folder/stderr"; exit 1; }
