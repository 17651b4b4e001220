#!/bin/sh
# GridDistortion of Albumentations paints the right and the lower edge black each time, for most sizes of pictures.
#
# albumentations 2.0.8. The documentation says that "normalized", the default, keeps all pixels inside and loses
# nothing. But the pixels of each cell are taken from the first place of this cell to the first place of the next, both
# included. So a place at each border is taken twice, and the last one lies outside, where all is 0. With the 5 cells of
# the default only a size that is a multiple of 5 plus 1, such as 61, 96 or 256, does without. So at 64 px each picture
# loses its last column and row, and a generator of faces on white learns a dark line on two sides. The places inside
# are half a pixel off on average, also with a limit of 0, where nothing should move. So are those of OpticalDistortion,
# and not of its mode "fisheye". border_mode=cv2.BORDER_REPLICATE hides the black. Nothing warns. Seen, for a white
# picture and 200 draws, and for how far a limit of 0 moves a picture (on average, without the edge):
#
#     32 px: black edges of 200: left 0, right 200, upper 0, lower 200; a limit of 0 moves by 0.48, up to 1.00
#     64 px: black edges of 200: left 0, right 200, upper 0, lower 200; a limit of 0 moves by 0.49, up to 1.00
#     65 px: black edges of 200: left 0, right 200, upper 0, lower 200; a limit of 0 moves by 0.49, up to 1.00
#     128 px: black edges of 200: left 0, right 200, upper 0, lower 200; a limit of 0 moves by 0.50, up to 1.00
#     256 px: black edges of 200: left 0, right 0, upper 0, lower 0; a limit of 0 moves by 0.50, up to 1.00
#     64 px, OpticalDistortion: a limit of 0 moves by 0.50
#     64 px, its mode fisheye: a limit of 0 moves by 0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet albumentations==2.0.8 opencv-python-headless==5.0.0.93 numpy==2.4.6
NO_ALBUMENTATIONS_UPDATE=1 OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import albumentations as A
import numpy as np


def drawn(transform, picture, count=1):
    pipeline = A.Compose([transform], seed=0)
    return np.array([pipeline(image=picture)["image"][..., 0] for _ in range(count)])


def moved(transform, size):
    """How far right of its own place a pixel of the middle row comes from, in pixels."""
    slope = np.tile(np.arange(size, dtype=np.float32)[:, None] / size, (size, 1, 3))
    return (size * drawn(transform, slope)[0, size // 2] - np.arange(size))[:-1]


for size in (32, 64, 65, 128, 256):
    white = drawn(A.GridDistortion(p=1), np.full((size, size, 3), 255, np.uint8), 200)
    edges = {"left": white[:, :, 0], "right": white[:, :, -1], "upper": white[:, 0], "lower": white[:, -1]}
    black = {name: int((edge.mean(1) < 128).sum()) for name, edge in edges.items()}
    still = A.GridDistortion(distort_limit=(0, 0), p=1)
    off = moved(still, size)
    told = ", ".join(f"{name} {count}" for name, count in black.items())
    print(f"{size} px: black edges of 200: {told}; a limit of 0 moves by {off.mean():.2f}, up to {off.max():.2f}")
    expected = 0 if size == 256 else 200
    assert black == {"left": 0, "right": expected, "upper": 0, "lower": expected}
    assert 0.4 < off.mean() < 0.6 and off.max() > 0.9
    # The same places by hand: five cells and a rest, each with both of its ends.
    cell = size // 5
    starts = range(0, size, cell)
    by_hand = np.concatenate([np.linspace(a, min(a + cell, size), min(cell, size - a)) for a in starts])
    assert np.abs(by_hand[:-1] - np.arange(size)[:-1] - off).max() < 0.05
for name, options, place in (("OpticalDistortion", {}, 0.5), ("its mode fisheye", {"mode": "fisheye"}, 0)):
    off = moved(A.OpticalDistortion(distort_limit=(0, 0), p=1, **options), 64)
    print(f"64 px, {name}: a limit of 0 moves by {off.mean():.2f}")
    assert np.abs(off - place).max() < 0.01
PYTHON
