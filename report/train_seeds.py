"""Trains the seeds that report/plan.toml asks for, and measures each: python report/train_seeds.py, two to three hours.

One run on each core; a run that is done is not repeated, so the command can be stopped and started again. Weights and
measurements are kept in data/runs/seeds, which git ignores; all measurements go to report/results/seeds.json.
"""

import argparse
import dataclasses
import os
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from latentfaces.backend import cores
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.random_directions import controlled
from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures import traits
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import prdc, realism
from latentfaces.models.presets import get_preset
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import RUNS
from latentfaces.run_folder import RULER, RunFolder
from latentfaces.storage import file_sha256, read_json, write_json
from latentfaces.training.precision import fastest_precision
from latentfaces.training.run import train

PLAN = Path(__file__).parent / "plan.toml"
# Runs of another plan are not taken for those of this one.
FOLDER = RUNS / "seeds" / file_sha256(PLAN)[:12]
RESULTS = Path(__file__).parent / "results" / "seeds.json"
HELD_OUT = 1000
FACES, DIRECTIONS = 256, 19
STDS = (0.4, 1.0)
COMMAND = "python report/train_seeds.py"


def read_plan():
    return tomllib.loads(PLAN.read_text())


def sources():
    """{name of a set: what `load_faces` takes}; without LATENTFACES_REAL_FACES, anime is downloaded."""
    real = os.environ.get("LATENTFACES_REAL_FACES")
    return {"avatars": "avatars", "anime": str(Path(real) / "anime-faces.zip") if real else "anime"}


def recipe(plan, condition, precision):
    """The preset of a run with short z, or with none: `compact` as it was when the plan was written."""
    changes = {
        "name": f"compact-{condition}",
        "precision": precision,
        "shortened_kimg": plan["shortened_kimg"],
        "self_modulation": False,
        "detail": False,
    }
    if condition == "none":
        changes["shortened_fraction"] = 0.0
    return dataclasses.replace(get_preset("compact"), **changes)


def run_one(name, condition, seed, precision):
    """Trains one run, measures it, and writes row.json to its folder."""
    plan, folder = read_plan(), RunFolder(FOLDER / f"{name}-{condition}-{seed}")
    preset = recipe(plan, condition, precision)
    faces, held_out = load_faces(sources()[name], preset.size).holdout(HELD_OUT)
    steps = 1000 * plan["kimg"] // preset.batch_size
    run = train(preset, faces, folder, steps, resume=folder.holds_run(), seed=seed)
    if run.interrupted:
        sys.exit("Stopped; the run goes on from its checkpoint when this is started again.")
    began = time.monotonic()
    measured = measure(load_generator(folder), name, held_out)
    row = {
        **{"set": name, "condition": condition, "seed": seed, "precision": precision},
        "fingerprint": faces.fingerprint,
        "weights": file_sha256(folder.weights),
        "minutes": round((run.seconds + time.monotonic() - began) / 60, 2),
        **measured,
    }
    write_json(folder.path / "row.json", row)


def measure(G, name, held_out):
    """Everything that a test over seeds needs of one generator of a set, as plain numbers."""
    found = controlled(G, n=FACES, directions=DIRECTIONS, faces=name)
    slopes, dips, middle = found.slopes(), found.dips(), found.values[0, len(found.means) // 2]
    real = extract_features(held_out.images, RULER, held_out.jpeg)
    at_std = {}
    for std in STDS:
        fake = extract_features(G.faces(sample_latent(HELD_OUT, G, std=std)), RULER, held_out.jpeg)
        scores = prdc(real, fake) | {"realism": float(realism(real, fake).mean())}
        at_std[str(std)] = {score: round(value, 4) for score, value in scores.items()}
    return {
        "slopes": {measure: slopes[:, i].round(6).tolist() for i, measure in enumerate(found.measures)},
        "dips": {measure: dips[:, i].round(6).tolist() for i, measure in enumerate(found.measures)},
        "at mean 0": {measure: round(float(middle[i]), 6) for i, measure in enumerate(found.measures)},
        "brightness of z = 0": round(float(traits.brightness(G.faces([[0.0] * G.latent_dim]))[0]), 6),
        "brightness of real faces": round(float(traits.brightness(held_out.images).mean()), 6),
        "at std": at_std,
    }


def all_runs(plan):
    """(set, condition, seed) of every run, one seed of everything first."""
    runs = [(s, c, seed) for c, n in plan["seeds"].items() for seed in range(n) for s in sources()]
    return sorted(runs, key=lambda run: run[2])


def train_all(plan):
    """Runs `run_one` for everything that has no row yet, in a process on each core."""
    missing = [run for run in all_runs(plan) if not (FOLDER / "-".join(map(str, run)) / "row.json").exists()]
    precision = fastest_precision()
    free = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [None] * cores()

    def start(run):
        core = free.pop()
        log = FOLDER / f"{'-'.join(map(str, run))}.log"
        try:
            with log.open("w") as file:
                subprocess.run(
                    [sys.executable, __file__, "--one", *map(str, run), precision],
                    env=os.environ | {"TF_NUM_INTRAOP_THREADS": "1", "CORE": "" if core is None else str(core)},
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    check=True,
                )
        except subprocess.CalledProcessError as error:
            raise LatentFacesError(f"The run {' '.join(map(str, run))} failed; its output is in {log}.") from error
        finally:
            free.append(core)

    FOLDER.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(len(free)) as pool, tqdm(total=len(missing), unit="run", file=sys.stdout) as bar:
        for _ in pool.map(start, missing):
            bar.update()


def write_rows(plan):
    """Collects the rows of all runs in results/seeds.json, which are then needed no more."""
    rows = [read_json(FOLDER / "-".join(map(str, run)) / "row.json", dict, COMMAND) for run in all_runs(plan)]
    minutes = round(sum(row["minutes"] for row in rows), 1)
    record = {"command": COMMAND, "plan": file_sha256(PLAN), "minutes of one core": minutes, "runs": rows}
    write_json(RESULTS, record)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        if os.environ.get("CORE"):
            os.sched_setaffinity(0, {int(os.environ["CORE"])})
        name, condition, seed, precision = args.one
        run_one(name, condition, int(seed), precision)
    else:
        plan = read_plan()
        train_all(plan)
        write_rows(plan)
