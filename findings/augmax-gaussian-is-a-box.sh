#!/bin/sh
# GaussianBlur of augmax blurs half as far as its sigma, almost as a box does, and moves the picture by half a pixel.
#
# augmax 0.4.1 on jax 0.10.2, scipy 1.17.1. Its kernel has ceil(2 sigma) pixels, which always stand for -2 to 2, and the
# weight exp(-x^2 / (2 sigma)): the larger sigma, the flatter it is. A whole sigma, as the type asks for, gives an even
# number of pixels, which has no middle, so what is blurred moves and its mask and keypoints, which augmax keeps in line
# with the picture, do not. With sigma 1 two pixels are averaged, and with 0.5 nothing happens. An even picture stays
# even, which hides it; Blur of an odd size is right. Seen, for one white pixel (how far its light is spread, its
# deviation; how far its centre has moved, in pixels; its row, in thousandths):
#
#     sigma 0.5: spread 0.00, moved 0.0, row 0 0 0 0 0 1000 0 0 0 0 0
#     sigma 1: spread 0.50, moved 0.5, row 0 0 0 0 0 500 500 0 0 0 0
#     sigma 2: spread 0.91, moved 0.5, row 0 0 0 0 146 354 354 146 0 0 0
#     sigma 3: spread 1.52, moved 0.5, row 0 0 0 113 173 214 214 173 113 0 0
#     sigma 6: spread 3.28, moved 0.5, row 68 76 82 88 92 94 94 92 88 82 76
#     Blur of 5: spread 1.41, moved 0.0, row 0 0 0 200 200 200 200 200 0 0 0
#     SciPy, sigma 2: spread 2.00, moved 0.0, row 9 27 65 121 176 199 176 121 65 27 9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet augmax==0.4.1 jax==0.10.2 numpy==2.4.6 scipy==1.17.1
JAX_PLATFORMS=cpu OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import augmax
import jax
import numpy as np
from scipy import ndimage

places = np.arange(49) - 24
white = np.zeros((49, 49, 3), "float32")
white[24, 24] = 1
spot = np.zeros((49, 49), "int32")
spot[24, 24] = 1


def blurred(layer, picture=white):
    chain = augmax.Chain(layer, input_types=[augmax.InputType.IMAGE, augmax.InputType.MASK])
    image, mask = chain(jax.random.key(0), [picture, spot])
    assert np.array_equal(mask, spot)
    return np.asarray(image)[..., 0]


def described(light):
    row = light.sum(0) / light.sum()
    moved = float((row * places).sum())
    spread = float(np.sqrt((row * (places - moved) ** 2).sum()))
    print(f"spread {spread:.2f}, moved {moved + 0.0:.1f}, row {' '.join(f'{1000 * x:.0f}' for x in row[19:30])}")
    return spread, moved


seen = {}
for sigma in 0.5, 1, 2, 3, 6:
    print(f"sigma {sigma}: ", end="")
    seen[sigma] = described(blurred(augmax.GaussianBlur(sigma=sigma, p=1.0)))
print("Blur of 5: ", end="")
box = described(blurred(augmax.Blur(size=5, p=1.0)))
print("SciPy, sigma 2: ", end="")
right = described(ndimage.gaussian_filter(white[..., 0], 2.0))
even = blurred(augmax.GaussianBlur(sigma=3, p=1.0), np.full((49, 49, 3), 0.5, "float32"))
assert np.allclose(even, 0.5, atol=1e-5)
assert np.allclose(right, (2, 0), atol=0.01) and np.allclose(box, (np.sqrt(2), 0), atol=1e-4)
assert seen[0.5] == (0, 0)
for sigma in 1, 2, 3, 6:
    spread, moved = seen[sigma]
    assert 0.44 * sigma < spread < 0.58 * sigma and np.isclose(moved, 0.5, atol=1e-4), seen
PYTHON
