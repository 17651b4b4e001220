#!/bin/sh
# On TensorFlow no gradient passes RandomHue and RandomSaturation of Keras; on JAX it does.
#
# keras 3.15.1, tensorflow 2.21.0: tf.image.hsv_to_rgb, which both layers end in, has no gradient, and GradientTape
# returns None without a word. RandomBrightness, RandomContrast and RandomGrayscale have one. A generator whose only
# way to its loss is through such an augmentation learns on JAX, and on TensorFlow gets no gradient at all. Seen, as the
# mean size of the gradient of the sum of squares:
#
#     tensorflow: RandomHue None, RandomSaturation None, RandomContrast 1.07
#     jax: RandomHue 1.36, RandomSaturation 1.46, RandomContrast 1.07
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 jax==0.10.2
cat >"$folder/gradients.py" <<'PYTHON'
import keras
import numpy as np

LAYERS = keras.layers.RandomHue, keras.layers.RandomSaturation, keras.layers.RandomContrast
pictures = np.random.default_rng(0).uniform(0.1, 0.9, (2, 4, 4, 3)).astype("float32")


def gradient(layer):
    def loss(x):
        return keras.ops.sum(layer(x, training=True) ** 2)

    if keras.backend.backend() == "jax":
        import jax

        return jax.grad(loss)(pictures)
    import tensorflow as tf

    x = tf.constant(pictures)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = loss(x)
    return tape.gradient(value, x)


gradients = [gradient(layer(0.2, value_range=(0, 1), seed=1)) for layer in LAYERS]
sizes = [None if g is None else float(np.abs(np.asarray(g)).mean()) for g in gradients]
said = ", ".join(
    f"{layer.__name__} {'None' if size is None else format(size, '.2f')}" for layer, size in zip(LAYERS, sizes)
)
print(f"{keras.backend.backend()}: {said}")
has_one = [size is not None and size > 0.1 for size in sizes]
assert has_one == ([True] * 3 if keras.backend.backend() == "jax" else [False, False, True]), sizes
assert keras.backend.backend() == "jax" or sizes[:2] == [None, None], sizes
PYTHON
for backend in tensorflow jax; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/gradients.py" 2>"$folder/stderr" ||
        { cat "$folder/stderr"; exit 1; }
done
