#!/bin/sh
# Each gamma but 0 gives the oblimin rotation of factor_analyzer the same result, which leaves the factors mixed.
#
# factor_analyzer 0.5.1, numpy 2.4.6. Its documentation calls gamma "the gamma level for the 'oblimin' objective" and
# says that the rotations come from the R package GPArotation. There, gamma mixes the columns of squared loadings with
# their means. Here, both matrices of that formula are built wrongly: what is left is the number of rows, so the
# objective is the sum of all squared loadings, whatever gamma is. It has little to do with a simple structure, so the
# result is as mixed as the input, and neither an error nor a warning comes. With gamma 0 the rotation is right. The
# method "equamax" is quartimax unless the caller passes kappa, which is 0 by default. Whoever rotates the components of
# a latent space to find one meaning for each slider gets sliders that change everything. Seen, for 9 measures of three
# kinds (3 measures each) whose factors were mixed by a random turn; the objective is oblimin's, the smallest one was
# found with SciPy; "on its own factor" is the mean share of a measure's squared loading that is on its largest factor:
#
#     before the rotation: on its own factor 0.64
#     gamma 0: objective 0.009, smallest 0.009, on its own factor 0.99, with SciPy 0.99
#     gamma -0.5: objective 0.459, smallest 0.167, on its own factor 0.65, with SciPy 0.99
#     gamma -1: objective 0.635, smallest 0.319, on its own factor 0.65, with SciPy 0.98
#     gamma -4: objective 1.689, smallest 1.228, on its own factor 0.65, with SciPy 0.98
#     largest difference of loadings between gamma -0.5, -1 and -4: 0
#     largest difference between equamax and quartimax: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pandas==3.1.1
"$folder/venv/bin/pip" install --quiet --no-deps factor_analyzer==0.5.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from factor_analyzer import Rotator
from scipy.optimize import minimize

rng = np.random.default_rng(0)
clean = np.kron(np.diag([0.8, 0.7, 0.6]), np.ones((3, 1))) + rng.normal(0, 0.08, (9, 3))
related = np.array([[1, 0.4, 0.3], [0.4, 1, 0.5], [0.3, 0.5, 1]])
turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
mixed = clean @ np.linalg.cholesky(related) @ turn


def objective(loadings, gamma):
    squared = loadings**2
    others = squared @ (1 - np.eye(3))
    return (squared * (others - gamma * others.mean(0))).sum() / 4


def rotated(flat):
    directions = flat.reshape(3, 3)
    return mixed @ np.linalg.inv(directions / np.linalg.norm(directions, axis=0)).T


def smallest(gamma):
    starts = [np.eye(3)] + [rng.normal(size=(3, 3)) for _ in range(5)]
    found = [minimize(lambda flat: objective(rotated(flat), gamma), start.ravel()) for start in starts]
    return rotated(min(found, key=lambda result: result.fun).x)


def own(loadings):
    return (loadings**2).max(1).sum() / (loadings**2).sum()


results = {}
print(f"before the rotation: on its own factor {own(mixed):.2f}")
for gamma in 0, -0.5, -1, -4:
    here = results[gamma] = Rotator(method="oblimin", gamma=gamma).fit_transform(mixed)
    there = smallest(gamma)
    values = [objective(loadings, gamma) for loadings in (here, there)]
    shares = [own(loadings) for loadings in (here, there)]
    print(
        "gamma {}: objective {:.3f}, smallest {:.3f}, on its own factor {:.2f}, with SciPy {:.2f}".format(
            gamma, *values, *shares
        )
    )
    if gamma == 0:
        assert abs(values[0] - values[1]) < 1e-5 and min(shares) > 0.95
    else:
        assert values[0] > values[1] + 0.2 and shares[0] < 0.7 and shares[1] > 0.9
same = max(np.abs(results[-0.5] - results[gamma]).max() for gamma in (-1, -4))
print(f"largest difference of loadings between gamma -0.5, -1 and -4: {same:.0g}")
pair = [Rotator(method=method).fit_transform(mixed) for method in ("equamax", "quartimax")]
print(f"largest difference between equamax and quartimax: {round(np.abs(pair[0] - pair[1]).max(), 9):g}")
assert same == 0 and np.allclose(*pair)
PYTHON
