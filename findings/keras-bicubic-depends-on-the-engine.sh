#!/bin/sh
# Keras' bicubic enlargement differs by 17 levels between engines, unless antialias=True, which has nothing to smooth there.
#
# keras 3.15.1, tensorflow 2.21.0, jax 0.10.2, torch 2.13.0. In keras.ops.image.resize, JAX has the cubic of Keys 1981
# (a = -0.5), PyTorch that with a = -0.75, and TensorFlow that of Keys with weights from a table of 1,024 places, which
# moves a pixel by a tenth of a level of 255. antialias=True, which has an effect only where a picture shrinks, turns
# PyTorch's and TensorFlow's into JAX's when it grows. Seen, as the largest difference from JAX in levels of 255, where
# 8 x 8 random pixels become 20 x 20:
#
#     tensorflow: 0.1, with antialias 0.0
#     torch: 17.3, with antialias 0.0
#     jax: 0.0, with antialias 0.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 jax==0.10.2 torch==2.13.0
cat >"$folder/resize.py" <<'PYTHON'
import sys

import keras
import numpy as np

pixels = np.random.default_rng(0).uniform(0, 255, (1, 8, 8, 1)).astype("float32")
grown = [
    keras.ops.convert_to_numpy(keras.ops.image.resize(pixels, (20, 20), interpolation="bicubic", antialias=antialias))
    for antialias in (False, True)
]
engine, path = keras.backend.backend(), sys.argv[1]
if engine == "jax":
    np.save(path, grown[0])
plain, smooth = (abs(each - np.load(path)).max() for each in grown)
print(f"{engine}: {plain:.1f}, with antialias {smooth:.1f}")
low, high = {"jax": (0, 1e-3), "tensorflow": (0.05, 0.3), "torch": (10, 30)}[engine]
assert low <= plain <= high and smooth < 1e-2, (plain, smooth)
PYTHON
for backend in jax tensorflow torch; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/resize.py" "$folder/jax.npy" \
        2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
done
