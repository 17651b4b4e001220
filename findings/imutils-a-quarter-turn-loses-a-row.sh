#!/bin/sh
# imutils turns a picture about a point half a pixel off, so a turn by 90 or 180 degrees loses a row or a column.
#
# imutils 0.5.4 with opencv-python-headless 5.0.0.93 and numpy 2.4.6. Its README shows imutils.rotate for 0, 90, 180 and
# 270 degrees; rotate_bound makes room so that nothing is cut off. Both hand half of the width and of the height to
# OpenCV as the centre, but OpenCV counts from the middle of the first pixel, so the centre of 64 pixels is 31.5, not
# 32. A face of 64 x 64 turned by 180 degrees is moved by one pixel to the right and down: row 0 and column 0 are black,
# and a row and a column are lost. Four quarter turns do not give the picture back, and neither do two turns by 180
# degrees. rotate_bound loses a row or a column, too. Besides, the two turn in opposite directions: the same angle is
# against the clock in rotate and with it in rotate_bound. np.rot90 does all of it without a loss.
# Seen, for noise of 64 x 64 pixels with no black pixel:
#
#     rotate by 90 degrees: 64 black pixels; turned against the clock, moved by 0 to the right and 1 down
#     rotate by 180 degrees: 127 black pixels; upside down, moved by 1 to the right and 1 down
#     rotate_bound by 90 degrees: 64 black pixels; turned with the clock, moved by 1 to the right and 0 down
#     four quarter turns: 127 pixels differ from the picture with rotate, 127 with rotate_bound, 0 with np.rot90
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet imutils==0.5.4 opencv-python-headless==5.0.0.93 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import imutils
import numpy as np

picture = np.random.default_rng(0).integers(1, 256, (64, 64), dtype=np.uint8)
names = {1: "turned against the clock", 2: "upside down", 3: "turned with the clock"}


def moved(turned):
    """Which quarter turn it is, and by how many pixels it is off."""
    for quarters in 1, 2, 3:
        right = np.pad(np.rot90(picture, quarters), 2)
        for down in range(-2, 3):
            for along in range(-2, 3):
                if np.array_equal(right[2 - down : 66 - down, 2 - along : 66 - along], turned):
                    return quarters, along, down
    raise AssertionError("none of them")


seen = []
for function, angle in (imutils.rotate, 90), (imutils.rotate, 180), (imutils.rotate_bound, 90):
    turned = function(picture, angle)
    quarters, along, down = moved(turned)
    black = int((turned == 0).sum())
    where = f"{names[quarters]}, moved by {along} to the right and {down} down"
    print(f"{function.__name__} by {angle} degrees: {black} black pixels; {where}")
    seen.append((black, quarters, along, down))
assert seen == [(64, 1, 0, 1), (127, 2, 1, 1), (64, 3, 1, 0)], seen

around = picture, picture, picture
for _ in range(4):
    around = imutils.rotate(around[0], 90), imutils.rotate_bound(around[1], 90), np.rot90(around[2])
lost = [int((turned != picture).sum()) for turned in around]
differ = f"{lost[0]} pixels differ from the picture with rotate, {lost[1]} with rotate_bound, {lost[2]} with np.rot90"
print(f"four quarter turns: {differ}")
assert lost[0] > 100 and lost[1] > 100 and lost[2] == 0
PYTHON
