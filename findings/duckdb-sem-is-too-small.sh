#!/bin/sh
# The standard error of DuckDB is too small by sqrt((n - 1) / n), so few seeds look more certain than they are.
#
# duckdb 2.0.1. sem() divides the population's standard deviation by sqrt(n), though stddev() and variance() of DuckDB
# are those of a sample, and sem of pandas and SciPy is that of a sample too. The documentation only says "standard
# error of the mean". Two runs look 29 % more certain than they are, five 11 %. One run has a standard error of 0, as if
# it were certain, where pandas has none. DuckDB reads tables of runs and data frames of pandas in place, so it is at
# hand. stddev(x) / sqrt(count(x)) is right. Seen, for FIDs of some runs:
#
#     1 runs: sem() 0.0, stddev() / sqrt(n) None, pandas nan
#     2 runs: sem() 0.4596, stddev() / sqrt(n) 0.6500, pandas 0.6500
#     3 runs: sem() 0.5214, stddev() / sqrt(n) 0.6386, pandas 0.6386
#     5 runs: sem() 0.5727, stddev() / sqrt(n) 0.6403, pandas 0.6403
#     95 % interval of the mean of 5 runs: 30.9 +- 1.59 by sem(), 30.9 +- 1.78 by SciPy
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==2.0.1 pandas==3.1.1 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import math

import duckdb
import pandas as pd
from scipy import stats

fids = [30.1, 31.4, 29.2, 33.0, 30.8]


def errors(fids):
    runs = pd.DataFrame({"fid": fids})
    own, other = duckdb.sql("select sem(fid), stddev(fid) / sqrt(count(fid)) from runs").fetchall()[0]
    return own, other, float(runs.fid.sem())


for count in (1, 2, 3, 5):
    own, other, pandas = errors(fids[:count])
    if count == 1:
        print(f"1 runs: sem() {own}, stddev() / sqrt(n) {other}, pandas {pandas}")
        assert own == 0 and other is None and math.isnan(pandas)
        continue
    print(f"{count} runs: sem() {own:.4f}, stddev() / sqrt(n) {other:.4f}, pandas {pandas:.4f}")
    assert math.isclose(other, pandas) and math.isclose(own, pandas * math.sqrt((count - 1) / count))

mean, times = sum(fids) / 5, stats.t.ppf(0.975, 4)
low, high = stats.t.interval(0.95, 4, mean, stats.sem(fids))
widths = own * times, (high - low) / 2
text = "95 % interval of the mean of 5 runs: {0:.1f} +- {1:.2f} by sem(), {0:.1f} +- {2:.2f} by SciPy"
print(text.format(mean, *widths))
assert widths[0] < 0.9 * widths[1]
PYTHON
