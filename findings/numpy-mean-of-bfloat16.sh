#!/bin/sh
# NumPy's mean of 10,000 ones is 0.0256 if they are bfloat16, and their standard deviation is 0.16.
#
# numpy 2.4.6 sums float16 in float32, so one expects the same of the other half precision. bfloat16 comes from
# ml_dtypes 0.6.0 (as in what np.asarray makes of a generator's output in JAX), and NumPy sums it in bfloat16, where
# 256 + 1 is 256. No warning says so, and the mean of an image's pixels looks like a plausible number. With
# dtype="float32" the mean is right. Seen:
#
#     float16: mean 1, deviation 0, mean over 5,000 rows 1
#     bfloat16: mean 0.0256348, deviation 0.160156, mean over 5,000 rows 0.0512695
#     bfloat16 with dtype="float32": mean 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==2.4.6 ml_dtypes==0.6.0
"$folder/venv/bin/python" - <<'PYTHON'
import ml_dtypes
import numpy as np

seen = {}
for dtype in (np.float16, ml_dtypes.bfloat16):
    ones, rows = np.ones(10_000, dtype), np.ones((5_000, 4), dtype)
    seen[dtype] = [float(number) for number in (ones.mean(), ones.std(), rows.mean(axis=0)[0])]
    mean, deviation, over_rows = seen[dtype]
    print(f"{dtype.__name__}: mean {mean:g}, deviation {deviation:g}, mean over 5,000 rows {over_rows:g}")
right = ones.mean(dtype="float32")
print(f'bfloat16 with dtype="float32": mean {right:g}')
assert seen[np.float16] == [1, 0, 1] and right == 1
assert np.allclose(seen[ml_dtypes.bfloat16], [256 / 10_000, 0.160156, 256 / 5_000], rtol=1e-2), seen
PYTHON
