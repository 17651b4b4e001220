#!/bin/sh
# svgpathtools stretches or mirrors a tilted ellipse as if it were not tilted, so a flattened drawing shows another arc.
#
# svgpathtools 1.8.0. transform(curve, matrix) and Document, which applies the transforms of an SVG file to its paths,
# give a path as it is on the page. For an arc, the library computes the new radii from an ellipse without rotation and
# adds the old rotation afterwards. That is right for shifts, turns and equal scales, but wrong as soon as a tilted
# ellipse gets wider or taller, or is mirrored: the mirrored one keeps its tilt. The ends stay where they belong; if the
# ellipse is then too small for them, it grows silently. Whether a mirror turns the direction round is told by two of
# the four numbers of the matrix, so after a mirror along the diagonal even a level arc bulges to the other side. Curves
# of other kinds are right. Eyes and ears of cartoon faces are tilted ellipses, and one of a pair is often the mirror
# image of the other. Seen, for an arc of radii 40 and 15: the largest distance of the new arc from the one that it
# should be, which is computed point by point, and for the file with the mirror:
#
#     level, turned by 20 degrees: 0.0
#     level, twice as large: 0.0
#     level, twice as wide: 0.0
#     level, half as tall: 0.0
#     level, mirrored left to right: 0.0
#     level, mirrored along the diagonal: 33.4
#     tilted by 30 degrees, turned by 20 degrees: 0.0
#     tilted by 30 degrees, twice as large: 0.0
#     tilted by 30 degrees, twice as wide: 12.7
#     tilted by 30 degrees, half as tall: 6.4
#     tilted by 30 degrees, mirrored left to right: 36.2
#     tilted by 30 degrees, mirrored along the diagonal: 42.2
#     Document, mirrored left to right: 36.2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-deps svgpathtools==1.8.0 svgwrite==1.4.3 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from svgpathtools import Document, parse_path
from svgpathtools.path import transform

positions = np.linspace(0, 1, 2001)
cases = {
    "turned by 20 degrees": [[0.9396926, -0.3420201], [0.3420201, 0.9396926]],
    "twice as large": [[2, 0], [0, 2]],
    "twice as wide": [[2, 0], [0, 1]],
    "half as tall": [[1, 0], [0, 0.5]],
    "mirrored left to right": [[-1, 0], [0, 1]],
    "mirrored along the diagonal": [[0, 1], [1, 0]],
}


def right(arc, matrix):
    points = np.array([arc.point(t) for t in positions])
    x, y = np.array(matrix) @ [points.real, points.imag]
    return x + 1j * y


def distance(new, wanted):
    points = np.array([new.point(t) for t in positions])
    assert np.allclose(points[[0, -1]], wanted[[0, -1]])
    return max(abs(wanted - point).min() for point in points[::20])


distances = {}
for tilt in 0, 30:
    path = f"M 20 60 A 40 15 {tilt} 1 1 60 65"
    arc = parse_path(path)[0]
    for name, matrix in cases.items():
        full = np.eye(3)
        full[:2, :2] = matrix
        distances[tilt, name] = distance(transform(arc, full), right(arc, matrix))
        print(f"{f'tilted by {tilt} degrees' if tilt else 'level'}, {name}: {distances[tilt, name]:.1f}")
names = list(cases)
wrong = {(0, names[5]), *((30, name) for name in names[2:])}
assert all(value > 5 if key in wrong else value < 0.1 for key, value in distances.items())
svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{path}" transform="scale(-1 1)"/></svg>'
mirrored = distance(Document.from_svg_string(svg).paths()[0][0], right(arc, cases["mirrored left to right"]))
print(f"Document, mirrored left to right: {mirrored:.1f}")
assert mirrored > 5
PYTHON
