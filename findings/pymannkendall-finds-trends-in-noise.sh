#!/bin/sh
# The Mann-Kendall test after Yue and Wang in pymannkendall finds a trend in every second series of pure noise.
#
# pymannkendall 1.4.3. yue_wang_modification_test() corrects the variance of S, which counts rises against falls, for
# what neighbours in time share. By default it adds up the autocorrelations of all lags. But those of a series always
# sum to -1/2, whatever the series, because its mean was subtracted. So what is left of the variance has little to do
# with the data: for noise it is about a seventh of the right one, and p is far too small. With lag=1, and in
# original_test() and hamed_rao_modification_test(), the tests are about as they should be. The documentation says that
# 1 can be used, and nothing of what None, the default, does. Besides, regional_test() takes alpha, but decides at 0.05.
# Whoever asks whether the loss still falls is told by noise that it does. Seen, for 300 series of 40 independent normal
# numbers, at 5 %, the variance of S by formula and over 300 shuffles, and for 8 series with a slight rise:
#
#     original: a trend in 3%, variance of S 7367
#     Hamed and Rao: a trend in 7%, variance of S 6390
#     Yue and Wang: a trend in 50%, variance of S 1128
#     Yue and Wang, lag=1: a trend in 6%, variance of S 6666
#     variance of S: by formula 7367, over shuffles 6282
#     alpha=0.2, p 0.11: multivariate_test increasing, regional_test no trend, p 0.11
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pymannkendall==1.4.3 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pymannkendall as mk

length = 40
random = np.random.default_rng(0)
noise = random.normal(size=(300, length))
tests = {
    "original": mk.original_test,
    "Hamed and Rao": mk.hamed_rao_modification_test,
    "Yue and Wang": mk.yue_wang_modification_test,
    "Yue and Wang, lag=1": lambda series: mk.yue_wang_modification_test(series, lag=1),
}
found, variance = {}, {}
for name, test in tests.items():
    results = [test(series) for series in noise]
    found[name] = np.mean([result.h for result in results])
    variance[name] = np.mean([result.var_s for result in results])
    print(f"{name}: a trend in {found[name]:.0%}, variance of S {variance[name]:.0f}")
upper = np.triu(np.ones((length, length)), 1)
shuffled = np.var([np.sum(upper * np.sign(s[None] - s[:, None])) for s in random.permuted(noise, axis=1)])
formula = length * (length - 1) * (2 * length + 5) / 18
print(f"variance of S: by formula {formula:.0f}, over shuffles {shuffled:.0f}")
assert abs(shuffled / formula - 1) < 0.3 and variance["Yue and Wang"] / formula < 0.3
assert found["Yue and Wang"] > 0.2 and max(found["original"], found["Yue and Wang, lag=1"]) < 0.1

for seed in range(100):
    rising = np.random.default_rng(seed).normal(size=(20, 8)) + 0.03 * np.arange(20)[:, None]
    first, second = mk.multivariate_test(rising, alpha=0.2), mk.regional_test(rising, alpha=0.2)
    if 0.1 < first.p < 0.15:
        break
print(f"alpha=0.2, p {first.p:.2f}: multivariate_test {first.trend}, regional_test {second.trend}, p {second.p:.2f}")
assert first.p == second.p < 0.2 and first.h and not second.h
PYTHON
