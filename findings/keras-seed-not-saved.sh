#!/bin/sh
# `save_weights` of Keras leaves out where a SeedGenerator stands, although its state is among the model's variables.
#
# keras 3.15.1: a model that draws noise goes on with other noise after `load_weights`, so a run that is stopped and
# resumed is another run. `save_own_variables` has to store `seed_generator_state` itself. Seen, after two calls of the
# model before saving and none after loading:
#
#     variables: ['seed_generator_state', 'kernel', 'bias']
#     state saved: [1 2], state loaded: [1 0]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
cd "$folder"
KERAS_BACKEND=jax venv/bin/python - <<'PYTHON'
import keras
import numpy as np


class Noisy(keras.Model):
    def __init__(self):
        super().__init__()
        self.seeds = keras.random.SeedGenerator(1)
        self.dense = keras.layers.Dense(1)
        self.dense.build((None, 1))
        self.built = True

    def call(self, x):
        return self.dense(x) + keras.random.normal((1, 1), seed=self.seeds)


x = np.ones((1, 1), "float32")
saved = Noisy()
saved(x), saved(x)
saved.save_weights("model.weights.h5")
loaded = Noisy()
loaded.load_weights("model.weights.h5")
names = [variable.name for variable in saved.variables]
states = [np.asarray(model.seeds.state).tolist() for model in (saved, loaded)]
print(f"variables: {names}")
print(f"state saved: {states[0]}, state loaded: {states[1]}")
assert "seed_generator_state" in names and np.array_equal(saved.dense.kernel, loaded.dense.kernel)
assert states == [[1, 2], [1, 0]], states
PYTHON
