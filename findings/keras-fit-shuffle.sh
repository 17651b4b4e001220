#!/bin/sh
# `fit` of Keras warns of an argument that nobody passed, and only `shuffle=False` keeps it quiet.
#
# keras 3.15.1, with a PyDataset that has no end (num_batches is None): the default of `shuffle` is True, and `fit` takes
# it for the caller's. keras 3.12.4 has the same lines as a comment. Seen:
#
#     by default: ['`shuffle=True` was passed, but will be ignored since the data `x` was provided as an infinite
#     PyDataset. The PyDataset is expected to already be shuffled.']
#     with shuffle=False: []
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PYTHON'
import warnings

import keras
import numpy as np


class Endless(keras.utils.PyDataset):
    num_batches = None

    def __getitem__(self, index):
        return np.ones((2, 1), "float32"), np.ones((2, 1), "float32")


def warned(**settings):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(Endless(), steps_per_epoch=1, verbose=0, **settings)
    return [str(warning.message) for warning in seen]


default, quiet = warned(), warned(shuffle=False)
print(f"by default: {default}\nwith shuffle=False: {quiet}")
assert len(default) == 1 and default[0].startswith("`shuffle=True` was passed") and quiet == []
PYTHON
