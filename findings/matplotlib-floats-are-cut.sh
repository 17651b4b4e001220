#!/bin/sh
# Matplotlib cuts floats to 8 bits instead of rounding them, so a quarter of a picture's values come back one too low.
#
# matplotlib 3.11.2, imsave and imshow: x / 255 survives, and so do 8-bit pictures. A picture that went to -1..1, as
# generators make them, and back to 0..1 in float32 does not, and what a generator makes itself gets half a level
# darker on average than with rounding. np.rint(255 * x).astype(np.uint8) before saving rounds. Seen, for all values 0 to
# 255:
#
#     x / 255: 0 of 256 lower
#     ((x / 127.5 - 1) + 1) / 2: 63 of 256 lower by one
#     0.999 is saved as 254
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet matplotlib==3.11.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import io

import numpy as np
from matplotlib import image
from PIL import Image


def saved(picture):
    file = io.BytesIO()
    image.imsave(file, picture, format="png")
    return np.asarray(Image.open(file))[:, 0, 0].astype(int)


x = np.repeat(np.arange(256, dtype=np.float32)[:, None, None], 3, axis=2)
plain = saved(x / 255) - np.arange(256)
signed = saved(((x / 127.5 - 1) + 1) / 2) - np.arange(256)
almost = saved(np.full((1, 1, 3), 0.999, np.float32))[0]
print(f"x / 255: {np.sum(plain < 0)} of 256 lower")
print(f"((x / 127.5 - 1) + 1) / 2: {np.sum(signed < 0)} of 256 lower by one")
print(f"0.999 is saved as {almost}")
assert not plain.any() and np.sum(signed == -1) == 63 and np.sum(signed == 0) == 193 and almost == 254
PYTHON
