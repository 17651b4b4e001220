#!/bin/sh
# Keras' SpectralNormalization overwrites the wrapped layer's kernel in each training call, and normalizes only then.
#
# In keras 3.15.1 a call with training=True divides the kernel by its estimated norm and stores the result as the layer's
# weight. In PyTorch, and in Miyato et al. 2018, the weight stays and only what the call computes with is divided. So here
# a pass without any optimizer changes the weights, a D that is called on real and on generated faces normalizes twice a
# step, Adam's moments belong to a kernel that has been scaled since, and weights that are loaded for inference are not
# normalized at all unless they were trained so. Seen, as the largest singular value of the kernel:
#
#     as it was set: 62.75
#     after a call with training=False: 62.75
#     after 1 call with training=True: 1.12
#     after 5 calls with training=True: 1.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PYTHON'
import keras
import numpy as np

keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=(4, 16)).astype("float32")
layer = keras.layers.SpectralNormalization(keras.layers.Dense(8, use_bias=False))
layer.build(x.shape)
layer.layer.kernel.assign(10 * np.random.default_rng(1).normal(size=(16, 8)))


def norm():
    return np.linalg.svd(np.asarray(layer.layer.kernel), compute_uv=False)[0]


def tell(when, low, high):
    print(f"{when}: {norm():.2f}")
    assert low < norm() < high


tell("as it was set", 62.7, 62.8)
layer(x, training=False)
tell("after a call with training=False", 62.7, 62.8)
layer(x, training=True)
tell("after 1 call with training=True", 1.0, 2.0)
for _ in range(4):
    layer(x, training=True)
tell("after 5 calls with training=True", 0.99, 1.01)
PYTHON
