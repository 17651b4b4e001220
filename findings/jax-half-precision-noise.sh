#!/bin/sh
# JAX draws a normal number in bfloat16 as one of 128 values, none beyond 2.9, and so does GaussianNoise of Keras.
#
# jax 0.10.2 makes the uniform number from which it computes the normal one in the type that was asked for, where
# TensorFlow (2.21.0) draws in float32 and rounds. So latent vectors in half precision are truncated, have few values,
# and a mean below 0; bernoulli with a probability in bfloat16 happens too often. In keras 3.15.1 the noise layers do
# so under mixed_bfloat16. Draw in float32 and cast. Seen, for 1,000,000 draws of N(0, 1):
#
#     float32: mean 0.001, from -4.73 to 4.80, 942360 values
#     float16: mean -0.003, from -3.49 to 3.18, 1024 values
#     bfloat16: mean -0.011, from -2.89 to 2.52, 128 values
#     bernoulli of probability 0.01: float32 0.0099, bfloat16 0.0154
#     jax, GaussianNoise, mixed_bfloat16: from -2.89 to 2.52
#     tensorflow, GaussianNoise, mixed_bfloat16: from -5.34 to 5.12
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 tensorflow==2.21.0
cat >"$folder/draws.py" <<'PYTHON'
import jax
import numpy as np

limits = {"float32": (4.5, 900_000), "float16": (3.5, 1024), "bfloat16": (2.9, 128)}
for dtype, (limit, most) in limits.items():
    z = np.asarray(jax.random.normal(jax.random.key(1), (1_000_000,), dtype)).astype(float)
    values = len(np.unique(z))
    print(f"{dtype}: mean {z.mean():.3f}, from {z.min():.2f} to {z.max():.2f}, {values} values")
    if dtype == "float32":
        assert np.abs(z).max() > limit and values > most and abs(z.mean()) < 0.003
    else:
        assert np.abs(z).max() <= limit and values <= most, (z.min(), z.max(), values)
assert z.mean() < -0.007, z.mean()
often = {}
for dtype in ("float32", "bfloat16"):
    p = jax.numpy.asarray(0.01, dtype)
    often[dtype] = float(np.mean(jax.random.bernoulli(jax.random.key(0), p, (1_000_000,))))
print("bernoulli of probability 0.01: float32 {float32:.4f}, bfloat16 {bfloat16:.4f}".format(**often))
assert abs(often["float32"] - 0.01) < 0.001 and often["bfloat16"] > 0.014, often
PYTHON
cat >"$folder/layer.py" <<'PYTHON'
import keras
import numpy as np

layer = keras.layers.GaussianNoise(1.0, seed=1, dtype="mixed_bfloat16")
noise = layer(np.zeros((1000, 1000), "float32"), training=True)
noise = keras.ops.convert_to_numpy(keras.ops.cast(noise, "float32"))
engine = keras.backend.backend()
print(f"{engine}, GaussianNoise, mixed_bfloat16: from {noise.min():.2f} to {noise.max():.2f}")
assert (np.abs(noise).max() < 2.9) == (engine == "jax") and (engine == "jax" or noise.max() > 4.5)
PYTHON
"$folder/venv/bin/python" "$folder/draws.py"
for backend in jax tensorflow; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/layer.py" 2>"$folder/stderr" ||
        { cat "$folder/stderr"; exit 1; }
done
