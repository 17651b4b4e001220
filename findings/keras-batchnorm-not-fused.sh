#!/bin/sh
# On TensorFlow, BatchNormalization of Keras 3 is put together from separate operations; that of Keras 2 is one kernel.
#
# In training, tf_keras 2.21.0 computes a batch of images by FusedBatchNormV3 and its gradient by FusedBatchNormGradV3.
# keras 3.15.1 takes the mean, the squared differences and the result in operations of their own, which on a CPU took
# three to five times as long for images of 16 to 64 px with 64 to 512 channels. The argument `fused` is gone, too. The
# kernel returns the variance with n - 1 in the denominator, so the moving variances of both differ by n / (n - 1).
# Seen, for a layer that normalises four values a channel, with a momentum of 0:
#
#     Keras 3: no fused kernel in the graph, moving variance 1.25
#     Keras 2: FusedBatchNormGradV3 FusedBatchNormV3, moving variance 1.67
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 tf_keras==2.21.0
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - <<'PYTHON' 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
import keras
import tensorflow as tf
import tf_keras

x = tf.reshape(tf.constant([0.0, 1.0, 2.0, 3.0]), (1, 2, 2, 1))
seen = {}
for name, layer in {
    "Keras 3": keras.layers.BatchNormalization(momentum=0.0),
    "Keras 2": tf_keras.layers.BatchNormalization(momentum=0.0),
}.items():
    layer.build(x.shape)

    @tf.function
    def step(x, layer=layer):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x, training=True)
        return tape.gradient(y, x)

    kinds = {operation.type for operation in step.get_concrete_function(x).graph.get_operations()}
    step(x)
    fused = sorted(kind for kind in kinds if kind.startswith("FusedBatchNorm"))
    variance = round(float(layer.moving_variance.numpy()[0]), 2)
    print(f"{name}: {' '.join(fused) or 'no fused kernel in the graph'}, moving variance {variance}")
    seen[name] = (fused, variance)
assert seen == {"Keras 3": ([], 1.25), "Keras 2": (["FusedBatchNormGradV3", "FusedBatchNormV3"], 1.67)}, seen
PYTHON
