"""Publishing: what a run made becomes a model folder, small enough to be part of the project."""

import re
import shutil
from pathlib import Path

import h5py
import numpy as np

from latentfaces import paths
from latentfaces.backend import machine
from latentfaces.errors import LatentFacesError
from latentfaces.faces.load import set_name
from latentfaces.models.catalogue import count_parameters
from latentfaces.models.model_card import write_card
from latentfaces.paths import StrPath
from latentfaces.run_folder import STATES, RunFolder, newest_manifest
from latentfaces.storage import atomic_write, file_sha256, reporting_damage, write_sealed_json

LOSS_ROWS = 2000
# A network with more weights than this keeps only so many of float16's 10 bits after the point: a reference's G then
# takes 21 MB in place of 37, and its faces differ by 1.2 of 255 levels (root mean square).
LARGE, BITS_OF_LARGE = 10_000_000, 4


def publish(run_dir: StrPath, folder: StrPath) -> None:
    """Copies what a run made to a model folder: generator in half precision, metadata, samples, losses and card.

    Of a run that tracked the KID on held-out faces, that is the generator with the lowest. model.json says the recipe,
    faces, steps, thousands of real images seen, minutes, and the machine that the run began on; `latentfaces evaluate`
    adds the scores. The losses are thinned to `LOSS_ROWS` rows. Raises LatentFacesError if run_dir holds no trained
    run, or a file is damaged.
    """
    run, target = RunFolder(run_dir), RunFolder(folder)
    newest = newest_manifest(run.checkpoints)
    if newest.step == 0:
        raise LatentFacesError(f"The run in {run} is at its first step; train it further.")
    chosen = run.best if run.best.run_json.is_file() else run
    metadata = {"step": newest.step, **chosen.read_metadata()}
    steps = metadata.pop("step")
    losses = run.read_losses().loc[:steps]
    chosen.check_weights()
    with atomic_write(target.weights) as partial, reporting_damage(chosen.weights, "restore it, or train again"):
        copy_half(chosen.weights, partial)
    # Grids, measurements and states of what had this name before are not this model's.
    for kind in ("samples/*.png", "scores*.json", "real_traits.json", "directions.json", "held_out.json"):
        for stale in target.path.glob(kind):
            stale.unlink()
    if (target.path / STATES).is_dir():
        shutil.rmtree(target.path / STATES)
    for grid in sorted(run.samples.glob("*.png")):
        if grid.stem.isdecimal() and int(grid.stem) <= steps:
            with atomic_write(target.samples / grid.name) as partial:
                shutil.copyfile(grid, partial)
    with atomic_write(target.losses) as partial:
        losses.iloc[:: -(-len(losses) // LOSS_ROWS)].to_csv(partial, float_format="%.5g")
    write_sealed_json(
        target.model_json,
        {
            **metadata,
            "faces": {**metadata["faces"], "source": set_name(metadata["faces"]["source"])},
            "steps": steps,
            "kimg": round(steps * metadata["preset"]["batch_size"] / 1000, 1),
            "minutes": round(newest.seconds / 60 * steps / newest.step, 1),
            # Runs of earlier versions do not say where they began.
            "machine": run.read_metadata().get("machine", machine()),
            "sha256": {path.name: file_sha256(path) for path in (target.weights, target.losses)},
        },
    )
    write_card(target)


def model_folder(name: str) -> Path:
    """The folder of a shipped model. Raises LatentFacesError for a name that is no plain name of a folder."""
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise LatentFacesError(
            f"A model cannot be called {name!r}; its name may have letters, digits, hyphens and dots, and begins with "
            "a letter or a digit."
        )
    return paths.PUBLISHED / name


def copy_half(source: Path, target: Path) -> None:
    """Copies a Keras weights file with every float32 array as float16, compressed; see `LARGE` for large networks."""

    def copy(name: str, node: h5py.Group | h5py.Dataset) -> None:
        if isinstance(node, h5py.Dataset):
            values = node[()]
            if values.dtype in (np.float16, np.float32):
                values = values.astype(np.float16)
                if is_large and values.ndim > 1:
                    values = keep_bits(values, BITS_OF_LARGE)
            # Shuffled, the bytes of all signs and exponents lie together, and compress better.
            how = {"compression": "gzip", "shuffle": True} if values.ndim else {}
            new = out.create_dataset(name, data=values, **how)
        else:
            new = out.require_group(name)
        new.attrs.update(node.attrs)

    is_large = count_parameters(source) > LARGE
    with h5py.File(source) as file, h5py.File(target, "w") as out:
        out.attrs.update(file.attrs)
        file.visititems(copy)


def keep_bits(values: np.ndarray, bits: int) -> np.ndarray:
    """float16 values, of any shape, rounded to so many of the 10 bits after the point: the others become 0."""
    dropped = 10 - bits
    rounded = values.view(np.uint16).astype(np.uint32) + (1 << (dropped - 1))
    return (rounded >> dropped << dropped).astype(np.uint16).view(np.float16)
