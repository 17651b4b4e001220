#!/bin/sh
# animeface finds no face at all with Pillow 12 or newer, and says nothing.
#
# animeface 2.0.3 finds the faces of anime characters in larger pictures, and asks for any Pillow. With Pillow 11.3.0 it
# finds the face that is drawn below; with 12.0.0 and 13.0.0 `detect` returns an empty list, as for a picture without a
# face, so a folder is cropped to nothing. There are wheels up to Python 3.13. Seen:
#
#     pillow 11.3.0: 1 face, likelihood 0.90
#     pillow 12.0.0: 0 faces
#     pillow 13.0.0: 0 faces
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
check() {
    "$folder/venv/bin/pip" install --quiet animeface==2.0.3 "pillow==$1"
    "$folder/venv/bin/python" - "$2" <<'PYTHON'
import sys

import animeface
import PIL
from PIL import Image, ImageDraw

picture = Image.new("RGB", (256, 256), "white")
draw = ImageDraw.Draw(picture)
hair, skin, dark = (90, 60, 160), (255, 224, 196), (20, 10, 20)
draw.ellipse((58, 50, 198, 220), fill=skin, outline=(80, 50, 30), width=2)
draw.pieslice((45, 30, 211, 200), 180, 360, fill=hair)
fringe = [(50, 110), (80, 80), (100, 120), (120, 80), (140, 118), (160, 80), (180, 120), (206, 110), (206, 60), (50, 60)]
draw.polygon(fringe, fill=hair)
for x in (98, 158):
    draw.ellipse((x - 18, 130, x + 18, 176), fill="white", outline=dark, width=3)
    draw.ellipse((x - 13, 136, x + 13, 174), fill=(60, 40, 150))
    draw.ellipse((x - 8, 146, x + 8, 170), fill=dark)
    draw.ellipse((x - 9, 140, x - 1, 150), fill="white")
    draw.arc((x - 22, 122, x + 22, 170), 200, 340, fill=dark, width=5)
draw.line((126, 182, 130, 186), fill=(160, 100, 90), width=2)
draw.arc((112, 186, 144, 204), 20, 160, fill=(150, 60, 60), width=2)
faces = animeface.detect(picture)
likelihood = f", likelihood {faces[0].likelihood:.2f}" if faces else ""
print(f"pillow {PIL.__version__}: {len(faces)} {'face' if len(faces) == 1 else 'faces'}{likelihood}")
assert len(faces) == int(sys.argv[1])
PYTHON
}
check 11.3.0 1
check 12.0.0 0
check 13.0.0 0
