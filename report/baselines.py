"""Reference A, trained as it ran: its figures, the twins of the document's own.

Its G takes a hundred times as long for a face as `compact`, so figures are drawn anew only if its weights changed.
"""

import json
import sys

from PIL import Image
from tqdm import tqdm

from latentfaces import figures
from latentfaces.figures import charts
from latentfaces.models.catalogue import find_model
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import atomic_write, file_sha256, write_json

# What the document calls its models, after 10,000, 20,000 and 30,000 iterations of one run.
STATES = {"Baseline": "anime-baseline", "A": "anime-baseline-a", "B": "anime-baseline-b"}
# This many faces are averaged at each mean.
AVERAGED = 32
FIGURES = {
    "progress": lambda models: figures.progress({"Baseline": STATES["Baseline"]}),
    "losses": lambda models: charts.losses({label: STATES[label] for label in ("Baseline", "B")}),
    "samples": lambda models: figures.samples(models["Baseline"], n=36),
    "a-samples": lambda models: figures.samples(models["A"], n=36),
    "b-samples": lambda models: figures.samples(models["B"], n=36),
    "two-stds": lambda models: figures.two_stds(pair(models)),
    "two-means": lambda models: figures.two_means(pair(models)),
    "average-faces": lambda models: figures.average_faces(pair(models), n=AVERAGED),
}


def make_baseline_figures(folder, record):
    """Writes every figure to folder (pathlib.Path) as PNG, and to record (the path of a JSON file) what they show."""
    facts = {"averaged": AVERAGED, "weights": {name: file_sha256(find_model(name).weights) for name in STATES.values()}}
    paths = {name: folder / f"{name}.png" for name in FIGURES}
    if record.is_file() and json.loads(record.read_text()) == facts and all(path.is_file() for path in paths.values()):
        return
    models = {label: load_generator(name) for label, name in STATES.items()}
    for name, draw in tqdm(FIGURES.items(), desc="figures of reference A", file=sys.stdout):
        with atomic_write(paths[name]) as partial:
            # A palette takes half the bytes of true colours, which are mostly noise here.
            draw(models).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(partial, "png", optimize=True)
    write_json(record, facts)


def pair(models):
    """The two models that the document compares."""
    return {label: models[label] for label in ("A", "B")}
