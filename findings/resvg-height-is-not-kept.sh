#!/bin/sh
# resvg-py given both a width and a height returns a picture of another size, unless the drawing has that shape.
#
# resvg-py 0.5.0 fits the drawing into width x height and cuts the canvas to it, without a word: width=64, height=64 of a
# drawing of 20 x 10 gives 64 x 32. preserveAspectRatio="none" changes nothing, and zoom is ignored beside a width. Where
# the pictures become one array of 64 x 64, an SVG of another shape needs an <svg> of that shape around it. Seen:
#
#     width=64 -> (64, 32)
#     width=64, height=64 -> (64, 32)
#     width=64, height=64, preserveAspectRatio="none" -> (64, 32)
#     width=64, zoom=3 -> (64, 32)
#     width=64, height=64, in an <svg> of 64 x 64 -> (64, 64)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet resvg-py==0.5.0 pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io

import resvg_py
from PIL import Image


def size(svg, **how):
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, **how)))).size


XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
INNER = 'viewBox="0 0 20 10"><rect width="20" height="10" fill="red"/></svg>'
plain = f"<svg {XMLNS} {INNER}"
stretched = f'<svg {XMLNS} preserveAspectRatio="none" {INNER}'
around = f'<svg {XMLNS} width="64" height="64"><svg {INNER}</svg>'
for name, seen, expected in (
    ("width=64", size(plain, width=64), (64, 32)),
    ("width=64, height=64", size(plain, width=64, height=64), (64, 32)),
    ('width=64, height=64, preserveAspectRatio="none"', size(stretched, width=64, height=64), (64, 32)),
    ("width=64, zoom=3", size(plain, width=64, zoom=3), (64, 32)),
    ("width=64, height=64, in an <svg> of 64 x 64", size(around, width=64, height=64), (64, 64)),
):
    print(f"{name} -> {seen}")
    assert seen == expected
PYTHON
