#!/bin/sh
# Matplotlib 3.11 writes numbers at the minor ticks of a logarithmic axis of up to two decades; 3.10 did below one.
#
# An axis from 0.13 to 4 had the label 1 alone, and has eight now; in a low panel they lie on top of each other.
# `axis.set_minor_formatter(NullFormatter())` brings the old picture back. Seen:
#
#     matplotlib 3.10.9: minor labels on axes of 1.5 decades: 0, of 2.3 decades: 0
#     matplotlib 3.11.2: minor labels on axes of 1.5 decades: 7, of 2.3 decades: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
check() {
    python3 -m venv --clear "$folder/venv"
    "$folder/venv/bin/pip" install --quiet "matplotlib==$1"
    "$folder/venv/bin/python" - "$2" <<'PYTHON'
import sys

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def minor_labels(low, high):
    figure = Figure()
    axis = figure.subplots().yaxis
    axis.axes.set_yscale("log")
    axis.axes.set_ylim(low, high)
    FigureCanvasAgg(figure).draw()
    return sum(bool(tick.label1.get_text()) for tick in axis.get_minor_ticks() if low <= tick.get_loc() <= high)


seen = minor_labels(0.13, 4), minor_labels(0.1, 20)
print(f"matplotlib {matplotlib.__version__}: minor labels on axes of 1.5 decades: {seen[0]}, of 2.3 decades: {seen[1]}")
assert seen == (int(sys.argv[1]), 0), seen
PYTHON
}
check 3.10.9 0
check 3.11.2 7
