#!/bin/sh
# The distance correlation of dcor, a number from 0 to 1, is 400,000 for a column of bytes, and too small for several.
#
# dcor 0.7, numpy 2.4.6. dcor computes in the type that it is given, and squares and sums of bytes do not fit into
# bytes. Integers are valid input: those of 32 and 64 bits give right results. For several columns of uint8, as in
# pictures, there is neither an error nor a warning. For one column it warns that its fast method needs floats, and its
# slow method then returns an impossible number. The cure is x.astype(float). Seen, for 200 colours of 0 to 255, with
# others that differ by up to 40 (the energy distance: with darker ones), and with unrelated ones:
#
#     one channel: uint8 425318.21, int32 0.95, float64 0.95, by hand 0.95
#     one channel, unrelated: uint8 418185.34, int32 0.09, float64 0.09, by hand 0.09
#     three channels: uint8 0.34, int32 0.96, float64 0.96, by hand 0.96
#     energy distance of three channels: uint8 0.26, int32 94.26, float64 94.26, by hand 94.26
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dcor==0.7 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import warnings

import dcor
import numpy as np

rng = np.random.default_rng(0)
colours = rng.integers(0, 256, size=(200, 3))
near = (colours + rng.integers(-40, 41, size=colours.shape)).clip(0, 255)
other = rng.integers(0, 256, size=(200, 3))


def distances(x, y):
    return np.sqrt(((x[:, None].astype(float) - y[None]) ** 2).sum(-1))


def correlation(x, y):
    a, b = (d - d.mean(0) - d.mean(1)[:, None] + d.mean() for d in (distances(x, x), distances(y, y)))
    return ((a * b).mean() / np.sqrt((a * a).mean() * (b * b).mean())) ** 0.5


def energy(x, y):
    return 2 * distances(x, y).mean() - distances(x, x).mean() - distances(y, y).mean()


types = "uint8", "int32", "float64"
cases = {
    "one channel": (dcor.distance_correlation, correlation, colours[:, :1], near[:, :1]),
    "one channel, unrelated": (dcor.distance_correlation, correlation, colours[:, :1], other[:, :1]),
    "three channels": (dcor.distance_correlation, correlation, colours, near),
    "energy distance of three channels": (dcor.energy_distance, energy, colours, other // 2),
}
for name, (function, hand, x, y) in cases.items():
    single = x.shape[1] == 1
    seen = {}
    for kind in types:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore" if single else "error")
            one, two = (z[:, 0] if single else z for z in (x.astype(kind), y.astype(kind)))
            seen[kind] = float(function(one, two))
    right = seen["by hand"] = hand(x, y)
    print(f"{name}: " + ", ".join(f"{kind} {value:.2f}" for kind, value in seen.items()))
    assert np.isclose(seen["float64"], right) and np.isclose(seen["int32"], right)
    assert seen["uint8"] > 1000 if single else seen["uint8"] < 0.7 * right
PYTHON
