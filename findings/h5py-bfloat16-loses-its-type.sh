#!/bin/sh
# h5py and np.savez store bfloat16 without a word, and give back bytes.
#
# h5py 3.16.0, numpy 2.4.6, ml_dtypes 0.6.0: float16 keeps its type and h5py refuses an array of objects, so one expects
# either for bfloat16. Both formats keep two bytes a number as type V2, and nothing in the file says which numbers they
# were; arithmetic fails after loading, when the run that made the weights is over. `.view(ml_dtypes.bfloat16)` gets them
# back. safetensors 0.8.0 keeps the type. Seen, for what comes back:
#
#     h5py |V2, np.savez |V2, safetensors bfloat16, h5py viewed as bfloat16 [0.0, 0.5, 1.0]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet h5py==3.16.0 numpy==2.4.6 ml_dtypes==0.6.0 safetensors==0.8.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import h5py
import ml_dtypes
import numpy as np
from safetensors.numpy import load_file, save_file

weights = np.array([0, 0.5, 1], ml_dtypes.bfloat16)
with h5py.File("weights.h5", "w") as file:
    file["x"] = weights
with h5py.File("weights.h5") as file:
    from_hdf5 = file["x"][:]
np.savez("weights.npz", x=weights)
save_file({"x": weights}, "weights.safetensors")
types = str(from_hdf5.dtype), str(np.load("weights.npz")["x"].dtype), str(load_file("weights.safetensors")["x"].dtype)
viewed = from_hdf5.view(ml_dtypes.bfloat16).astype(float).tolist()
print("h5py {}, np.savez {}, safetensors {}, h5py viewed as bfloat16 {}".format(*types, viewed))
assert types == ("|V2", "|V2", "bfloat16") and viewed == [0, 0.5, 1], types
PYTHON
