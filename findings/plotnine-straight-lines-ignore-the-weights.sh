#!/bin/sh
# A straight line of plotnine ignores the weights, even with method="wls", unless it gets the formula "y ~ x" as well.
#
# plotnine 0.15.9: geom_smooth with method "lm", "ols" or "wls" ("Weighted Linear Model" in the documentation) and the
# aesthetic weight. The function without a formula looks for a column "weights", which no plot has, and the one with a
# formula looks for "weight"; so the same line with formula="y ~ x" is weighted. No warning is given, and the band
# around the line is that of equal weights, too. Its issue 1005 is about this, and a change for it was merged in
# November 2025; 0.15.9, the newest one, has it still. One who weighs points by the number of pictures behind each, or
# by 1 / variance over seeds, sees the line in which the least certain points count as much as all others. Seen, for 40
# points on y = x with weight 1 and 10 points at the right end that are 5 higher and have weight 0.001 (the slope, and
# the mean width of the band of 95 %):
#
#     NumPy: slope 1.01 with the weights, 1.96 without
#     lm: slope 1.96, band 1.17
#     wls: slope 1.96, band 1.17
#     wls, y ~ x: slope 1.01, band 0.10
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet plotnine==0.15.9 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import warnings

import numpy as np
import pandas as pd
from plotnine import aes, geom_smooth, ggplot
from plotnine.exceptions import PlotnineWarning

warnings.simplefilter("ignore")
warnings.simplefilter("error", PlotnineWarning)
x = np.linspace(0, 5, 50)
last = np.arange(50) >= 40
noise = np.random.default_rng(0).standard_normal(50) * 0.1
points = pd.DataFrame({"x": x, "y": x + 5 * last + noise, "weight": np.where(last, 0.001, 1)})


def line(method, formula=None):
    plot = ggplot(points, aes("x", "y", weight="weight")) + geom_smooth(method=method, formula=formula, level=0.95)
    plot._build()
    smooth = plot.layers[0].data
    slope, band = np.polyfit(smooth.x, smooth.y, 1)[0], (smooth.ymax - smooth.ymin).mean()
    print(f"{method}{formula and ', ' + formula or ''}: slope {slope:.2f}, band {band:.2f}")
    return slope, band


# polyfit multiplies the residuals by w before it squares them.
weighted, equal = (np.polyfit(x, points.y, 1, w=w)[0] for w in (np.sqrt(points.weight), None))
print(f"NumPy: slope {weighted:.2f} with the weights, {equal:.2f} without")
lm, wls, formula = line("lm"), line("wls"), line("wls", "y ~ x")
assert weighted < 1.1 and equal > 1.9, (weighted, equal)
assert np.isclose(lm[0], equal) and np.isclose(wls[0], equal) and np.isclose(formula[0], weighted)
assert lm[1] == wls[1] > 5 * formula[1]
PYTHON
