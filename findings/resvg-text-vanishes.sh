#!/bin/sh
# resvg leaves out text whose font family it does not find, without an error, and "sans-serif" is such a family.
#
# resvg-py 0.5.0 was given one font, DejaVu Sans. A browser draws text of an unknown family in another font; resvg draws
# nothing, and raises nothing. Its generic families are names of fonts that a server rarely has, so that sans-serif, serif
# and text without a family vanish too, until they are mapped to a font that is there (sans_serif_family, font_family).
# Names of families are compared with their case, unlike in CSS. Labels on pictures rendered in a container are lost.
# Seen, as the box of what was drawn:
#
#     DejaVu Sans -> (5, 7, 43, 31)
#     Arial, DejaVu Sans -> (5, 7, 43, 31)
#     dejavu sans -> None
#     sans-serif -> None
#     sans-serif, mapped -> (5, 7, 43, 31)
#     no family -> None
#     no family, mapped -> (5, 7, 43, 31)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet resvg-py==0.5.0 pillow==13.0.0 matplotlib==3.11.2
"$folder/venv/bin/python" - <<'PYTHON'
import io

import resvg_py
from matplotlib import font_manager
from PIL import Image

FONT = font_manager.findfont("DejaVu Sans")  # matplotlib carries it
MAPPED = {"sans_serif_family": "DejaVu Sans", "font_family": "DejaVu Sans"}


def drawn(family, mapping):
    text = f'<text x="5" y="30" font-size="30"{family}>Ab</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40">{text}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[FONT], **mapping)
    return Image.open(io.BytesIO(bytes(png))).getbbox()


box = (5, 7, 43, 31)
for name, family, mapping, expected in (
    ("DejaVu Sans", ' font-family="DejaVu Sans"', {}, box),
    ("Arial, DejaVu Sans", ' font-family="Arial, DejaVu Sans"', {}, box),
    ("dejavu sans", ' font-family="dejavu sans"', {}, None),
    ("sans-serif", ' font-family="sans-serif"', {}, None),
    ("sans-serif, mapped", ' font-family="sans-serif"', MAPPED, box),
    ("no family", "", {}, None),
    ("no family, mapped", "", MAPPED, box),
):
    seen = drawn(family, mapping)
    print(f"{name} -> {seen}")
    assert seen == expected
PYTHON
