#!/bin/sh
# The rank correlation of permute is no rank correlation, and its corrected p-values go to the wrong hypotheses.
#
# permute 0.2. For ranks, spearman_corr() takes argsort(), which says where the smallest value stands, and not which
# rank a value has. The two agree if the values are sorted, as in the library's own test, and in few other orders. Else
# the result is chance: a number and its negative can be positively correlated, and the order of the rows, which must
# not matter, decides. fwer_minp() takes the same for the way back from sorted to given order, so with three or more
# hypotheses the corrected p-values go to others, and one can be smaller than it was before the correction. fisher()
# takes the logarithm of the product of the p-values instead of the sum of their logarithms; the product of some
# hundreds is 0 in floats, so the result is infinite even if there is nothing to find. corr() with the ranks of
# scipy.stats.rankdata is right. Only fisher() warns, of a division by zero. Whoever asks whether a latent number goes
# with a trait of the faces gets an answer about the order of the files. Seen, for 60 faces:
#
#     a number and its negative: spearman_corr() 0.31, p 0.014; SciPy -1.00; corr() of ranks -1.00, p 0.002
#     a number and a trait: spearman_corr() -0.05, p 0.749; SciPy 0.62; corr() of ranks 0.62, p 0.002
#     the same, sorted by the number: spearman_corr() 0.62, p 0.002; SciPy 0.62; corr() of ranks 0.62, p 0.002
#     p-values of three traits, the first without effect: 0.684 0.001 0.007
#     corrected by fwer_minp(): 0.013 0.684 0.000
#     corrected by hand: 0.684 0.002 0.014
#     1,000 p-values of chance: fisher() inf, SciPy 1973 (p 0.66)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet permute==0.2 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from permute.core import corr, spearman_corr
from permute.npc import fisher, fwer_minp
from scipy import stats

rng = np.random.default_rng(0)
code = rng.normal(size=60)
smile = code + rng.normal(size=60)
order = np.argsort(code)
pairs = {
    "a number and its negative": (code, -code),
    "a number and a trait": (code, smile),
    "the same, sorted by the number": (code[order], smile[order]),
}
for name, (x, y) in pairs.items():
    found, p, _ = spearman_corr(x, y, "two-sided", reps=1000, seed=0)
    right = stats.spearmanr(x, y).statistic
    again, q, _ = corr(stats.rankdata(x), stats.rankdata(y), "two-sided", reps=1000, seed=0)
    print(f"{name}: spearman_corr() {found:.2f}, p {p:.3f}; SciPy {right:.2f}; corr() of ranks {again:.2f}, p {q:.3f}")
    assert abs(again - right) < 1e-9 and q < 0.01
    assert abs(found - right) < 1e-9 if "sorted" in name else abs(found - right) > 0.5


def minp(p, drawn):
    """Step down: the least p-value of a draw among the hypotheses that are left, against the one that was found."""
    of_draws = (1 + len(drawn) - stats.rankdata(drawn, "min", axis=0)) / len(drawn)
    result, last = np.zeros(len(p)), 0
    left = list(np.argsort(p))
    while left:
        last = max(last, np.mean(of_draws[:, left].min(axis=1) <= p[left[0]]))
        result[left.pop(0)] = last
    return result


happy = np.arange(60) < 30
traits = rng.normal(size=(60, 3)) + np.outer(happy, [0, 1.2, 0.3])
difference = lambda group: traits[group].mean(axis=0) - traits[~group].mean(axis=0)
drawn = np.array([difference(rng.permutation(happy)) for _ in range(2000)])
p = (1 + (drawn >= difference(happy)).sum(axis=0)) / 2001
show = lambda numbers: " ".join(f"{x:.3f}" for x in numbers)
found, right = fwer_minp(p, drawn, "tippett"), minp(p, drawn)
print(f"p-values of three traits, the first without effect: {show(p)}")
print(f"corrected by fwer_minp(): {show(found)}")
print(f"corrected by hand: {show(right)}")
assert np.allclose(np.sort(found), np.sort(right), atol=0.003) and found[0] < 0.05 < p[0] and found[1] > 0.05 > right[1]

many = rng.uniform(size=1000)
found, right = fisher(many), stats.combine_pvalues(many)
print(f"1,000 p-values of chance: fisher() {found:.0f}, SciPy {right.statistic:.0f} (p {right.pvalue:.2f})")
assert np.isinf(found) and right.pvalue > 0.05
PYTHON
