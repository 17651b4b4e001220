"""Publishing: the results of a run become a model folder, small enough to be part of the project."""

import shutil
from pathlib import Path

import h5py
import numpy as np

from latentfaces.backend import machine
from latentfaces.errors import LatentFacesError
from latentfaces.models.model_card import write_card
from latentfaces.paths import StrPath
from latentfaces.run_folder import RunFolder, newest_manifest
from latentfaces.storage import atomic_write, write_json

LOSS_ROWS = 2000


def publish(run_dir: StrPath, folder: StrPath) -> None:
    """Copies the results of a run to a model folder: generator in half precision, metadata, samples, losses and card.

    If the run tracked the KID on held-out faces, this is the generator with the lowest KID. model.json has the recipe,
    faces, steps, thousands of real images seen, minutes and machine; `latentfaces evaluate` adds the scores. The losses
    are thinned to `LOSS_ROWS` rows. Raises LatentFacesError if run_dir holds no trained run, or a file is damaged.
    """
    run, target = RunFolder(run_dir), RunFolder(folder)
    newest = newest_manifest(run.checkpoints)
    chosen = run.best if run.best.run_json.is_file() else run
    metadata = {"step": newest.step, **chosen.read_metadata()}
    steps = metadata.pop("step")
    losses = run.read_losses().loc[:steps]
    if not chosen.weights.is_file():
        raise LatentFacesError(f"The run in {run} has no generator yet; train it further.")
    with atomic_write(target.weights) as partial:
        copy_half(chosen.weights, partial)
    # Remove grids and measurements of an earlier model with this name.
    for kind in ("samples/*.png", "scores*.json", "real_traits.json"):
        for stale in target.path.glob(kind):
            stale.unlink()
    for grid in sorted(run.samples.glob("*.png")):
        if grid.stem.isdecimal() and int(grid.stem) <= steps:
            with atomic_write(target.samples / grid.name) as partial:
                shutil.copyfile(grid, partial)
    with atomic_write(target.losses) as partial:
        losses.iloc[:: -(-len(losses) // LOSS_ROWS)].to_csv(partial, float_format="%.5g")
    # The folder on the disk where it was trained means nothing to others.
    source = Path(metadata["faces"]["source"]).stem
    write_json(
        target.model_json,
        {
            **metadata,
            "faces": {**metadata["faces"], "source": source},
            "steps": steps,
            "kimg": round(steps * metadata["preset"]["batch_size"] / 1000, 1),
            "minutes": round(newest.seconds / 60 * steps / newest.step, 1),
            "machine": machine(),
        },
    )
    write_card(target)


def copy_half(source: Path, target: Path) -> None:
    """Copies a Keras weights file with every float32 array as float16, compressed."""

    def copy(name: str, node: h5py.Group | h5py.Dataset) -> None:
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
