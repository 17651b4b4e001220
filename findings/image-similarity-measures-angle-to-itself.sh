#!/bin/sh
# image-similarity-measures sees a picture of bytes at a right angle to itself, and three more of its numbers are off.
#
# image-similarity-measures 0.3.6, with phasepack 1.5. sam() is the mean angle between the colours of two pictures. It
# multiplies bytes as bytes, which start again at 0 after 255, so the angle is near 90 degrees for equal pictures as for
# others. The documented evaluation() of two files reads bytes, too; floats give the right angle. fsim() compares edges,
# and asks OpenCV for slopes in 16 bits without a sign: a slope from light to dark becomes 0, and squares above 65,535
# start again at 0, for floats as well. sre() has the length of the error where its paper has the squared length, so the
# same noise on a larger picture gives a better value, 3 dB for each doubling of the side. issm() scales pixels as if
# they had 12 bits; a picture of bytes has no edges then, and the result is 0 for all, equal or not. Only issm()
# warns, of a division. Such numbers rank generated or restored pictures. Seen, for a face of 64 x 64 bytes:
#
#     itself: sam() 89.8, of floats 0.0, by hand 0.0; fsim() 1.00, with signs 1.00; issm() 0.00
#     with noise: sam() 89.7, of floats 2.3, by hand 2.3; fsim() 0.62, with signs 0.64; issm() 0.00
#     a tenth darker: sam() 89.7, of floats 0.0, by hand 0.0; fsim() 0.94, with signs 0.99; issm() 0.00
#     moved by a pixel: sam() 89.8, of floats 0.8, by hand 0.8; fsim() 0.82, with signs 0.77; issm() 0.00
#     side 32: sre() 50.3, by its paper 25.3
#     side 64: sre() 53.4, by its paper 25.4
#     side 128: sre() 56.4, by its paper 25.3
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==1.26.4 scipy==1.14.1 scikit-image==0.20.0 \
    opencv-python-headless==4.11.0.86
"$folder/venv/bin/pip" install --quiet --no-deps image-similarity-measures==0.3.6 phasepack==1.5
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
from unittest.mock import patch

import cv2
import numpy as np
from image_similarity_measures import quality_metrics as metrics
from scipy import ndimage

cv2.setNumThreads(1)
rng = np.random.default_rng(0)


def face(side):
    y, x = np.mgrid[:side, :side] / side
    pixels = np.full((side, side, 3), (120.0, 180, 230))
    pixels[np.hypot(x - 0.5, y - 0.5) < 0.4] = 250, 205, 160
    for eye in 0.35, 0.65:
        pixels[np.hypot(x - eye, y - 0.42) < 0.06] = 40, 30, 30
    pixels[(np.abs(np.hypot(x - 0.5, y - 0.5) - 0.22) < 0.02) & (y > 0.58)] = 170, 40, 60
    return ndimage.gaussian_filter(pixels, (side / 80, side / 80, 0))


def angle(one, other):
    one, other = (x / np.linalg.norm(x, axis=-1, keepdims=True) for x in (one.astype(float), other.astype(float)))
    return np.degrees(2 * np.arcsin(np.linalg.norm(one - other, axis=-1) / 2)).mean()


def slope(plane, depth):
    """The Scharr slope with its sign, in floats."""
    smooth, step = np.array([3, 10, 3]), np.array([-1, 0, 1])
    across = ndimage.correlate(plane.astype(float), np.outer(smooth, step), mode="mirror")
    return np.hypot(across, ndimage.correlate(plane.astype(float), np.outer(step, smooth), mode="mirror"))


def to_bytes(pixels):
    return pixels.clip(0, 255).round().astype(np.uint8)


first = to_bytes(face(64))
others = {
    "itself": first,
    "with noise": to_bytes(first + rng.normal(0, 10, first.shape)),
    "a tenth darker": to_bytes(0.9 * first),
    "moved by a pixel": np.roll(first, 1, axis=1),
}
shown = {}
for name, second in others.items():
    of_bytes, of_floats = metrics.sam(first, second), metrics.sam(first.astype(float), second.astype(float))
    right = angle(first, second)
    edges = metrics.fsim(first, second)
    with patch.object(metrics, "_gradient_magnitude", slope):
        signed = metrics.fsim(first, second)
    same = metrics.issm(first, second)
    print(f"{name}: sam() {of_bytes:.1f}, of floats {of_floats:.1f}, by hand {right:.1f}; ", end="")
    print(f"fsim() {edges:.2f}, with signs {signed:.2f}; issm() {same:.2f}")
    assert of_bytes > 89 and abs(of_floats - right) < 0.01 and right < 3 and same == 0
    shown[name] = edges - signed
assert abs(shown["itself"]) < 1e-9 and shown["moved by a pixel"] > 0.03 and shown["a tenth darker"] < -0.03

sizes = []
for side in 32, 64, 128:
    first = face(side)
    noise = rng.normal(0, 10, first.shape)
    found = metrics.sre(first, first + noise)
    right = 10 * np.log10((first.mean(axis=(0, 1)) ** 2 / (noise**2).mean(axis=(0, 1))).mean())
    print(f"side {side}: sre() {found:.1f}, by its paper {right:.1f}")
    sizes.append((found, right))
assert np.allclose(np.diff(sizes, axis=0), [3, 0], atol=0.15)
PYTHON
