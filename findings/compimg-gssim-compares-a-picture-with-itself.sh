#!/bin/sh
# The gradient similarity of compimg does not see that a picture became black, or that a diagonal edge was added.
#
# compimg 0.2.2. GSSIM is documented as the measure of Chen et al. (2006): the luminance term of SSIM, and the contrast
# and structure of the gradients, which are |Gx| + |Gy| of the Sobel filters. In compimg the luminance term compares the
# first picture with itself, so it is always 1: a picture lighter or darker by any constant is equal to the original,
# and two plain pictures of any grays are equal. The gradient is Gx + Gy with signs, so an edge along one diagonal adds
# to nothing, and a picture with such an edge is equal to one without. The edge along the other diagonal is seen. SSIM
# of the same package is right. Such numbers rank generated or compressed pictures; a network that makes faces too dark
# gets full marks. Nothing warns. Seen ("of the paper" is the same with the other luminance and |Gx| + |Gy|):
#
#     itself: GSSIM 1.000, of the paper 1.000, SSIM 1.000
#     darker by 60: GSSIM 1.000, of the paper 0.890, SSIM 0.890
#     black instead of white: GSSIM 1.000, of the paper 0.000, SSIM 0.000
#     gray with and without an edge like /: GSSIM 0.717, of the paper 0.683, SSIM 0.798
#     gray with and without an edge like \: GSSIM 1.000, of the paper 0.684, SSIM 0.799
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet compimg==0.2.2 numpy==1.26.4 scipy==1.14.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from compimg.similarity import GSSIM, SSIM
from scipy import ndimage


def paper(one, other):
    """The measure of Chen et al. with the window of SSIM, 11 x 11 pixels and sigma 1.5."""
    one, other = one.astype(float), other.astype(float)
    first, second, third = (0.01 * 255) ** 2, (0.03 * 255) ** 2, (0.03 * 255) ** 2 / 2

    def mean(x):
        return ndimage.gaussian_filter(x, 1.5, radius=5)[5:-5, 5:-5]

    def gradient(x):
        return abs(ndimage.sobel(x, 0, mode="nearest")) + abs(ndimage.sobel(x, 1, mode="nearest"))

    a, b = mean(one), mean(other)
    luminance = (2 * a * b + first) / (a**2 + b**2 + first)
    u, v = gradient(one), gradient(other)
    uu, vv, uv = mean(u * u) - mean(u) ** 2, mean(v * v) - mean(v) ** 2, mean(u * v) - mean(u) * mean(v)
    uu, vv = uu.clip(0), vv.clip(0)
    contrast = (2 * np.sqrt(uu * vv) + second) / (uu + vv + second)
    return (luminance * contrast * (uv + third) / (np.sqrt(uu * vv) + third)).mean()


side = 64
y, x = np.mgrid[:side, :side]
face = np.full((side, side), 110.0)
face[np.hypot(x - 32, y - 32) < 26] = 200
for eye in 22, 42:
    face[np.hypot(x - eye, y - 27) < 4] = 90
face[(np.abs(np.hypot(x - 32, y - 32) - 14) < 1.5) & (y > 38)] = 130
face = ndimage.gaussian_filter(face, 0.8).round().astype(np.uint8)
plain = np.full((side, side), 128, np.uint8)
cases = {
    "itself": (face, face),
    "darker by 60": (face, face - 60),
    "black instead of white": (plain * 0 + 255, plain * 0),
    "gray with and without an edge like /": (np.where(x + y < side, 90, 166).astype(np.uint8), plain),
    "gray with and without an edge like \\": (np.where(x < y, 90, 166).astype(np.uint8), plain),
}
seen = []
for name, (one, other) in cases.items():
    with np.errstate(invalid="ignore"):
        found = GSSIM().compare(one, other), paper(one, other), SSIM().compare(one, other)
    print(f"{name}: GSSIM {found[0]:.3f}, of the paper {found[1]:.3f}, SSIM {found[2]:.3f}")
    seen.append(found)
itself, darker, black, up, down = np.array(seen)
assert np.allclose(itself, 1) and np.allclose([darker[0], black[0], down[0]], 1)
assert darker[1] < 0.95 and black[1] < 0.01 and down[1] < 0.75 and up[0] < 0.75
PYTHON
