#!/bin/sh
# elasticdeform scrambles a picture of 8 bits by default, even if it moves nothing: black comes back as grey.
#
# elasticdeform 0.5.1, numpy 1.26.4, scipy 1.14.1. deform_grid and deform_random_grid, the elastic deformation of U-Net,
# filter the picture for a spline of order 3 first. At each edge the filtered values go far below 0 and beyond 255, but
# they are stored in the picture's own type, where they wrap around. scipy.ndimage.map_coordinates, which the
# documentation refers to, filters in floats and keeps its result within 0 and 255. Smooth pictures hide the fault. A
# picture of floats, or order=1, gives the right result. Seen, for a face of 64 x 64 pixels in three greys (mean and
# largest difference from SciPy, in levels):
#
#     uint8, nothing moved, order 3: 32.4 on average, up to 172
#     uint8, half a pixel, order 3: 31.8 on average, up to 169
#     uint8, half a pixel, order 1: 0.0 on average, up to 0
#     float64, half a pixel, order 3: 0.0 on average, up to 0
#     a row of the face that was not moved: 180 0 0 0 0 0 0 0 180 180
#     the same from elasticdeform: 79 100 142 128 113 128 142 100 80 150
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet elasticdeform==0.5.1 numpy==1.26.4 scipy==1.14.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import elasticdeform
import numpy as np
from scipy import ndimage

down, right = np.mgrid[:64, :64]
face = np.full((64, 64), 255, np.uint8)
face[(right - 31.5) ** 2 / 400 + (down - 31.5) ** 2 / 600 < 1] = 180
for middle in (24, 39):
    face[(right - middle) ** 2 + (down - 26) ** 2 < 12] = 0
still, moved = np.zeros((2, 3, 3)), np.full((2, 3, 3), 0.5)
seen = []
for name, picture, shift, order in (
    ("uint8, nothing moved, order 3", face, still, 3),
    ("uint8, half a pixel, order 3", face, moved, 3),
    ("uint8, half a pixel, order 1", face, moved, 1),
    ("float64, half a pixel, order 3", face.astype(float), moved, 3),
):
    here = elasticdeform.deform_grid(picture, shift, order=order, mode="nearest")
    places = down + shift[0, 0, 0], right + shift[1, 0, 0]
    there = ndimage.map_coordinates(picture, places, order=order, mode="nearest")
    assert here.dtype == there.dtype == picture.dtype and (shift.any() or np.allclose(there, face))
    inside = np.abs(here.astype(float) - there)[4:-4, 4:-4]
    seen.append((inside.mean(), inside.max()))
    print(f"{name}: {inside.mean():.1f} on average, up to {inside.max():.0f}")
print("a row of the face that was not moved:", *face[26, 20:30])
same = elasticdeform.deform_grid(face, still)
print("the same from elasticdeform:", *same[26, 20:30])
assert seen[0][0] > 5 and seen[0][1] > 100 and seen[1][0] > 5 and seen[2][1] <= 1 and seen[3][1] < 1e-3, seen
PYTHON
