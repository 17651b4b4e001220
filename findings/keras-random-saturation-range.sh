#!/bin/sh
# RandomSaturation of Keras makes colours negative in its default range, 0..255, and spoils pictures of -1..1.
#
# keras 3.15.1: unlike RandomHue it does not bring pictures into 0..1. It clips the saturation, which is 0 to 1 in HSV, to
# `value_range`, so with (0, 255) it is not clipped at all, and the colours of (-1, 1), what a discriminator sees, have
# no HSV. Only pictures of 0..1 with value_range=(0, 1) come out right. Seen, as the range and mean of what comes out,
# brought to 0..1, for even colours of mean 0.50 (a factor of 0.5 stands for no change, 0.75 for more):
#
#     (0, 1), factor 0.5: 0.00 to 1.00, mean 0.50
#     (0, 1), factor 0.75: 0.00 to 1.00, mean 0.39
#     (0, 255), factor 0.5: 0.00 to 1.00, mean 0.50
#     (0, 255), factor 0.75: -1.98 to 1.00, mean -0.01
#     (-1, 1), factor 0.5: 0.09 to 1.00, mean 0.63
#     (-1, 1), factor 0.75: 0.09 to 1.00, mean 0.62
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=numpy "$folder/venv/bin/python" - <<'PYTHON'
import keras
import numpy as np

pictures = np.random.default_rng(0).uniform(0, 1, (64, 8, 8, 3)).astype("float32")
seen = {}
for low, high in ((0, 1), (0, 255), (-1, 1)):
    for factor in (0.5, 0.75):
        layer = keras.layers.RandomSaturation((factor, factor), value_range=(low, high))
        out = np.asarray(layer(pictures * (high - low) + low, training=True))
        out = (out - low) / (high - low)
        seen[low, high, factor] = least, most, mean = out.min(), out.max(), out.mean()
        print(f"({low}, {high}), factor {factor}: {least:.2f} to {most:.2f}, mean {mean:.2f}")
assert np.allclose(seen[0, 1, 0.75], (0, 1, 0.39), atol=0.02), seen
assert seen[0, 255, 0.75][0] < -1 and abs(seen[-1, 1, 0.5][2] - 0.63) < 0.02, seen
for low, high in ((0, 1), (0, 255)):
    assert np.allclose(seen[low, high, 0.5], (0, 1, 0.5), atol=0.02), seen
PYTHON
