#!/bin/sh
# Keras moves the average of the weights once a batch, not once an update, if gradients are accumulated.
#
# keras 3.15.1 with use_ema and gradient_accumulation_steps, here on JAX: between two updates the average
# goes on towards weights that stand still. A momentum of 0.999 over 16 batches an update is one of 0.999 ** 16 = 0.984
# an update, so the same effective batch, put together from smaller ones, gives another averaged generator. The weights
# and `iterations`, which the schedule of the rate reads, do count updates. Seen, with steps of -1 and a momentum of 0.5,
# as the average just before the next update:
#
#     no accumulation: [-1.0, -1.5, -2.25], weight -3.0 after 3 iterations
#     4 batches an update: [-1.0, -1.9375, -2.93359375], weight -3.0 after 3 iterations
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PYTHON'
import keras
import numpy as np


def train(batches_per_update):
    weight = keras.Variable(np.zeros(1, "float32"))
    steps = batches_per_update if batches_per_update > 1 else None
    optimizer = keras.optimizers.SGD(1.0, use_ema=True, ema_momentum=0.5, gradient_accumulation_steps=steps)
    optimizer.build([weight])
    averages = []
    for batch in range(4 * batches_per_update - 1):
        optimizer.apply([keras.ops.ones(1)], [weight])
        if (batch + 2) % batches_per_update == 0 and batch + 1 >= batches_per_update:
            averages.append(float(np.asarray(optimizer._model_variables_moving_average[0])[0]))
    return averages[:3], float(np.asarray(weight)[0]), int(optimizer.iterations)


seen = {"no accumulation": train(1), "4 batches an update": train(4)}
for name, (averages, weight, iterations) in seen.items():
    print(f"{name}: {averages}, weight {weight} after {iterations} iterations")
assert seen["no accumulation"] == ([-1.0, -1.5, -2.25], -3.0, 3), seen
assert seen["4 batches an update"] == ([-1.0, -1.9375, -2.93359375], -3.0, 3), seen
PYTHON
