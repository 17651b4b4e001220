#!/bin/sh
# safetensors 0.8.0 saves a transposed NumPy array as if it were not transposed: its shape is kept, its numbers are not.
#
# A kernel of Keras, (in, out), that is transposed for PyTorch is such an array, and so are the directions of many
# decompositions. safetensors.numpy of 0.7.0 saved them right; 0.8.0 writes the memory as it lies, under the shape of
# the view, and raises nothing. The loaded model runs and draws nonsense. Its documentation asks for arrays that are
# "contiguous and dense", which NumPy says of this one too (F_CONTIGUOUS). np.ascontiguousarray before saving mends it.
# Seen, for what comes back of [[0, 3], [1, 4], [2, 5]]:
#
#     safetensors 0.7.0: [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
#     safetensors 0.8.0: [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
#     safetensors 0.8.0, np.ascontiguousarray: [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cd "$folder"
for version in 0.7.0 0.8.0; do
    venv/bin/pip install --quiet safetensors==$version numpy==2.4.6
    venv/bin/python - <<'PYTHON'
import numpy as np
import safetensors
from safetensors.numpy import load_file, save_file

kernel = np.arange(6, dtype=np.float32).reshape(2, 3).T
assert kernel.flags.f_contiguous and not kernel.flags.c_contiguous
name = f"safetensors {safetensors.__version__}"
seen = {}
for how, array in ((name, kernel), (f"{name}, np.ascontiguousarray", np.ascontiguousarray(kernel))):
    save_file({"kernel": array}, "kernel.safetensors")
    loaded = load_file("kernel.safetensors")["kernel"]
    seen[how] = np.array_equal(loaded, kernel)
    if how == name or not seen[name]:
        print(f"{how}: {loaded.tolist()}")
    assert loaded.shape == kernel.shape
assert list(seen.values()) == [safetensors.__version__ == "0.7.0", True], seen
PYTHON
done
