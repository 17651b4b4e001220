#!/bin/sh
# array2gif turns each picture of a list on its side and mirrors it, while one picture or a 4-D array come out right.
#
# array2gif 1.0.4. write_gif() wants arrays of 3 x rows x columns, and documents one array or a list of them. Pictures
# in the order of Pillow, rows x columns x 3, are recognised and transposed for the user. One picture and an array of
# frames are transposed correctly, to 3 x rows x columns. For a list, the most common way to hold frames, the code
# reverses all axes, to 3 x columns x rows. A face that looks up looks to the left, and eyes left and right of each
# other are one above the other. It also puts the turned arrays into the caller's list. Nothing warns, and frames of
# generated faces are square, so the size of the GIF does not tell. Seen, for an 8 x 12 picture:
#
#     one picture: 8 x 12, equal to the picture True, to the one on its side False
#     array of two frames: 8 x 12, equal to the picture True, to the one on its side False
#     list of two frames: 12 x 8, equal to the picture False, to the one on its side True
#     list in the order of the documentation: 8 x 12, equal to the picture True, to the one on its side False
#     the list after the call holds shapes (3, 12, 8) and (3, 12, 8)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet array2gif==1.0.4 numpy==2.4.6 pillow==13.0.0
cd "$folder"
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from array2gif import write_gif
from PIL import Image

picture = np.full((8, 12, 3), (255, 205, 60), np.uint8)
picture[2, [3, 8]] = 255, 255, 255
picture[6, 4:8] = 170, 40, 60
side = picture.transpose(1, 0, 2)
frames = [picture.copy(), picture.copy()]
inputs = {
    "one picture": picture.copy(),
    "array of two frames": np.stack(frames),
    "list of two frames": frames,
    "list in the order of the documentation": [picture.transpose(2, 0, 1).copy() for _ in range(2)],
}
for name, given in inputs.items():
    write_gif(given, "faces.gif", fps=5)
    with Image.open("faces.gif") as image:
        read = np.array(image.convert("RGB"))
    equal, turned = np.array_equal(read, picture), np.array_equal(read, side)
    print(f"{name}: {read.shape[0]} x {read.shape[1]}, equal to the picture {equal}, to the one on its side {turned}")
    assert (equal, turned) == ((False, True) if given is frames else (True, False))
print(f"the list after the call holds shapes {frames[0].shape} and {frames[1].shape}")
assert frames[0].shape == (3, 12, 8)
PYTHON
