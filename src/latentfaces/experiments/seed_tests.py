"""Tests whose unit is a training seed: a face, or a direction, of one model says nothing about the next training.

An effect that is odd in z (a slope along the mean) has either sign with equal probability, because the run with negated
coordinates of z is as likely: see `random_directions`. An effect that is even in z can have a sign of its own.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from scipy import stats

from latentfaces.arrays import PerImage

LEVEL = 0.05
EXCHANGES = 2000


def sign_test(values: PerImage) -> tuple[int, float]:
    """(how many values (n,), one for each seed, are positive; the exact two-sided p if both signs are as likely)."""
    positive = int((values > 0).sum())
    return positive, float(stats.binomtest(positive, len(values)).pvalue)


def signs_needed(n: int) -> int:
    """The smallest number of equal signs among n seeds that `sign_test` calls significant at `LEVEL`."""
    return next(k for k in range(n // 2, n + 1) if stats.binomtest(k, n).pvalue <= LEVEL)


def sign_test_power(n: int, share: float) -> float:
    """The probability that `sign_test` is significant for n seeds of which each is positive with probability share."""
    needed = signs_needed(n)
    return float(stats.binom.sf(needed - 1, n, share) + stats.binom.cdf(n - needed, n, share))


def sign_flip_test(values: PerImage) -> float:
    """The two-sided p of the mean of values (n,), one for each seed, if each could as well have the other sign.

    Exact, over all 2^n signs: the smallest p of 8 seeds is 2 / 256.
    """
    test = stats.permutation_test((values,), np.mean, permutation_type="samples", n_resamples=np.inf)
    return float(test.pvalue)


def sign_flip_power(n: int, effect: float, draws: int = 2000) -> float:
    """The probability that `sign_flip_test` is significant for n normal values whose mean is `effect` of their std."""
    rng = np.random.default_rng(0)
    return float(np.mean([sign_flip_test(effect + rng.standard_normal(n)) <= LEVEL for _ in range(draws)]))


def interval(values: PerImage) -> tuple[float, float]:
    """Student's 95 % interval of the mean over all seeds, from values (n,)."""
    low, high = stats.t.interval(1 - LEVEL, len(values) - 1, values.mean(), stats.sem(values))
    return float(low), float(high)


def holm(p: Sequence[float]) -> list[float]:
    """p-values corrected for their number (Holm 1979): one below 0.05 in one of twenty families without an effect."""
    order = np.argsort(p)
    raised = np.maximum.accumulate(np.asarray(p)[order] * np.arange(len(p), 0, -1))
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(raised, 1)
    return corrected.tolist()


def spread_ratio(slopes: Float[np.ndarray, "seeds directions"]) -> tuple[float, float]:
    """(the mean square of the first column, divided by that of all columns; its two-sided p).

    slopes: float (seeds, 1 + K), along the mean and along K random sign vectors. If the mean is like any other
    direction, its column can be exchanged with any other in every seed: p is from random exchanges.
    """
    rng = np.random.default_rng(0)
    # An odd effect has no mean over seeds and over directions.
    squares = slopes**2 / (slopes**2).mean()
    picks = rng.integers(0, slopes.shape[1], (EXCHANGES, len(slopes)))
    exchanged = squares[np.arange(len(slopes)), picks].mean(axis=1)
    ratio = squares[:, 0].mean()
    distances = np.abs(np.log(np.append(exchanged, ratio)))
    return float(ratio), float((distances >= abs(np.log(ratio))).mean())
