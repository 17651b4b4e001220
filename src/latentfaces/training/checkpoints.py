"""Checkpoints that survive a kill at any moment: written to a temporary file, renamed, and verified by a checksum.

A checkpoint is two files: `step-00000300.weights.h5` holds G, D, the average, both optimizers, the step, the random
state, and the run's tables (losses.csv and kid.csv) up to that step; `step-00000300.json`, its manifest, is written
last and holds the checksum of the first. The step is also the position in the data, because the stream of batches is a
function of the step. Nothing is unpickled.
"""

import contextlib
import errno
import hashlib
import math
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import h5py
import numpy as np

from latentfaces.backend import keras
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.run_folder import Manifest, RunFolder, StepTable, manifests, read_manifest, weights_of
from latentfaces.storage import atomic_write, file_sha256, seal, write_sealed_json
from latentfaces.training.gan import GAN

KEEP = 2
TABLES = "tables"  # the group of the weights file that holds the tables


def save_weights(model: keras.Model, path: StrPath) -> None:
    """Writes a Keras model's weights and their checksum to path (`*.weights.h5`), completely or not at all."""
    with _writing(path, model.variables) as partial:
        model.save_weights(partial)
        seal(partial)


def save_checkpoint(gan: GAN, folder: StrPath, seconds: float, tables: Iterable[StepTable] = ()) -> None:
    """Saves the complete state of a GAN after `seconds` of training, and keeps the newest `KEEP` checkpoints.

    tables: of the run, saved with it. Checkpoints of later steps are deleted too: training resumed before them because
    they are damaged. Raises LatentFacesError if the checkpoint cannot be written; the older ones are then untouched.
    """
    manifest = Path(folder) / f"step-{int(gan.step):08d}.json"
    weights = weights_of(manifest)
    texts = {table.path.name: table.text.encode() for table in tables}
    variables = [*gan.variables, *gan.g_optimizer.variables, *gan.d_optimizer.variables]
    with _writing(weights, variables, sum(map(len, texts.values()))) as partial:
        gan.save_weights(partial)
        with h5py.File(partial, "r+") as file:
            for name, text in texts.items():
                file.create_dataset(f"{TABLES}/{name}", data=np.frombuffer(text, np.uint8), compression="gzip")
    digests = {name: (len(text), hashlib.sha256(text).hexdigest()) for name, text in texts.items()}
    write_sealed_json(manifest, Manifest(int(gan.step), round(seconds, 1), file_sha256(weights), digests)._asdict())
    kept = [old for old in manifests(folder) if old <= manifest][:KEEP]
    kept += [weights_of(old) for old in kept]
    # The other files include those that a kill left incomplete or without a manifest.
    for path in Path(folder).glob("*step-*"):
        if path not in kept:
            with contextlib.suppress(OSError):
                path.unlink()


@contextlib.contextmanager
def _writing(path: StrPath, variables: Iterable[keras.Variable], n_more: int = 0) -> Iterator[Path]:
    """Context: as `atomic_write`, for a file with the values of some variables, and n_more bytes."""
    n_bytes = 4 * sum(math.prod(v.shape) for v in variables) + n_more
    with atomic_write(path) as partial:
        # HDF5 prints tracebacks if it runs out of space; 1 MiB is for its tables.
        if shutil.disk_usage(partial.parent).free < n_bytes + (1 << 20):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        try:
            yield partial
        except RuntimeError as error:
            raise OSError(str(error)) from error


def restore_checkpoint(gan: GAN, folder: StrPath) -> float:
    """Loads the newest good checkpoint in folder into a GAN; returns its seconds of training.

    If a checkpoint is damaged or of other networks, a printed sentence names it and the one before it is tried. Raises
    LatentFacesError if none is good.
    """
    for manifest in manifests(folder):
        path, flaw = weights_of(manifest), "is damaged"
        try:
            step, seconds, sha256, _ = read_manifest(manifest)
            if file_sha256(path) != sha256 or manifest.stem != f"step-{step:08d}":
                raise ValueError("its checksum differs")
            flaw = "is of other networks, perhaps of another version of latentfaces"
            gan.load_weights(path)
            return seconds
        except (OSError, ValueError, KeyError, TypeError, LatentFacesError) as error:
            reason = str(error.__cause__ or error).partition("\n")[0]
            print(f"The checkpoint {path} {flaw} ({reason}); trying the one before it.")
    raise LatentFacesError(f"There is no good checkpoint in {folder}; train again in another folder.")


def saved_tables(folder: StrPath, step: int) -> dict[str, str]:
    """{file name: its text} of the tables in a good checkpoint; one of an earlier version has none."""
    with h5py.File(weights_of(Path(folder) / f"step-{step:08d}.json")) as file:
        return {name: node[()].tobytes().decode() for name, node in file.get(TABLES, {}).items()}


def restore_generator(gan: GAN, folder: RunFolder) -> None:
    """Saves the average of G again, and says so, if its file is missing or damaged; gan is that of the checkpoint."""
    try:
        folder.check_weights()
    except LatentFacesError:
        print(f"{folder.weights} was missing or damaged; it is made again from the checkpoint.")
        save_weights(gan.recalibrate_batchnorm(), folder.weights)
