"""Checkpoints that survive a kill at any moment: written to a temporary file, renamed, and verified by a checksum.

A checkpoint is two files: `step-00000300.weights.h5` holds G, D, the average, both optimizers, the step and the random
state; `step-00000300.json`, its manifest, is written last and holds the checksum of the first. The step is also the
position in the data, because the stream of batches is a function of the step. Nothing is unpickled.
"""

import contextlib
import errno
import math
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from latentfaces.backend import keras
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.run_folder import Manifest, manifests, read_manifest, weights_of
from latentfaces.storage import atomic_write, file_sha256, write_json
from latentfaces.training.gan import GAN

KEEP = 2


def save_weights(model: keras.Model, path: StrPath, optimizers: Iterable[keras.optimizers.Optimizer] = ()) -> None:
    """Writes a Keras model's weights to path (`*.weights.h5`), completely or not at all.

    optimizers: the optimizers in the model, whose weights also need space.
    """
    variables = [*model.variables, *(v for optimizer in optimizers for v in optimizer.variables)]
    n_bytes = 4 * sum(math.prod(v.shape) for v in variables)
    with atomic_write(path) as partial:
        # HDF5 prints tracebacks if it runs out of space; 1 MiB is for its tables.
        if shutil.disk_usage(partial.parent).free < n_bytes + (1 << 20):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        try:
            model.save_weights(partial)
        except RuntimeError as error:
            raise OSError(str(error)) from error


def save_checkpoint(gan: GAN, folder: StrPath, seconds: float) -> None:
    """Saves the complete state of a GAN after `seconds` of training, and keeps the newest `KEEP` checkpoints.

    Checkpoints of later steps are deleted too: training resumed before them because they are damaged. Raises
    LatentFacesError if the checkpoint cannot be written; the older ones are then untouched.
    """
    manifest = Path(folder) / f"step-{int(gan.step):08d}.json"
    weights = weights_of(manifest)
    save_weights(gan, weights, (gan.g_optimizer, gan.d_optimizer))
    write_json(manifest, Manifest(int(gan.step), round(seconds, 1), file_sha256(weights))._asdict())
    kept = [old for old in manifests(folder) if old <= manifest][:KEEP]
    kept += [weights_of(old) for old in kept]
    # The other files include those that a kill left incomplete or without a manifest.
    for path in Path(folder).glob("*step-*"):
        if path not in kept:
            with contextlib.suppress(OSError):
                path.unlink()


def restore_checkpoint(gan: GAN, folder: StrPath) -> float:
    """Loads the newest good checkpoint in folder into a GAN; returns its seconds of training.

    If a checkpoint is damaged or of other networks, a printed sentence names it and the one before it is tried. Raises
    LatentFacesError if none is good.
    """
    for manifest in manifests(folder):
        path, flaw = weights_of(manifest), "is damaged"
        try:
            _, seconds, sha256 = read_manifest(manifest)
            if file_sha256(path) != sha256:
                raise ValueError("its checksum differs")
            flaw = "is of other networks, perhaps of another version of latentfaces"
            gan.load_weights(path)
            return seconds
        except (OSError, ValueError, KeyError, TypeError, LatentFacesError) as error:
            reason = str(error.__cause__ or error).partition("\n")[0]
            print(f"The checkpoint {path} {flaw} ({reason}); trying the one before it.")
    raise LatentFacesError(f"There is no good checkpoint in {folder}; train again in another folder.")
