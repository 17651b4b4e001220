#!/bin/sh
# With jit_compile TensorFlow draws other noise from the same seed, and a pixel that is too bright is white, not black.
#
# tensorflow 2.21.0 on a CPU, keras 3.15.1: what keras.random draws is a function of seed and shape, as is documented
# of tf.random.stateless_normal, on which it rests. A function that is compiled by XLA draws other floats than the same
# function eagerly or as a graph; whole numbers are the same. So a grid of samples at a fixed seed, or a run that is
# resumed, changes with this setting. A cast of floats to uint8 clamps when it is compiled and wraps around otherwise,
# so that an overshoot of a generator, harmless until then, becomes black dots in white. Seen:
#
#     eager: normal [0.13, -0.49, 0.63], randint [9, 4, 0], [300.7, -1.2, 254.5] as uint8 [44, 255, 254]
#     graph: normal [0.13, -0.49, 0.63], randint [9, 4, 0], [300.7, -1.2, 254.5] as uint8 [44, 255, 254]
#     jit_compile: normal [-0.26, -0.37, -0.05], randint [9, 4, 0], [300.7, -1.2, 254.5] as uint8 [255, 0, 254]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - <<'PYTHON' 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
import keras
import numpy as np
import tensorflow as tf

bright = tf.Variable([300.7, -1.2, 254.5])


def numbers():
    normal, whole = keras.random.normal((3,), seed=1), keras.random.randint((3,), 0, 10, seed=1)
    return normal, tf.random.stateless_normal((3,), [1, 0]), whole, tf.cast(bright, tf.uint8)


seen = {}
for name, function in {
    "eager": numbers,
    "graph": tf.function(numbers),
    "jit_compile": tf.function(numbers, jit_compile=True),
}.items():
    normal, stateless, whole, pixels = (np.asarray(part) for part in function())
    assert np.array_equal(normal, stateless)
    seen[name] = [np.round(normal.astype(float), 2).tolist(), whole.tolist(), pixels.tolist()]
    print("{}: normal {}, randint {}, [300.7, -1.2, 254.5] as uint8 {}".format(name, *seen[name]))
assert seen["eager"] == seen["graph"] == [[0.13, -0.49, 0.63], [9, 4, 0], [44, 255, 254]], seen
assert seen["jit_compile"] == [[-0.26, -0.37, -0.05], [9, 4, 0], [255, 0, 254]], seen
PYTHON
