#!/bin/sh
# pcm() of similaritymeasures is ten times as large for ten times as many points, and finds no part of a curve.
#
# similaritymeasures 1.5.0. pcm() is "Partial Curve Mapping", which "matches the area of a subset between the two
# curves": the shorter curve is laid along the longer one where it fits best, and the area between them is the sum of
# the mean distances of the ends of each piece, times the length of the piece as a share of the curve. In place of the
# length of each piece, the library takes the length of the curve from its start to that piece, so the sum grows with
# the number of points. It also lays the longer curve along the shorter one, with each stretched to length 1, so the
# part of a curve that is meant never meets its place, and a curve is far from its own middle. The Fréchet distance and
# the area between the curves, in the same package, do not depend on it. To compare curves of losses, or outlines of
# faces, by this number is to compare how many points they have. Seen, for a wave and the same wave 0.1 higher, and for
# the middle of a wave and all of it, as the library and the sum by hand say:
#
#     11 points, 0.1 higher: 0.28, by hand 0.05; middle of the wave: 141.97, by hand 0.00
#     101 points, 0.1 higher: 2.58, by hand 0.05; middle of the wave: 141.96, by hand 0.00
#     1001 points, 0.1 higher: 25.54, by hand 0.05; middle of the wave: 141.96, by hand 0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet similaritymeasures==1.5.0 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from similaritymeasures import area_between_two_curves, frechet_dist, pcm


def wave(count, start, end, height=0.0):
    x = np.linspace(start, end, count)
    return np.column_stack([x, np.sin(3 * x) + height])


def lengths(curve):
    return np.append(0, np.cumsum(np.hypot(*np.diff(curve, axis=0).T)))


def by_hand(first, second):
    """Partial curve mapping of Witowski and Stander (2012), in units of the extent of the first curve."""
    low, extent = first.min(0), np.ptp(first, axis=0)
    short, long = sorted([(first - low) / extent, (second - low) / extent], key=lambda curve: lengths(curve)[-1])
    along, whole = lengths(short), lengths(long)
    areas = []
    for offset in np.linspace(0, whole[-1] - along[-1], 200):
        there = np.column_stack([np.interp(along + offset, whole, axis) for axis in long.T])
        apart = np.hypot(*(short - there).T)
        areas.append(np.sum((apart[1:] + apart[:-1]) / 2 * np.diff(along)) / along[-1])
    return min(areas)


raised, middle = [], []
for count in 11, 101, 1001:
    pair = wave(count, 0, 2), wave(count, 0, 2, 0.1)
    raised.append((pcm(*pair), by_hand(*pair)))
    others = frechet_dist(*pair), area_between_two_curves(*pair)
    pair = wave(count, 0.5, 1.5), wave(1001, 0, 2)
    middle.append((pcm(*pair), by_hand(*pair)))
    print(f"{count} points, 0.1 higher: {raised[-1][0]:.2f}, by hand {raised[-1][1]:.2f}; middle of the wave: "
          f"{middle[-1][0]:.2f}, by hand {middle[-1][1]:.2f}")
    assert abs(others[0] - 0.1) < 1e-3 and abs(others[1] - 0.2) < 1e-3
raised, middle = np.array(raised), np.array(middle)
assert (raised[1:, 0] / raised[:-1, 0] > 8).all() and (abs(raised[:, 1] - 0.05) < 1e-3).all()
assert (middle[:, 0] > 100).all() and (middle[:, 1] < 0.01).all()
PYTHON
