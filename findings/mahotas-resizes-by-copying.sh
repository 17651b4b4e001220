#!/bin/sh
# mahotas enlarges pictures by copying pixels, whatever the order of the spline, and loses the first row and column.
#
# mahotas 1.4.19 (1.4.18, too): imresize, resize_to, resize_rgb_to, interpolate.zoom and interpolate.shift "use spline
# interpolation of the requested order", from 0 to 5, as scipy.ndimage does, from which they come. In fact the place of
# a new pixel is rounded up, and a place that has no fraction takes the next pixel all the same. So all orders give the
# same numbers, a resize to the same size or a shift by 0 moves the picture by one pixel to the left and up, and the
# last row and column are black. Its Gaussian and its spline_filter agree with SciPy. Seen, for a row (in all rows of a
# picture), and for a face of 16 x 16 pixels that goes to 32 x 32 (mean and largest difference from SciPy, in levels):
#
#     row: 10 20 40 90 40 20
#     to the same size: mahotas 20 40 90 40 20 0, scipy 10 20 40 90 40 20
#     shifted by 0: mahotas 20 40 90 40 20 0, scipy 10 20 40 90 40 20
#     shifted by 0.5: mahotas 10 20 40 90 40 20, scipy 0 15 30 65 65 30
#     to twice the size: mahotas 20 20 20 40 40 90 90 40 40 20 20 0, scipy 10 15 19 27 36 54 76 81 58 38 29 20
#     orders 1, 2, 3, 4, 5: 1 picture(s) in mahotas, 5 in scipy
#     a face: 21 levels from scipy on average, up to 206
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mahotas==1.4.19 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import mahotas
import numpy as np
from mahotas import interpolate
from scipy import ndimage

row = np.array([10.0, 20, 40, 90, 40, 20])
picture = np.tile(row, (6, 1))


def numbers(values):
    return " ".join(f"{value:.0f}" for value in values)


cases = {
    "to the same size": (mahotas.imresize(picture, (6, 6), order=1), ndimage.zoom(picture, 1, order=1)),
    "shifted by 0": (interpolate.shift(picture, (0, 0), order=1), ndimage.shift(picture, (0, 0), order=1)),
    "shifted by 0.5": (interpolate.shift(picture, (0, 0.5), order=1), ndimage.shift(picture, (0, 0.5), order=1)),
    "to twice the size": (mahotas.imresize(picture, 2.0, order=1), ndimage.zoom(picture, 2, order=1)),
}
print(f"row: {numbers(row)}")
for name, (here, there) in cases.items():
    print(f"{name}: mahotas {numbers(here[2])}, scipy {numbers(there[2])}")
moved = np.zeros((6, 6))
moved[:-1, :-1] = picture[1:, 1:]
for name in "to the same size", "shifted by 0":
    here, there = cases[name]
    assert np.allclose(here, moved) and np.array_equal(there, picture)
here, there = cases["shifted by 0.5"]
assert np.allclose(here[:-1], picture[:-1]) and np.allclose(there[:, 1:], (picture[:, 1:] + picture[:, :-1]) / 2)
here, there = cases["to twice the size"]
places = np.arange(12) * 5 / 11
assert np.allclose(there, np.tile(np.interp(places, np.arange(6), row), (12, 1)))
assert np.allclose(here[:-1, :-1], np.tile(row[np.floor(places).astype(int)[:-1] + 1], (11, 1)))
assert (here[-1] == 0).all() and (here[:, -1] == 0).all()

down, right = np.mgrid[:16, :16]
face = np.where((right - 7.5) ** 2 / 30 + (down - 7.5) ** 2 / 42 < 1, 220.0, 40.0)
face[6:8, 5] = face[6:8, 10] = 0
orders = 1, 2, 3, 4, 5
ours = [mahotas.imresize(face, 2.0, order=order) for order in orders]
theirs = [ndimage.zoom(face, 2, order=order) for order in orders]


def different(pictures):
    return len({np.rint(1000 * picture).astype(int).tobytes() for picture in pictures})


listed = ", ".join(map(str, orders))
print(f"orders {listed}: {different(ours)} picture(s) in mahotas, {different(theirs)} in scipy")
apart = np.abs(ours[0] - theirs[0])
print(f"a face: {apart.mean():.0f} levels from scipy on average, up to {apart.max():.0f}")
assert all(np.allclose(picture, ours[0]) for picture in ours) and (different(ours), different(theirs)) == (1, 5)
assert apart.mean() > 5 and apart.max() > 100
assert np.allclose(interpolate.spline_filter(face), ndimage.spline_filter(face))
assert np.allclose(mahotas.gaussian_filter(face, 2.0), ndimage.gaussian_filter(face, 2.0))
PYTHON
