#!/bin/sh
# colorhash of ImageHash cannot tell a picture that is 56 % black from one that is 81 % black: one bit sets another.
#
# imagehash 4.3.2, pillow 13.0.0. colorhash divides the shares of black, of grey and of twelve kinds of colours into 8
# levels and writes each level as three bits. A mistake in the formula sets the second bit whenever the first one is
# set: levels 4 and 6 are both 110, and 5 and 7 both 111. So pictures that differ by a quarter of their area have a
# distance of 0, as if they were duplicates, while 56 % and 69 % differ. Seen, for red pictures with a black part of
# their area (the first three bits, beside the level in binary digits, and the distance between hashes):
#
#     black 56 %: 110, level 4 is 100
#     black 69 %: 111, level 5 is 101
#     black 81 %: 110, level 6 is 110
#     black 94 %: 111, level 7 is 111
#     distances: 56 % and 81 % 0, 69 % and 94 % 0, 56 % and 69 % 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet imagehash==4.3.2 pillow==13.0.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import imagehash
import numpy as np
from PIL import Image


def picture(part):
    pixels = np.full((32, 32, 3), (230, 20, 20), np.uint8)
    pixels[: round(32 * part)] = 0
    return Image.fromarray(pixels)


hashes = {}
for sixteenths in (9, 11, 13, 15):
    part = sixteenths / 16
    hashes[sixteenths] = imagehash.colorhash(picture(part))
    bits = "".join(str(int(bit)) for bit in hashes[sixteenths].hash[0])
    level = int(part * 8)
    print(f"black {100 * part:.0f} %: {bits}, level {level} is {level:03b}")
    assert bits == f"{level | (level >> 1 & 2):03b}"
pairs = (9, 13), (11, 15), (9, 11)
distances = [hashes[a] - hashes[b] for a, b in pairs]
named = (f"{100 * a / 16:.0f} % and {100 * b / 16:.0f} % {d}" for (a, b), d in zip(pairs, distances))
print("distances: " + ", ".join(named))
assert distances == [0, 0, 1] and str(hashes[9]) == str(hashes[13])
PYTHON
