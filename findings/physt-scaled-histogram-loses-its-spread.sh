#!/bin/sh
# A histogram of physt that is multiplied, averaged or normalised no longer knows how wide its data spread.
#
# physt 0.11.0. A histogram keeps the sum, the sum of squares and the weight of its values, and statistics.std is
# documented as the standard deviation of all values, "precise", since it does not come from the bins. The three sums
# all grow with the weights, so a factor on the histogram must multiply each of them once and leave mean and std alone.
# The library multiplies the sum of squares by the square of the factor. Twice the histogram then has another spread,
# and for factors below 1, which an average of two histograms and normalize() need, the variance is mostly negative and
# std is nan, without an error; NumPy only warns of the root. With a mean near 0 it is off by the root of the factor,
# and nan only if the factor is tiny. Weights given from the start are right, and so is the mean always. Whoever keeps a
# histogram of latent numbers or pixels for each batch and averages them loses the spread. Seen, for 1,000 numbers:
#
#     mean 3: mean 2.90, std 1.95; NumPy 2.90, 1.95
#     mean 3, all weights 2: mean 2.90, std 1.95
#     mean 3, times 2: mean 2.90, std 4.01
#     mean 3, average with itself: mean 2.90, std nan, variance -2.31
#     mean 3, normalised: mean 2.90, std nan, variance -8.42
#     mean 0: mean -0.05, std 0.98; NumPy -0.05, 0.98
#     mean 0, all weights 2: mean -0.05, std 0.98
#     mean 0, times 2: mean -0.05, std 1.38
#     mean 0, average with itself: mean -0.05, std 0.69, variance 0.48
#     mean 0, normalised: mean -0.05, std nan, variance -0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-deps physt==0.11.0 numpy==2.4.6 attrs==26.1.0 typing_extensions==4.16.0
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import physt

rng = np.random.default_rng(0)
standard = rng.normal(size=1000)
for name, values in {"mean 3": 3 + 2 * standard, "mean 0": standard}.items():
    histogram = physt.h1(values, bins=20)
    same = histogram.statistics
    right = values.mean(), values.std()
    print(f"{name}: mean {same.mean:.2f}, std {same.std:.2f}; NumPy {right[0]:.2f}, {right[1]:.2f}")
    heavy = physt.h1(values, bins=20, weights=np.full(1000, 2.0)).statistics
    print(f"{name}, all weights 2: mean {heavy.mean:.2f}, std {heavy.std:.2f}")
    assert np.allclose([same.mean, same.std, heavy.mean, heavy.std], right * 2)

    double = (histogram * 2).statistics
    print(f"{name}, times 2: mean {double.mean:.2f}, std {double.std:.2f}")
    assert np.isclose(double.mean, right[0]) and double.std > 1.3 * right[1]
    average = (histogram * 0.5 + histogram * 0.5).statistics
    scaled = histogram.normalize().statistics
    for what, found in {"average with itself": average, "normalised": scaled}.items():
        print(f"{name}, {what}: mean {found.mean:.2f}, std {found.std:.2f}, variance {found.variance:.2f}")
        assert np.isclose(found.mean, right[0]) and not found.std > 0.8 * right[1]
    assert name == "mean 0" or np.isnan([average.std, scaled.std]).all()
PYTHON
