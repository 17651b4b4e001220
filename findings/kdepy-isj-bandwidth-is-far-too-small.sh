#!/bin/sh
# The bandwidth "ISJ" of KDEpy depends on the unit of the data, and for common data it is 2 to 19 times too small.
#
# KDEpy 1.1.12. FFTKDE(bw="ISJ"), NaiveKDE and TreeKDE choose the width of the kernel by the Improved Sheather-Jones
# rule of Botev, Grotowski and Kroese; its documentation says that it finds the optimal one and works very well for data
# with two peaks. The rule works on a grid and gives the square of the bandwidth as a share of the length of the grid.
# The library makes a grid that is longer than the data by their range, or by 12 where that is more, and then multiplies
# by the range of the data. So the result is half of what it should be for wide data, a third for 1,000 numbers from a
# normal distribution, as latent codes are, and a twentieth for numbers from 0 to 1, as pixels and scores are. The
# density then has dozens of peaks that are not there, and data in other units have another picture. Nothing warns.
# Seen, for 1,000 numbers (means of 5 samples): the bandwidth that the library finds for the numbers times a factor,
# divided by the factor, next to the same rule by hand, which is the same for all factors; peaks of the density; and its
# mean squared error as a multiple of that by hand:
#
#     one hill, by hand: bandwidth 0.279, peaks 1, error 1.0
#     one hill, 0.1: bandwidth 0.015, peaks 73, error 26.2
#     one hill, 1: bandwidth 0.099, peaks 10, error 3.5
#     one hill, 10: bandwidth 0.139, peaks 4, error 2.2
#     one hill, 1000: bandwidth 0.139, peaks 4, error 2.2
#     one hill, the best: bandwidth 0.266
#     two hills, by hand: bandwidth 0.197, peaks 2, error 1.0
#     two hills, 0.1: bandwidth 0.011, peaks 108, error 21.2
#     two hills, 1: bandwidth 0.070, peaks 14, error 2.8
#     two hills, 10: bandwidth 0.098, peaks 8, error 1.7
#     two hills, 1000: bandwidth 0.098, peaks 8, error 1.7
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet KDEpy==1.1.12 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import math

import numpy as np
from KDEpy import FFTKDE
from scipy.fft import dct
from scipy.optimize import brentq
from scipy.stats import norm


def by_hand(data):
    """The bandwidth of Botev, Grotowski and Kroese (2010), on a grid that is twice as long as the data."""
    low, high = data.min() - np.ptp(data) / 2, data.max() + np.ptp(data) / 2
    counts, _ = np.histogram(data, 2**12, (low, high))
    squares = (dct(counts / data.size)[1:] / 2) ** 2
    k = np.arange(1, 2**12) ** 2.0

    def functional(order, time):
        return 2 * np.pi ** (2 * order) * np.sum(k**order * squares * np.exp(-k * np.pi**2 * time))

    def excess(time):
        value = functional(7, time)
        for order in range(6, 1, -1):
            odd = math.prod(range(1, 2 * order, 2)) / math.sqrt(2 * np.pi)
            step = 2 * (1 + 0.5 ** (order + 0.5)) / 3 * odd / data.size / value
            value = functional(order, step ** (2 / (3 + 2 * order)))
        return time - (2 * data.size * math.sqrt(np.pi) * value) ** -0.4

    return math.sqrt(brentq(excess, 1e-7, 0.1)) * (high - low)


def density(data, width, places):
    return norm.pdf(places[:, None], data, width).mean(1)


def peaks(values):
    return int(((values[1:-1] > values[:-2]) & (values[1:-1] > values[2:])).sum())


count, places = 1000, np.linspace(-6, 6, 1201)
truths = {"one hill": norm.pdf(places), "two hills": norm.pdf(places[:, None], [-1.5, 1.5], 0.6).mean(1)}
for name, truth in truths.items():
    widths, tops, errors = [], [], []
    for seed in range(5):
        random = np.random.default_rng(seed)
        data = random.normal(size=count)
        if name == "two hills":
            data = 0.6 * data + random.choice([-1.5, 1.5], count)
        right = by_hand(data)
        chosen = [FFTKDE(bw="ISJ").fit(data * factor).bw / factor for factor in (0.1, 1, 10, 1000)]
        assert all(abs(by_hand(data * factor) / factor / right - 1) < 0.001 for factor in (0.1, 1, 10, 1000))
        widths.append([right, *chosen])
        pictures = [density(data, width, places) for width in widths[-1]]
        tops.append([peaks(picture) for picture in pictures])
        errors.append([np.mean((picture - truth) ** 2) for picture in pictures])
        points, values = FFTKDE(bw="ISJ").fit(data).evaluate(2**12)
        assert np.abs(values - density(data, chosen[1], points)).max() < 0.01
    widths, tops, errors = (np.mean(numbers, axis=0) for numbers in (widths, tops, errors))
    for numbers, where in zip(zip(widths, tops, errors / errors[0]), ["by hand", "0.1", "1", "10", "1000"]):
        print(f"{name}, {where}: bandwidth {numbers[0]:.3f}, peaks {numbers[1]:.0f}, error {numbers[2]:.1f}")
    assert np.allclose(widths[3:] / widths[0], 0.5, atol=0.03) and (widths[1:3] / widths[0] < (0.1, 0.4)).all()
    assert tops[2] > 3 * tops[0] and tops[1] > 10 * tops[0]
    assert errors[2] > 1.5 * errors[0] and errors[1] > 8 * errors[0]
    if name == "one hill":
        best = (4 / 3 / count) ** 0.2
        print(f"{name}, the best: bandwidth {best:.3f}")
        assert abs(widths[0] / best - 1) < 0.1
PYTHON
