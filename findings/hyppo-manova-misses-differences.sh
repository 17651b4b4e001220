#!/bin/sh
# MANOVA of hyppo nearly never sees that groups differ, and its Hotelling test of one number depends on the unit.
#
# hyppo 0.5.2. Its MANOVA should sum outer products of vectors (W and B in its documentation), but `v @ v.T` of a NumPy
# vector is one number. For several numbers per item its p-values are therefore far too large. Its Hotelling test of one
# number per item leaves out the division by the variance, so the same runs in per cent or in parts of 1 pass or fail at
# will. No warning comes. Hotelling of several numbers and MANOVA of one are right, and both agree with statsmodels and
# SciPy there. Whoever asks whether two sets of features differ, or two kinds of training over few seeds, gets a wrong
# answer. Seen, for two groups of 30 items of 3 numbers whose means differ by 0.7 standard deviations, for 1000 pairs of
# groups that do not differ, and for two times 5 seeds in three units:
#
#     means differ: p 0.177 of MANOVA, 0.002 of Hotelling, 0.002 of statsmodels
#     means are the same, p below 0.5 (half of all is right): 0.07 of MANOVA, 0.51 of Hotelling
#     5 seeds, 1 times the numbers: p 0.100 of Hotelling, 0.294 of MANOVA, 0.294 of SciPy
#     5 seeds, 10 times the numbers: p 7.21e-08 of Hotelling, 0.294 of MANOVA, 0.294 of SciPy
#     5 seeds, 0.1 times the numbers: p 0.857 of Hotelling, 0.294 of MANOVA, 0.294 of SciPy
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet hyppo==0.5.2 statsmodels==0.15.0 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from hyppo.ksample import MANOVA, Hotelling
from scipy.stats import ttest_ind
from statsmodels.multivariate.manova import MANOVA as Reference


def reference(one, other):
    design = np.ones((len(one) + len(other), 2))
    design[: len(one), 1] = 0
    test = Reference(np.vstack([one, other]), design).mv_test([("group", np.array([[0, 1]]))])
    return float(test.results["group"]["stat"].loc["Pillai's trace", "Pr > F"])


def p(test, one, other):
    return float(np.squeeze(test().test(one, other)[1]))


rng = np.random.default_rng(0)
one, other = rng.normal(size=(30, 3)), rng.normal(size=(30, 3)) + 0.7
seen = [p(MANOVA, one, other), p(Hotelling, one, other), reference(one, other)]
print("means differ: p {:.3f} of MANOVA, {:.3f} of Hotelling, {:.3f} of statsmodels".format(*seen))
assert seen[0] > 0.1 and abs(seen[1] - seen[2]) < 1e-6 < seen[2] < 0.01

pairs = [(rng.normal(size=(30, 3)), rng.normal(size=(30, 3))) for _ in range(1000)]
below = [np.mean([p(test, *pair) < 0.5 for pair in pairs]) for test in (MANOVA, Hotelling)]
print("means are the same, p below 0.5 (half of all is right): {:.2f} of MANOVA, {:.2f} of Hotelling".format(*below))
assert below[0] < 0.15 and 0.4 < below[1] < 0.6

rng = np.random.default_rng(0)
one, other = rng.normal(10, 2, 5), rng.normal(11, 2, 5)
seen = {}
for unit in (1, 10, 0.1):
    seen[unit] = p(Hotelling, one * unit, other * unit)
    manova, scipy = p(MANOVA, one * unit, other * unit), ttest_ind(one * unit, other * unit).pvalue
    text = f"{seen[unit]:.3f}" if seen[unit] > 0.001 else f"{seen[unit]:.2e}"
    print(f"5 seeds, {unit} times the numbers: p {text} of Hotelling, {manova:.3f} of MANOVA, {scipy:.3f} of SciPy")
    assert abs(manova - scipy) < 1e-6 and 0.29 < scipy < 0.3
assert seen[10] < 1e-6 and seen[0.1] > 0.8
PYTHON
