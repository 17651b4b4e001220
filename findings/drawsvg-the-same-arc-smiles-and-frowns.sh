#!/bin/sh
# drawsvg draws an arc from 20 to 160 degrees as a smile, a frown or a circle without a smile, by different functions.
#
# drawsvg 2.4.2. Its y axis points down since version 2, and its documentation says that angles turn "from the x-axis
# towards the positive y-axis", and that Arc does in most cases what ArcLine does. Path.arc(cx, cy, r, 20, 160) follows
# that: it is the lower arc, a smile. ArcLine with the same numbers still counts upwards, as before version 2, so it is
# a frown. Arc has the same arguments and calls Path.arc, but the default of its cw is False, not True, so it goes from
# 20 to 160 degrees the long way round: a circle without the smile. From 0 to 360 degrees, ArcLine is a circle, and both
# others are nothing, because the arc ends where it starts. Nothing warns. Whoever takes the advice and replaces ArcLine
# by Arc gets a circle with a gap in place of each mouth. Seen: the share of drawn pixels, and how many of those are in
# the lower half, of an arc in the middle of a picture, drawn by resvg:
#
#     Path.arc, 20 to 160: 39% of the circle, 100% of it in the lower half
#     ArcLine, 20 to 160: 39% of the circle, 0% of it in the lower half
#     Arc, 20 to 160: 61% of the circle, 18% of it in the lower half
#     Arc, cw=True, 20 to 160: 39% of the circle, 100% of it in the lower half
#     Path.arc, 0 to 360: 0% of the circle, 0% of it in the lower half
#     ArcLine, 0 to 360: 100% of the circle, 50% of it in the lower half
#     Arc, 0 to 360: 0% of the circle, 0% of it in the lower half
#     Arc, cw=True, 0 to 360: 0% of the circle, 0% of it in the lower half
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet drawsvg==2.4.2 resvg-py==0.5.0 pillow==13.0.0 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import io

import drawsvg
import numpy as np
import resvg_py
from PIL import Image

STYLE = dict(fill="none", stroke="black", stroke_width=4)


def shapes(start, end):
    yield "Path.arc", drawsvg.Path(**STYLE).arc(0, 0, 40, start, end)
    yield "ArcLine", drawsvg.ArcLine(0, 0, 40, start, end, **STYLE)
    yield "Arc", drawsvg.Arc(0, 0, 40, start, end, **STYLE)
    yield "Arc, cw=True", drawsvg.Arc(0, 0, 40, start, end, cw=True, **STYLE)


def drawn(shape):
    drawing = drawsvg.Drawing(100, 100, origin="center")
    drawing.append(shape)
    return np.asarray(Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=drawing.as_svg())))))[..., 3] / 255


whole = drawn(drawsvg.Circle(0, 0, 40, **STYLE)).sum()
seen = {}
for start, end in (20, 160), (0, 360):
    for name, shape in shapes(start, end):
        ink = drawn(shape)
        share, lower = ink.sum() / whole, ink[50:].sum() / max(ink.sum(), 1)
        seen[name, start, end] = round(share, 2), round(lower, 2)
        print(f"{name}, {start} to {end}: {share:.0%} of the circle, {lower:.0%} of it in the lower half")
part = round(140 / 360, 2)
right = {"Path.arc": (part, 1), "ArcLine": (part, 0), "Arc": (1 - part, 0.18), "Arc, cw=True": (part, 1)}
for name, expected in right.items():
    assert np.allclose(seen[name, 20, 160], expected, atol=0.02), (name, seen)
    assert seen[name, 0, 360] == ((1, 0.5) if name == "ArcLine" else (0, 0)), (name, seen)
PYTHON
