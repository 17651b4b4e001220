"""Trains the models that need a GPU, one after another: KERAS_BACKEND=jax python benchmarks/references.py FOLDER

Each becomes a model folder FOLDER/NAME: weights in half precision, card, losses, sample grids at 100, 300, 1,000 ...
steps, scores. Started again, it continues where it was stopped. LATENTFACES_REAL_FACES names the folder of real faces;
without it they come from Kaggle. PART is for a trial: the fraction of the steps to train.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from latentfaces.backend import EngineError
from latentfaces.cli import main as latentfaces
from latentfaces.errors import LatentFacesError
from latentfaces.faces.load import load_faces
from latentfaces.models.model_card import write_card
from latentfaces.models.presets import get_preset
from latentfaces.models.publish import publish
from latentfaces.run_folder import RunFolder, newest_manifest
from latentfaces.training.run import train

PART = float(os.environ.get("PART", 1))
MEASURED = 5000


@dataclass(frozen=True)
class Model:
    """A model to train. steps: the most steps. run: the run whose state at that step it is, by default its own.

    patience: stop when the KID on held-out faces has not fallen for this fraction of the run.
    """

    name: str
    preset: str
    faces: str
    steps: int
    run: str | None = None
    hold_out: int = 0
    patience: float = 1.0


# Reference A names 10,000, 20,000 and 30,000 steps; reference B 500 epochs of 9,877 faces.
BASELINE = {"preset": "anime-baseline", "faces": "anime", "run": "anime-baseline"}
COMPACT = {"preset": "compact", "steps": 500_000, "hold_out": 1000, "patience": 0.3}
MODELS = (
    Model("anime-baseline", steps=10_000, **BASELINE),
    Model("anime-baseline-a", steps=20_000, **BASELINE),
    Model("anime-baseline-b", steps=30_000, **BASELINE),
    Model("simpsons-reference", "simpsons", "simpsons", steps=500 * 9877 // 64),
    Model("anime", faces="anime", **COMPACT),
    Model("avatars", faces="avatars", **COMPACT),
    Model("simpsons", faces="simpsons", **{**COMPACT, "hold_out": 100}),
    Model("avatars-128", faces="avatars", **{**COMPACT, "preset": "compact-128"}),
)
# A run with patience ends after a whole number of these.
ROUND = 25_000


def source_of(model):
    """The source of its faces for `load_faces` and `latentfaces --data`."""
    archive = Path(os.environ.get("LATENTFACES_REAL_FACES", ""), f"{model.faces}-faces.zip")
    return str(archive) if archive.exists() else model.faces


def train_model(model, run_dir):
    """Trains it, or continues, until its last step or until its KID stops falling."""
    preset = get_preset(model.preset)
    faces, held_out = load_faces(source_of(model), preset.size), None
    last, marks = at_least_2(model.steps), []
    if model.hold_out:
        faces, held_out = faces.holdout(model.hold_out)
        marks = range(at_least_2(ROUND), last, at_least_2(ROUND))
    begun = any(run_dir.glob("checkpoints/step-*.json"))
    done = newest_manifest(run_dir / "checkpoints").step if begun else 0
    if done > last:
        raise LatentFacesError(f"{run_dir} is already at step {done}, and {model.name} is its state at step {last}.")
    for mark in (*marks, last):
        if mark > done and train(preset, faces, run_dir, mark, resume=True, held_out=held_out).interrupted:
            sys.exit(f"{model.name} was stopped; start again to continue.")
        best = run_dir / "best"
        if best.exists() and mark - RunFolder(best).read_metadata()["step"] > model.patience * mark:
            break


def at_least_2(steps):
    return max(2, round(PART * steps))


def make(model, folder):
    """Trains, ships and measures one model. Raises LatentFacesError if one of these fails."""
    target, run_dir = folder / model.name, folder / "runs" / (model.run or model.name)
    train_model(model, run_dir)
    publish(run_dir, target)
    n = str(max(100, round(PART * MEASURED)))
    if latentfaces(["evaluate", "--model", str(target), "--data", source_of(model), "--n", n]):
        raise LatentFacesError(f"{target} could not be measured.")
    write_card(RunFolder(target))


def main(folder):
    """Makes every missing model; a failure does not stop the others. Returns the exit status."""
    failed = []
    for model in MODELS:
        if (folder / model.name / "README.md").exists():  # the card, which comes last
            print(f"{model.name} exists already.")
            continue
        try:
            make(model, folder)
        except (LatentFacesError, EngineError) as error:
            print(f"{model.name}: {error}")
            failed.append(model.name)
    return f"Not made: {', '.join(failed)}." if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder to fill: python benchmarks/references.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
