"""KID to held-out faces against minutes of training, for `compact` and its peers on the same cores:
python benchmarks/time_to_quality.py [ENTRANT ...]

DATA names the faces (default avatars), MINUTES the marks. Appends to results/time_to_quality.csv and draws the whole
table as results/time_to_quality.png.
"""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter
from race import Ours, Torch, race, record

from latentfaces.faces.load import load_faces
from latentfaces.figures.charts import BLUE, GREEN, GREY, ORANGE, WIDTH, chart
from latentfaces.training.plan import resolve_preset
from latentfaces.training.run import enable_determinism

TABLE = Path(__file__).parent / "results" / "time_to_quality.csv"
HELD_OUT = 1000
ENTRANTS = {"compact": ORANGE, "PyTorch DCGAN": BLUE, "dcgan": GREEN, "anime-baseline": GREY}


def enter(name):
    enable_determinism()
    minutes = [float(m) for m in os.environ.get("MINUTES", "1,2,5,10,20").split(",")]
    faces, held_out = load_faces(os.environ.get("DATA", "avatars")).holdout(HELD_OUT)
    if name == "PyTorch DCGAN":
        trainer = Torch(seed=0)
    else:
        trainer = Ours(resolve_preset(name, None, len(faces)), seed=0)
    for scores in race(trainer, faces, held_out, minutes):
        record(TABLE, {"entrant": name, **scores})


@chart
def curves(table):
    """KID to held-out faces over the minutes of training, one panel for each set of faces."""
    sets = table.groupby("data", sort=False)
    figure = Figure((WIDTH, 2.6))
    axes = figure.subplots(1, len(sets), sharey=True, squeeze=False)[0]
    for axis, (data, rows) in zip(axes, sets, strict=True):
        for name, marks in rows.groupby("entrant", sort=False):
            axis.loglog(marks.minutes, marks.kid_x1000, "o-", markersize=3, color=ENTRANTS[name], label=name)
        axis.set(title=data, xlabel="minutes of training", xticks=sorted(set(rows.minutes)))
        for ticks in (axis.xaxis, axis.yaxis):
            ticks.set_major_formatter(ScalarFormatter())
        axis.minorticks_off()
    axes[0].set_ylabel("KID × 1,000 to held-out faces")
    axes[0].legend()
    return figure


if __name__ == "__main__":
    entrants = sys.argv[1:] or ENTRANTS
    if unknown := [name for name in entrants if name not in ENTRANTS]:
        sys.exit(f'There is no entrant "{unknown[0]}"; choose among {", ".join(ENTRANTS)}.')
    if len(entrants) == 1:
        enter(entrants[0])
        curves(pd.read_csv(TABLE)).save(TABLE.with_suffix(".png"))
    else:
        # Each in a separate process, so that none shares threads and memory with another.
        for entrant in entrants:
            subprocess.run([sys.executable, __file__, entrant], check=True)
