#!/bin/sh
# DuckDB and plotnine make standard errors too small by sqrt((n - 1) / n), so few seeds look too certain.
#
# duckdb 2.0.1, plotnine 0.15.9. sem() of DuckDB and mean_se of plotnine divide the population's standard deviation by
# sqrt(n). stddev() of DuckDB, mean_cl_normal and mean_sdl of plotnine, and sem of pandas and SciPy take that of a
# sample. Their documentation only says "standard error". Two runs look 29 % more certain than they are, five 11 %. One
# run has a standard error of 0, as if it were certain, where pandas has none. DuckDB reads data frames of pandas in
# place, so it is at hand. stddev(x) / sqrt(count(x)) is right. Seen, for FIDs of some runs:
#
#     1 runs: DuckDB 0.0000, plotnine 0.0000, pandas nan, stddev() / sqrt(n) of DuckDB None
#     2 runs: DuckDB 0.4596, plotnine 0.4596, pandas 0.6500, stddev() / sqrt(n) of DuckDB 0.6500
#     3 runs: DuckDB 0.5214, plotnine 0.5214, pandas 0.6386, stddev() / sqrt(n) of DuckDB 0.6386
#     5 runs: DuckDB 0.5727, plotnine 0.5727, pandas 0.6403, stddev() / sqrt(n) of DuckDB 0.6403
#     95 % interval of the mean of 5 runs: 1.59 to either side by sem(), 1.78 by mean_cl_normal, 1.78 by SciPy
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==2.0.1 plotnine==0.15.9 pandas==3.1.1 scipy==1.17.1 statsmodels==0.15.0
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import math

import duckdb
import pandas as pd
from plotnine.stats.stat_summary import mean_cl_normal, mean_se
from scipy import stats

fids = [30.1, 31.4, 29.2, 33.0, 30.8]


def errors(fids):
    runs = pd.DataFrame({"fid": fids})
    duck, right = duckdb.sql("select sem(fid), stddev(fid) / sqrt(count(fid)) from runs").fetchall()[0]
    bar = mean_se(runs.fid)
    return duck, float(bar.ymax.iloc[0] - bar.y.iloc[0]), float(runs.fid.sem()), right


for count in (1, 2, 3, 5):
    duck, plotnine, pandas, right = errors(fids[:count])
    text = "None" if right is None else f"{right:.4f}"
    parts = f"DuckDB {duck:.4f}, plotnine {plotnine:.4f}, pandas {pandas:.4f}, stddev() / sqrt(n) of DuckDB {text}"
    print(f"{count} runs: {parts}")
    if count == 1:
        assert duck == plotnine == 0 and right is None and math.isnan(pandas)
    else:
        assert math.isclose(right, pandas) and math.isclose(duck, pandas * math.sqrt((count - 1) / count))
        assert math.isclose(plotnine, duck)

mean, times = sum(fids) / 5, stats.t.ppf(0.975, 4)
low, high = stats.t.interval(0.95, 4, mean, stats.sem(fids))
bar = mean_cl_normal(pd.Series(fids))
widths = duck * times, float(bar.ymax.iloc[0] - bar.y.iloc[0]), (high - low) / 2
text = "95 % interval of the mean of 5 runs: {:.2f} to either side by sem(), {:.2f} by mean_cl_normal, {:.2f} by SciPy"
print(text.format(*widths))
assert widths[0] < 0.9 * widths[2] and math.isclose(widths[1], widths[2])
PYTHON
