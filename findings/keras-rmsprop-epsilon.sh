#!/bin/sh
# RMSprop takes far shorter steps in Keras 3 than in Keras 1 and 2 wherever gradients are small.
#
# keras 3.15.1 divides by sqrt(v + epsilon), tf_keras 2.21.0's legacy RMSprop (that of the old multi-backend Keras) by
# sqrt(v) + epsilon; epsilon is 1e-7 in both. A recipe from before Keras 3 with the same rate therefore trains another
# network, and no warning says so. Seen, as the first step at rate 1e-3 and rho 0.9:
#
#     gradient 1e-06: Keras 3 moves by 3.16e-06, Keras 2 by 2.40e-03, 760 times as far
#     gradient 1e-04: Keras 3 moves by 3.15e-04, Keras 2 by 3.15e-03, 10 times as far
#     gradient 1e+00: Keras 3 moves by 3.16e-03, Keras 2 by 3.16e-03, 1 times as far
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 tf_keras==2.21.0
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - <<'PYTHON' 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
import keras
import tensorflow as tf
import tf_keras


def step(optimizer, gradient):
    weight = tf.Variable([0.0]) if optimizer.__module__.startswith("tf_keras") else keras.Variable([0.0])
    optimizer.apply_gradients([(tf.constant([gradient]), weight)])
    return -float(weight.numpy()[0])


seen = {}
for gradient in (1e-6, 1e-4, 1.0):
    new = step(keras.optimizers.RMSprop(1e-3, rho=0.9, epsilon=1e-7), gradient)
    old = step(tf_keras.optimizers.legacy.RMSprop(1e-3, rho=0.9, epsilon=1e-7), gradient)
    print(f"gradient {gradient:.0e}: Keras 3 moves by {new:.2e}, Keras 2 by {old:.2e}, {old / new:.0f} times as far")
    seen[gradient] = round(old / new)
assert seen == {1e-6: 760, 1e-4: 10, 1.0: 1}, seen
PYTHON
