#!/bin/sh
# On a CPU, TensorFlow has a fast gradient for a depthwise kernel of 3 x 3, and a slow one for 5 x 5.
#
# tensorflow 2.21.0, one thread, images of 32 px with 96 channels (the blocks of a MobileNet or EfficientNet). The
# gradient of a depthwise kernel of 3 x 3 takes about as long as the convolution. That of 5 x 5 takes ten times as long
# as its convolution in float32, and in bfloat16, which one trains in to be faster, another five times longer than in
# float32. The gradient of the images has no such step. Seen, on a CPU with AMX, as multiples of the forward pass:
#
#     3 x 3: float32 1.2, bfloat16 2.0
#     5 x 5: float32 9.5, bfloat16 48.5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow==2.21.0
TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - <<'PYTHON' 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
import time

import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(1)
SHAPE, STRIDES = (16, 32, 32, 96), [1, 1, 1, 1]


def fastest(call):
    seconds = []
    for _ in range(12):
        began = time.process_time()
        call()
        seconds.append(time.process_time() - began)
    return min(seconds)


ratios = {}
for k in (3, 5):
    for dtype in (tf.float32, tf.bfloat16):
        images, slopes = (tf.cast(tf.random.normal(SHAPE), dtype) for _ in range(2))
        kernel = tf.cast(tf.random.normal((k, k, 96, 1)), dtype)
        forward = tf.function(lambda: tf.nn.depthwise_conv2d(images, kernel, STRIDES, "SAME"))
        gradient = tf.function(
            lambda: tf.raw_ops.DepthwiseConv2dNativeBackpropFilter(
                input=images, filter_sizes=kernel.shape, out_backprop=slopes, strides=STRIDES, padding="SAME"
            )
        )
        ratios[k, dtype.name] = fastest(gradient) / fastest(forward)
    print(f"{k} x {k}:", ", ".join(f"{name} {ratios[k, name]:.1f}" for name in ("float32", "bfloat16")))
assert ratios[3, "float32"] < 3 and ratios[5, "float32"] > 4, ratios
assert ratios[5, "bfloat16"] > 10, ratios
PYTHON
