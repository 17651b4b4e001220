#!/bin/sh
# Pillow reads a grey TIFF of 16 bits in which 0 is white as its negative, and one of 8 bits as it is meant.
#
# pillow 13.0.0: PhotometricInterpretation 0 (TIFF 6.0, section 3: WhiteIsZero) inverts modes 1 and L, but not I;16.
# There is no warning, and a scanned set of faces trains as negatives. Seen, for the stored value 200 of 255:
#
#     8 bits: black is zero 200, white is zero 55
#     16 bits: black is zero 200, white is zero 200
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0 numpy
"$folder/venv/bin/python" - <<'PYTHON'
import io
import struct

import numpy as np
from PIL import Image

PHOTOMETRIC, SHORT = 262, 3


def read(bits, value):
    """The grey, 0 to 255, of a TIFF whose entry PhotometricInterpretation has this value."""
    file = io.BytesIO()
    Image.fromarray(np.full((4, 4), 200 * (2**bits // 255), f"uint{bits}")).save(file, "TIFF")
    data = bytearray(file.getvalue())
    entry = data.index(struct.pack("<HHI", PHOTOMETRIC, SHORT, 1)) + 8
    data[entry : entry + 2] = struct.pack("<H", value)
    return int(np.asarray(Image.open(io.BytesIO(data)))[0, 0]) * 255 // (2**bits - 1)


seen = {bits: (read(bits, 1), read(bits, 0)) for bits in (8, 16)}
for bits, (black, white) in seen.items():
    print(f"{bits} bits: black is zero {black}, white is zero {white}")
assert seen == {8: (200, 55), 16: (200, 200)}
PYTHON
