#!/bin/sh
# One transform for all pictures of a batch works on TensorFlow alone, in Keras' affine_transform.
#
# keras 3.15.1, tensorflow 2.21.0, jax 0.10.2. The documentation takes "a vector of length 8 or tensor of size N x 8" for
# one picture or a batch. A vector with a batch of two moves both on TensorFlow; JAX raises a TypeError about a reshape,
# unless the batch has one picture. Seen:
#
#     tensorflow: a batch of 1 works, a batch of 2 works
#     jax: a batch of 1 works, a batch of 2 raises TypeError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 jax==0.10.2
cat >"$folder/transform.py" <<'PYTHON'
import keras
import numpy as np

shift = np.array([1, 0, 1, 0, 1, 0, 0, 0], "float32")


def moved(n):
    pictures = np.arange(16.0, dtype="float32").reshape(1, 4, 4, 1).repeat(n, axis=0)
    try:
        out = keras.ops.convert_to_numpy(keras.ops.image.affine_transform(pictures, shift))
    except Exception as error:
        return f"raises {type(error).__name__}"
    assert (out[:, :, :3] == pictures[:, :, 1:]).all()
    return "works"


engine, one, two = keras.backend.backend(), moved(1), moved(2)
print(f"{engine}: a batch of 1 {one}, a batch of 2 {two}")
assert (one, two) == ("works", "works" if engine == "tensorflow" else "raises TypeError")
PYTHON
for backend in tensorflow jax; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/transform.py" 2>"$folder/stderr" ||
        { cat "$folder/stderr"; exit 1; }
done
