"""Every figure of the report: its name under images/ and the call that makes it."""

import sys

import numpy as np
import pandas as pd
from PIL import Image
from scipy.stats import binomtest
from study import AVERAGED, SETS
from tqdm import tqdm

from latentfaces import figures
from latentfaces.figures import charts
from latentfaces.figures.schema import gan_schema
from latentfaces.latent import sample_latent
from latentfaces.models.catalogue import find_model
from latentfaces.models.presets import get_preset
from latentfaces.storage import atomic_write

# What the effects over training seeds are counted in; `sd` are standard deviations of real faces.
UNITS = {
    1: "realism at std 0.4 minus realism at std 1",
    **dict.fromkeys((2, 3, 4), "sd per unit of the mean"),
    5: "brightness at mean 0 minus that at \N{PLUS-MINUS SIGN}0.8",
}

COMMON = {
    "schema": lambda s: gan_schema(get_preset("compact"), s.faces.images[5], one_face(s.models["avatars"]["B"])),
    "avatars-dataset": lambda s: figures.dataset_samples(s.faces, n=36),
    "avatars-neighbours": lambda s: figures.neighbours(s.models["avatars"]["B"], s.faces),
    "mirrored": lambda s: figures.mirrored(s.models["avatars"]["B"]),
    "weak-generator": lambda s: figures.progress(s.imbalance, (100, 300), columns=2),
    "weak-generator-losses": lambda s: charts.losses(s.imbalance),
    "std-effects": lambda s: charts.std_effects(
        {name: std_table(s, name) for name in SETS}, {name: share_intervals(s.held_out[name]) for name in SETS}
    ),
    "seed-effects": lambda s: charts.seed_effects(s.seeds["tests"], UNITS),
    "neighbour-distances": lambda s: charts.neighbour_distances({name: s.held_out[name]["distances"] for name in SETS}),
    "losses": lambda s: charts.losses({name: name for name in (*SETS, "simpsons", "simpsons-reference")}),
    "simpsons-samples": lambda s: figures.samples(s.simpsons["simpsons"], n=36),
    "simpsons-reference-samples": lambda s: figures.samples(s.simpsons["simpsons-reference"], n=16),
}
OF_A_SET = {
    "samples": lambda s, name: figures.samples(s.models[name]["B"], n=36),
    "short-samples": lambda s, name: figures.samples(s.models[name]["A"], n=36),
    "progress": lambda s, name: figures.progress({"B": name}, saved_steps(name)),
    "two-stds": lambda s, name: figures.two_stds(s.models[name]),
    "two-means": lambda s, name: figures.two_means(s.models[name]),
    "average-faces": lambda s, name: figures.average_faces(s.models[name], n=AVERAGED),
    "std-sweep": lambda s, name: figures.std_sweep(s.models[name]["B"]),
    "mean-sweep": lambda s, name: figures.mean_sweep(s.models[name]["B"]),
    "interpolation": lambda s, name: figures.interpolation(s.models[name]["B"]),
    "directions": lambda s, name: figures.direction_strips(s.models[name]["B"], s.models[name]["B"].directions),
    "leakage": lambda s, name: charts.leakage(s.leakage[name]),
    "controls": lambda s, name: charts.controls(s.controlled[name]),
}

# Of the figure of effects of the std, row by row.
COLUMNS = [
    *("precision", "recall", "density", "coverage"),
    *("KID × 1,000", "distance to real", "diversity", "colourfulness"),
]


def make_figures(study, folder):
    """Writes every figure to folder (pathlib.Path) as PNG, and the walks also as GIF and MP4; shows a progress bar."""
    calls = {name: (call, ()) for name, call in COMMON.items()}
    calls |= {f"{of}-{name}": (call, (of,)) for name, call in OF_A_SET.items() for of in SETS}
    with tqdm(total=len(calls) + len(SETS), desc="figures", file=sys.stdout) as bar:
        for name, (call, of) in calls.items():
            bar.set_postfix_str(name)
            save_png(call(study, *of), folder / f"{name}.png")
            bar.update()
        for of in SETS:
            frames = figures.walk_frames(study.models[of]["B"])
            save_png(figures.walk(frames), folder / f"{of}-walk.png")
            figures.save_walk(frames, folder / f"{of}-walk")
            bar.update()


def save_png(image, path):
    """Writes a PIL image as PNG, with every channel rounded to a multiple of 5.

    The noise of generated faces does not compress: rounding makes the files a third smaller and moves no level of 255
    by more than 2.
    """
    levels = np.rint(np.asarray(image) / 5) * 5
    with atomic_write(path) as partial:
        Image.fromarray(levels.astype(np.uint8)).save(partial, "png", optimize=True)


def saved_steps(name):
    """The steps of which training saved samples, from the first that shows more than noise."""
    folder = find_model(name)
    return [step for step in (300, 1000, 3000, 10_000, 30_000) if folder.sample_grid(step).is_file()]


def std_table(study, name):
    """Scores and KID to held-out faces, distance to training faces, diversity and colourfulness along the std of z."""
    by_std = pd.DataFrame(study.held_out[name]["by_std"]).set_index("std")
    table = by_std.join(study.stds[name][["diversity", "colourfulness"]], how="outer")
    return table.rename(columns={"distance": "distance to real", "kid_x1000": "KID × 1,000"})[COLUMNS]


def share_intervals(held_out):
    """Wilson's 95% intervals of those scores that are shares of the faces compared, by std, as tables of both ends."""
    n, by_std = held_out["n"], pd.DataFrame(held_out["by_std"]).set_index("std")
    intervals = by_std[["precision", "recall", "coverage"]].map(
        lambda share: binomtest(round(share * n), n).proportion_ci(method="wilson")
    )
    return intervals.map(lambda ends: ends.low), intervals.map(lambda ends: ends.high)


def one_face(G):
    return G.faces(sample_latent(1, G, std=0.7))[0]
