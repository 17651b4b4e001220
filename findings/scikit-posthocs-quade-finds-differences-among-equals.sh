#!/bin/sh
# posthoc_quade(dist="normal") of scikit-posthocs finds differences between equal things in one of four comparisons.
#
# scikit-posthocs 0.17.1. After a test of Quade, posthoc_quade() compares pairs of things that were measured in the same
# blocks: generators that a jury saw side by side, or models on the same data. dist chooses the distribution, "t" or
# "normal", of the weighted sum of ranks. For "normal" the variance of a difference of two sums is wrong: it takes the
# number of all values where the number of blocks belongs, and has a factor (k - 1) / 2 too many for k things. What is
# left is about (k - 1) / (2 k) of the right variance, so z is too large by two fifths or more, and p too small. With
# "t" all is well. Nothing in the documentation says that they differ. Seen, for 400 tables of 20 blocks that hold
# nothing but noise: how often p is below 0.05 among all pairs, the same by hand with the right variance, and what the
# variance of the difference is in the tables, by the right formula, and in the library:
#
#     3 things: t 4%, normal 24%, normal by hand 4%; variance 0.123, by formula 0.130, in the library 0.044
#     4 things: t 5%, normal 25%, normal by hand 5%; variance 0.227, by formula 0.217, in the library 0.083
#     6 things: t 5%, normal 20%, normal by hand 5%; variance 0.452, by formula 0.456, in the library 0.194
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-posthocs==0.17.1 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 \
  statsmodels==0.15.0 matplotlib==3.11.2 seaborn==0.13.2
OMP_NUM_THREADS=1 MPLCONFIGDIR="$folder" "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from scipy.stats import norm, rankdata
from scikit_posthocs import posthoc_quade

blocks = 20
for things in 3, 4, 6:
    random = np.random.default_rng(things)
    pairs = np.triu_indices(things, 1)
    right = things * (things + 1) * (2 * blocks + 1) / (9 * blocks * (blocks + 1))
    found, differences, variances = [], [], []
    for table in random.normal(size=(400, blocks, things)):
        ranks = rankdata(table, axis=1)
        weights = rankdata(np.ptp(table, axis=1))
        sums = weights @ ranks / weights.sum()
        difference = sums[pairs[0]] - sums[pairs[1]]
        by_hand = 2 * norm.sf(abs(difference) / np.sqrt(right))
        ours = [posthoc_quade(table, dist=name).to_numpy()[pairs] for name in ("t", "normal")]
        found.append([np.mean(p < 0.05) for p in (*ours, by_hand)])
        differences.append(difference)
        largest = abs(difference).argmax()
        variances.append((difference[largest] / norm.isf(ours[1][largest] / 2)) ** 2)
    student, normal, hand = np.mean(found, axis=0)
    seen, library = np.var(differences), np.median(variances)
    print(f"{things} things: t {student:.0%}, normal {normal:.0%}, normal by hand {hand:.0%};", end=" ")
    print(f"variance {seen:.3f}, by formula {right:.3f}, in the library {library:.3f}")
    assert normal > 0.18 and student < 0.08 and hand < 0.08
    assert abs(seen / right - 1) < 0.15 and np.ptp(variances) < 1e-9 and library < 0.45 * right
PYTHON
