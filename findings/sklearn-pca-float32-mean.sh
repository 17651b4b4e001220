#!/bin/sh
# PCA of scikit-learn finds 39 % too much variance in float32 data whose mean is 100 times its deviation.
#
# scikit-learn 1.9.1 takes the solver covariance_eigh by itself as soon as there are 1,000 columns at most and ten times
# as many rows (activations or latent vectors, say). It does not centre the rows: it forms X^T X and takes n times the
# square of the mean away, in the precision of the data. Even the first direction is another one then, the small variances
# become 0, and nothing warns. svd_solver="full" and float64 are right. Seen, for 20,000 rows of
# 64 columns, true variances 1 to 0.0001, mean 100:
#
#     true: 1st 1.00, 31st 0.0125, 64th 0.00010
#     float32, auto (covariance_eigh): 1st 1.39, 31st 0.0165, 64th 0.00000, cosine of the 1st to the true one 0.17
#     float32, full: 1st 1.00, 31st 0.0124, 64th 0.00010, cosine of the 1st to the true one 1.00
#     float64, auto (covariance_eigh): 1st 1.00, 31st 0.0124, 64th 0.00010, cosine of the 1st to the true one 1.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1
OPENBLAS_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from sklearn.decomposition import PCA

deviations = np.geomspace(1, 0.01, 64)
rows = np.random.default_rng(0).normal(size=(20_000, 64)) * deviations + 100
print("true: 1st {:.2f}, 31st {:.4f}, 64th {:.5f}".format(*deviations[[0, 30, 63]] ** 2))
seen = {}
for dtype, solver in (("float32", "auto"), ("float32", "full"), ("float64", "auto")):
    pca = PCA(svd_solver=solver).fit(rows.astype(dtype))
    used = "auto (covariance_eigh)" if solver == "auto" and pca._fit_svd_solver == "covariance_eigh" else solver
    first, middle, last = pca.explained_variance_[[0, 30, 63]]
    cosine = abs(pca.components_[0, 0])
    seen[dtype, used] = first, middle, last, cosine
    print(f"{dtype}, {used}: 1st {first:.2f}, 31st {middle:.4f}, 64th {last:.5f}", end="")
    print(f", cosine of the 1st to the true one {cosine:.2f}")
wrong = seen["float32", "auto (covariance_eigh)"]
assert wrong[0] > 1.1 and wrong[1] > 0.014 and wrong[2] == 0 and wrong[3] < 0.7, seen
for key in (("float32", "full"), ("float64", "auto (covariance_eigh)")):
    assert np.allclose(seen[key], [*deviations[[0, 30, 63]] ** 2, 1], rtol=0.03), seen
PYTHON
