#!/bin/sh
# On JAX a white pixel passes half of its gradient through Keras' clip, and all of it on TensorFlow.
#
# keras 3.15.1, tensorflow 2.21.0, jax 0.10.2. A pixel that is exactly at the limit, as the white background of most
# drawings is, counts as inside on TensorFlow; JAX shares the slope between the pixel and the limit. RandomBrightness
# and its like end in such a clip, so behind them the gradient of a white background (that of R1, or on the way to a
# generator) is halved on one engine only. hard_tanh cuts at the same limits and passes all on both. The absolute value
# has slope 1 at 0 on JAX, so MeanAbsoluteError pushes pixels that are right already. Seen, as slopes at -1, 0 and 1,
# and then as slopes of pixels:
#
#     tensorflow: clip [1.0, 1.0, 1.0], hard_tanh [1.0, 1.0, 1.0], abs [-1.0, 0.0, 1.0]
#     tensorflow: RandomBrightness that changes nothing: white 1.00, grey 1.00
#     tensorflow: MeanAbsoluteError of four pixels that are right: [0.0, 0.0, 0.0, 0.0]
#     jax: clip [0.5, 1.0, 0.5], hard_tanh [1.0, 1.0, 1.0], abs [-1.0, 1.0, 1.0]
#     jax: RandomBrightness that changes nothing: white 0.50, grey 1.00
#     jax: MeanAbsoluteError of four pixels that are right: [0.25, 0.25, 0.25, 0.25]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 tensorflow==2.21.0
cat >"$folder/slopes.py" <<'PYTHON'
import keras
import numpy as np
from keras import ops


def slope(function, x):
    x = np.asarray(x, "float32")
    if keras.backend.backend() == "jax":
        import jax

        return np.asarray(jax.grad(lambda x: ops.sum(function(x)))(x))
    import tensorflow as tf

    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = ops.sum(function(x))
    return tape.gradient(y, x).numpy()


engine = keras.backend.backend()
functions = {"clip": lambda x: ops.clip(x, -1.0, 1.0), "hard_tanh": ops.hard_tanh, "abs": ops.abs}
seen = {name: slope(function, [-1, 0, 1]).tolist() for name, function in functions.items()}
print(f"{engine}: " + ", ".join(f"{name} {slopes}" for name, slopes in seen.items()))
brightness = keras.layers.RandomBrightness(0.0, value_range=(-1, 1), seed=1)
white, grey = (slope(lambda x: brightness(x, training=True), np.full((1, 2, 2, 3), v)) for v in (1.0, 0.5))
print(f"{engine}: RandomBrightness that changes nothing: white {white.mean():.2f}, grey {grey.mean():.2f}")
mae = slope(lambda x: keras.losses.MeanAbsoluteError()(np.zeros((1, 4), "float32"), x), np.zeros((1, 4)))[0]
print(f"{engine}: MeanAbsoluteError of four pixels that are right: {np.abs(mae).tolist()}")
on_jax = engine == "jax"
assert seen["clip"] == ([0.5, 1, 0.5] if on_jax else [1, 1, 1]) and seen["hard_tanh"] == [1, 1, 1], seen
assert seen["abs"] == ([-1, 1, 1] if on_jax else [-1, 0, 1]), seen
assert (white == (0.5 if on_jax else 1)).all() and (grey == 1).all()
assert (np.abs(mae) == (0.25 if on_jax else 0)).all()
PYTHON
for backend in tensorflow jax; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/slopes.py" 2>"$folder/stderr" ||
        { cat "$folder/stderr"; exit 1; }
done
