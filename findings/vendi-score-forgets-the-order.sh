#!/bin/sh
# The Vendi score of embeddings ignores the order q, and of a sparse similarity matrix it sees six eigenvalues.
#
# vendi-score 0.0.3. The Vendi score says how many different pictures there effectively are in a set: the exponential of
# the entropy of the eigenvalues of K / n. All its functions take an order q; the larger q, the less rare pictures
# count. score_X(), for embeddings, takes q and computes with 1, so all orders give the same. score(), score_K() and
# score_dual() of the same set keep q. For a sparse matrix score_K() asks SciPy for eigenvalues without saying how many
# and gets the six largest, so the score of 100 pictures that have nothing in common is 1.3 and not 100. Neither warns.
# Whoever measures with q whether a small GAN falls back on few faces sees no difference between the orders, and whoever
# stores only the large similarities sees a collapse that is not there. Seen:
#
#     100 embeddings, 90 of them close to each other
#     q 0.5: score_X() 1.8; score_K() 4.3, score_dual() 4.3, by hand 4.3
#     q 1: score_X() 1.8; score_K() 1.8, score_dual() 1.8, by hand 1.8
#     q 2: score_X() 1.8; score_K() 1.2, score_dual() 1.2, by hand 1.2
#     q inf: score_X() 1.8; score_K() 1.1, score_dual() 1.1, by hand 1.1
#     100 pictures, nothing in common: sparse 1.32, dense 100.00
#     50 pairs of twins: sparse 1.60, dense 50.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet vendi-score==0.0.3 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from scipy import sparse
from vendi_score import vendi

rng = np.random.default_rng(0)
codes = rng.normal(size=(100, 20))
codes[:90] = codes[0] + 0.1 * codes[:90]
codes /= np.linalg.norm(codes, axis=1, keepdims=True)
similar = codes @ codes.T
values = np.linalg.svd(codes, compute_uv=False) ** 2 / 100
print("100 embeddings, 90 of them close to each other")
for q in 0.5, 1, 2, "inf":
    if q == 1:
        right = np.exp(-(values * np.log(values)).sum())
    else:
        right = 1 / values.max() if q == "inf" else (values**q).sum() ** (1 / (1 - q))
    x, k, dual = vendi.score_X(codes, q=q), vendi.score_K(similar, q=q), vendi.score_dual(codes, q=q)
    print(f"q {q}: score_X() {x:.1f}; score_K() {k:.1f}, score_dual() {dual:.1f}, by hand {right:.1f}")
    assert np.allclose([k, dual], right, rtol=1e-3) and np.isclose(x, vendi.score_K(similar))
    assert np.isclose(x, right) if q == 1 else abs(x / right - 1) > 0.3

twins = np.kron(np.eye(50), np.ones((2, 2)))
for name, matrix, right in ("100 pictures, nothing in common", np.eye(100), 100), ("50 pairs of twins", twins, 50):
    thin, full = vendi.score_K(sparse.csr_matrix(matrix)), vendi.score_K(matrix)
    print(f"{name}: sparse {thin:.2f}, dense {full:.2f}")
    assert np.isclose(full, right) and thin < 2
PYTHON
