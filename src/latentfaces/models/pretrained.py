"""Trained generators: those shipped under data/pretrained/, and those in a run folder of one's own.

Both kinds of folder hold generator.weights.h5 and a JSON file with the recipe: model.json (shipped) or run.json.
"""

import json
import os
import shutil
from pathlib import Path

import h5py
import numpy as np
import pandas as pd

from latentfaces.backend import machine
from latentfaces.errors import LatentFacesError
from latentfaces.models.networks import build_generator
from latentfaces.models.presets import Preset
from latentfaces.paths import PRETRAINED
from latentfaces.run_folder import newest_manifest
from latentfaces.storage import atomic_write, read_json, write_json

LOSS_ROWS = 2000


def load_generator(model):
    """The generator of a shipped model (a name that `pretrained_names` lists) or of a run folder.

    Returns a Keras model G: z float32 (N, d) -> float32 (N, S, S, 3), from black, -1, to white, 1 (`to_uint8` clips
    what overshoots). Its weights are the moving average of the trained ones; `G.latent_dim` is d, and `G.latent`
    ("normal" or "uniform") is what z was drawn from in training.
    Raises LatentFacesError if there is no such model or its files are damaged.
    """
    folder = find_model(model)
    preset = Preset.from_json(read_card(folder)["preset"])
    try:
        G = build_generator(preset)
    except Exception as error:  # whatever Keras makes of numbers that are none
        raise LatentFacesError(f"The recipe in {folder} is damaged ({error}); restore it, or train again.") from error
    try:
        G.load_weights(folder / "generator.weights.h5")
    except (OSError, ValueError, KeyError) as error:
        raise LatentFacesError(
            f"The weights in {folder} are missing or damaged; restore generator.weights.h5, or train again."
        ) from error
    G.trainable = False
    G.latent_dim, G.latent = preset.latent_dim, preset.latent
    return G


def find_model(model):
    """The folder of a shipped model or of a run. Raises LatentFacesError with the known names if there is none."""
    for folder in (PRETRAINED / str(model), Path(model)):
        # Unlike Path.is_file, this takes text too long for a name.
        if any(os.path.isfile(folder / name) for name in ("model.json", "run.json")):
            return folder
    raise LatentFacesError(
        f'There is no model "{model}"; choose one of {", ".join(pretrained_names())}, or give the folder of a run '
        "that `latentfaces train` made."
    )


def pretrained_names():
    """Names of the shipped models, sorted."""
    return sorted(card.parent.name for card in PRETRAINED.glob("*/model.json"))


def read_card(folder):
    """What is known of a model, as a dict: preset, seed and faces, and for shipped ones steps, time and scores."""
    path = folder / "model.json" if (folder / "model.json").is_file() else folder / "run.json"

    def parse(card):
        return {**card, "preset": dict(card["preset"]), "faces": dict(card["faces"])}

    return read_json(path, parse, "restore it, or train again")


def ship(run_dir, folder):
    """Copies what a run made to a model folder: generator in half precision, card, samples and losses.

    Of a run that tracked the KID on held-out faces, that is the generator with the lowest. The card says the recipe,
    faces, steps, thousands of real images seen, minutes and machine; `evaluate` adds the scores. The losses are thinned
    to `LOSS_ROWS` rows.
    """
    run_dir, folder = Path(run_dir), Path(folder)
    chosen = run_dir / "best" if (run_dir / "best" / "run.json").is_file() else run_dir
    manifest = newest_manifest(run_dir / "checkpoints")
    card = {"step": manifest.step, **read_card(chosen)}
    steps = card.pop("step")
    with atomic_write(folder / "generator.weights.h5") as partial:
        copy_half(chosen / "generator.weights.h5", partial)
    # Grids and measurements of what had this name before are not this model's.
    for stale in (p for kind in ("samples/*.png", "scores*.json", "real_traits.json") for p in folder.glob(kind)):
        stale.unlink()
    for grid in sorted((run_dir / "samples").glob("*.png")):
        if int(grid.stem) > steps:
            continue
        with atomic_write(folder / "samples" / grid.name) as partial:
            shutil.copyfile(grid, partial)
    losses = pd.read_csv(run_dir / "losses.csv").head(steps)
    with atomic_write(folder / "losses.csv") as partial:
        losses.iloc[:: -(-len(losses) // LOSS_ROWS)].to_csv(partial, index=False, float_format="%.5g")
    # A folder on the disk of whoever trained means nothing to others.
    source = Path(card["faces"]["source"]).stem
    write_json(
        folder / "model.json",
        {
            **card,
            "faces": {**card["faces"], "source": source},
            "steps": steps,
            "kimg": round(steps * card["preset"]["batch_size"] / 1000, 1),
            "minutes": round(manifest.seconds / 60 * steps / manifest.step, 1),
            "machine": machine(),
        },
    )


def copy_half(source, target):
    """Copies a Keras weights file with every float32 array as float16, compressed."""

    def copy(name, node):
        if isinstance(node, h5py.Dataset):
            values = node[()]
            values = values.astype(np.float16) if values.dtype == np.float32 else values
            new = out.create_dataset(name, data=values, compression="gzip" if values.ndim else None)
        else:
            new = out.require_group(name)
        new.attrs.update(node.attrs)

    with h5py.File(source) as file, h5py.File(target, "w") as out:
        out.attrs.update(file.attrs)
        file.visititems(copy)


def model_table():
    """DataFrame of the shipped models, one a row: name, preset, pixels, millions of parameters, data, kimg, FID."""
    rows = []
    for name in pretrained_names():
        folder = PRETRAINED / name
        card = read_card(folder)
        scores = folder / "scores.json"
        rows.append(
            {
                "name": name,
                "preset": card["preset"]["name"],
                "px": card["preset"]["size"],
                "Mparams": round(build_generator(Preset.from_json(card["preset"])).count_params() / 1e6, 2),
                "faces": card["faces"]["source"],
                "kimg": card["kimg"],
                "minutes": card["minutes"],
                "FID": json.loads(scores.read_text())["fid"] if scores.is_file() else None,
            }
        )
    return pd.DataFrame(rows)
