#!/bin/sh
# svgelements gives a skewed circle, or a tilted ellipse in a stretched group, another shape than the SVG file shows.
#
# svgelements 1.9.6. It reads SVG files and applies their transforms, "within groups as well as with respect to the SVG
# Viewport", so that paths, boxes and lengths are as on the page; laser cutters and plotters follow them. A transform
# moves the two ends of the axes of an ellipse, and the library takes where they land for the ends of the new axes. That
# is right as long as they stay perpendicular: for turns, mirrors, equal scales, and an ellipse that is stretched along
# its axes. In general they are only two conjugate radii, and the new axes lie elsewhere. So a circle under skewX(45)
# becomes a tall ellipse instead of a wide one, and a tilted ellipse in a group that is twice as wide is too fat. A face
# that leans or is stretched has such eyes. Seen, for an SVG file with a group around a circle of radius 40, or an
# ellipse of radii 40 and 15, level or tilted by 30 degrees: the box of the shape, the box by hand, and the largest
# distance of a point of its path from the true curve:
#
#     circle, rotate(20): 80 x 80 and 80 x 80; 0.0
#     circle, scale(-1 1): 80 x 80 and 80 x 80; 0.0
#     circle, scale(2 1): 160 x 80 and 160 x 80; 0.0
#     circle, skewX(45): 80 x 113 and 113 x 80; 28.4
#     ellipse, rotate(20): 76 x 39 and 76 x 39; 0.0
#     ellipse, scale(-1 1): 80 x 30 and 80 x 30; 0.0
#     ellipse, scale(2 1): 160 x 30 and 160 x 30; 0.0
#     ellipse, skewX(45): 80 x 42 and 85 x 30; 8.1
#     tilted, rotate(20): 56 x 64 and 56 x 64; 0.0
#     tilted, scale(-1 1): 71 x 48 and 71 x 48; 0.0
#     tilted, scale(2 1): 139 x 55 and 142 x 48; 4.0
#     tilted, skewX(45): 110 x 48 and 110 x 48; 4.2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet svgelements==1.9.6 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import io

import numpy as np
from svgelements import SVG, Ellipse, Move, Path

SOURCE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200"><g transform="{}">
<ellipse rx="{}" ry="{}" transform="rotate({})"/></g></svg>"""
transforms = {  # the columns of each matrix
    "rotate(20)": ([np.cos(np.pi / 9), np.sin(np.pi / 9)], [-np.sin(np.pi / 9), np.cos(np.pi / 9)]),
    "scale(-1 1)": ([-1, 0], [0, 1]),
    "scale(2 1)": ([2, 0], [0, 1]),
    "skewX(45)": ([1, 0], [1, 1]),
}
turn = np.linspace(0, 2 * np.pi, 7201)
far = {}
for shape, (across, down, tilt) in {"circle": (40, 40, 0), "ellipse": (40, 15, 0), "tilted": (40, 15, 30)}.items():
    cos, sin = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    ring = np.array([[cos, -sin], [sin, cos]]) @ [across * np.cos(turn), down * np.sin(turn)]
    for transform, columns in transforms.items():
        drawing = SVG.parse(io.StringIO(SOURCE.format(transform, across, down, tilt)))
        (found,) = [element for element in drawing.elements() if isinstance(element, Ellipse)]
        true = np.transpose(columns) @ ring
        arcs = [piece for piece in abs(Path(found)) if not isinstance(piece, Move)]
        points = np.array([tuple(arc.point(t)) for arc in arcs for t in np.linspace(0, 1, 101)])
        apart = max(np.hypot(*(true - point[:, None])).min() for point in points)
        far[shape, transform] = apart
        sizes = " and ".join(
            f"{box[2] - box[0]:.0f} x {box[3] - box[1]:.0f}" for box in (found.bbox(), (*true.min(1), *true.max(1)))
        )
        print(f"{shape}, {transform}: {sizes}; {apart:.1f}")
wrong = {case for case, apart in far.items() if apart > 0.1}
assert wrong == {("tilted", "scale(2 1)"), *((shape, "skewX(45)") for shape in ("circle", "ellipse", "tilted"))}, wrong
assert all(far[case] > 2 for case in wrong)
PYTHON
