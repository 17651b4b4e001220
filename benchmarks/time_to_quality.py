"""FID and KID to held-out faces against minutes of training, for `compact` and its peers, on one core each:
python benchmarks/time_to_quality.py ["ENTRANT SEED" ...]

DATA names the faces (default avatars), MINUTES the marks. Each entrant runs in a separate process on a core that no
other has, as many at once as there are cores (Linux). A minute is one of CPU time. Appends to results/race.csv and
draws the whole table as results/race.png. Marks that are in the table are not measured again, so a race that was
stopped can be continued; an entrant with a missing mark is trained again from the start. PICTURES names a folder for
grids of the faces.
"""

import dataclasses
import importlib
import os
import queue
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
from keras_dcgan import KerasDCGAN
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, StrMethodFormatter
from race import Ours, Torch, floors, hold_out, race, record
from released_compact import RELEASED

from latentfaces.faces.load import load_faces
from latentfaces.figures.charts import BLUE, GREEN, GREY, ORANGE, WIDTH, chart
from latentfaces.models.presets import get_preset
from latentfaces.training.plan import resolve_preset
from latentfaces.training.run import enable_determinism

TABLE = Path(__file__).parent / "results" / "race.csv"
DATA = os.environ.get("DATA", "avatars")
MINUTES = [float(minutes) for minutes in os.environ.get("MINUTES", "2,5,10,20").split(",")]
SCORES = {"fid": "FID", "kid_x1000": "KID × 1,000"}
# compact with a D half as wide, a preset until resize-convolution.
NARROW = dataclasses.replace(get_preset("compact"), name="compact-narrow", discriminator_filters=16)
# Entrant -> its colour, its seeds, and either a preset, a class, or a module in PyTorch. The colours are of Okabe and
# Ito 2008, as those of the charts, but for that of compact-narrow.
ENTRANTS = {
    "compact": (ORANGE, 3, "compact"),
    "compact-narrow": ("#8B2500", 1, NARROW),
    "released compact": ("#E69F00", 1, RELEASED),
    "R3GAN": (BLUE, 1, "torch_r3gan"),
    "StyleGAN2": ("#56B4E9", 1, "torch_stylegan2"),
    "flow matching": (GREEN, 1, "torch_flow"),
    "PyTorch DCGAN": ("#CC79A7", 1, "torch_dcgan"),
    "Keras DCGAN": (GREY, 1, KerasDCGAN),
}
JOBS = {f"{name} {seed}": (name, seed) for name, (_, seeds, _) in ENTRANTS.items() for seed in range(seeds)}


def missing(name, seed):
    """The marks of an entrant that are not in the table."""
    if not TABLE.exists():
        return MINUTES
    rows = pd.read_csv(TABLE)
    rows = rows[(rows.entrant == name) & (rows.seed == seed) & (rows.data == Path(DATA).stem)]
    return [minutes for minutes in MINUTES if minutes not in set(rows.minutes)]


def enter(name, seed):
    enable_determinism()
    faces, held_out = hold_out(load_faces(DATA))
    recipe = ENTRANTS[name][2]
    if recipe is KerasDCGAN:
        trainer = KerasDCGAN(seed)
    elif str(recipe).startswith("torch_"):
        trainer = Torch(importlib.import_module(recipe), seed)
    else:
        trainer = Ours(resolve_preset(recipe, None, len(faces)), seed)
    real = floors(faces, held_out)
    pictures = os.environ.get("PICTURES")
    picture = Path(pictures) / f"{name} {seed} {{}}.png" if pictures else None
    for scores in race(trainer, faces, held_out, missing(name, seed), seed, picture, time.process_time):
        record(TABLE, {"entrant": name, **scores, **real})


def enter_all(jobs):
    """Runs the jobs in processes, each on a core of its own."""
    cores = queue.SimpleQueue()
    for core in os.sched_getaffinity(0):
        cores.put(core)

    def run(job):
        core = cores.get()
        try:
            # Both TensorFlow and PyTorch start as many threads as they see cores.
            subprocess.run(["taskset", "--cpu-list", str(core), sys.executable, __file__, job], check=True)
        finally:
            cores.put(core)

    with ThreadPoolExecutor(cores.qsize()) as pool:
        list(pool.map(run, jobs))


@chart
def curves(table):
    """FID and KID to held-out faces over the minutes of training, a row of panels for each set of faces.

    A line is the mean over the seeds, and the dots are the seeds; the dashed line is the floor of the FID. That of the
    KID is 0 but for noise, and has no place on a logarithmic axis.
    """
    sets = table.groupby("data", sort=False)
    figure = Figure((WIDTH, 0.4 + 2.5 * len(sets)))
    panels = figure.subplots(len(sets), len(SCORES), squeeze=False)
    for (data, rows), axes in zip(sets, panels, strict=True):
        for axis, (score, label) in zip(axes, SCORES.items(), strict=True):
            for name, (colour, _, _) in ENTRANTS.items():
                marks = rows[rows.entrant == name]
                if marks.empty:
                    continue
                mean = marks.groupby("minutes")[score].mean()
                axis.loglog(mean.index, mean, color=colour, label=name, linewidth=2 if name == "compact" else 1.2)
                axis.loglog(marks.minutes, marks[score], "o", color=colour, markersize=3)
            if score == "fid":
                axis.axhline(rows.floor_fid.mean(), color="black", linestyle="--", linewidth=0.8, label="real faces")
            axis.set(title=data, xlabel="minutes of training", ylabel=label, xticks=sorted(set(rows.minutes)))
            axis.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
            axis.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
            axis.minorticks_off()
    # No set of faces has every entrant.
    drawn = {line.get_label(): line for axis in panels[:, 0] for line in axis.get_legend_handles_labels()[0]}
    names = [name for name in (*ENTRANTS, "real faces") if name in drawn]
    figure.legend([drawn[name] for name in names], names, loc="outside lower center", ncols=4)
    return figure


if __name__ == "__main__":
    jobs = sys.argv[1:] or JOBS
    if unknown := [job for job in jobs if job not in JOBS]:
        sys.exit(f'There is no entrant "{unknown[0]}"; choose among {", ".join(JOBS)}.')
    jobs = [job for job in jobs if missing(*JOBS[job])]
    if len(jobs) == len(os.sched_getaffinity(0)) == 1:
        enter(*JOBS[jobs[0]])
    else:
        enter_all(jobs)
        curves(pd.read_csv(TABLE)).save(TABLE.with_suffix(".png"))
