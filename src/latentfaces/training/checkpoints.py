"""Checkpoints that survive a kill at any moment: written beside, renamed into place, proved by a checksum.

A checkpoint is two files: `step-00000300.weights.h5` holds G, D, the average, both optimizers, the step and
the random state; `step-00000300.json`, written last, holds the checksum of the first and so vouches for it.
The step is the data position too, because the stream of batches is a function of the step. Nothing is
unpickled.
"""

import contextlib
import errno
import hashlib
import json
import math
import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

from latentfaces.errors import LatentFacesError
from latentfaces.storage import atomic_write, file_sha256, reporting_write_errors, write_json

KEEP = 2


def save_weights(model, path, optimizers=()):
    """Writes a Keras model's weights to path (`*.weights.h5`), whole or not at all.

    optimizers: those that are part of the model, whose weights take space too.
    """
    variables = [*model.variables, *(v for optimizer in optimizers for v in optimizer.variables)]
    n_bytes = 4 * sum(math.prod(v.shape) for v in variables)
    with atomic_write(path) as partial:
        # HDF5 prints tracebacks of its own when it runs out of space; 1 MiB is for its tables.
        if shutil.disk_usage(partial.parent).free < n_bytes + (1 << 20):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        try:
            model.save_weights(partial)
        except RuntimeError as error:
            raise OSError(str(error)) from error


@contextlib.contextmanager
def sole_trainer(run_dir):
    """Context: no other process of this machine trains in run_dir; raises LatentFacesError if one does.

    The lock ends with its process, however that ends. It lies among temporary files, because not every place that runs
    are kept in (a mounted Google Drive) can lock files.
    """
    name = hashlib.sha256(str(Path(run_dir).resolve()).encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"latentfaces-{name}.lock"
    with reporting_write_errors(path):
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise LatentFacesError(
                f"Another process is training in {run_dir}; wait for it, stop it, or choose another folder."
            ) from error
    try:
        yield
    finally:
        lock.release()


def save_checkpoint(gan, folder, seconds):
    """Saves the whole state of a GAN, trained for so many seconds, and keeps the newest `KEEP` checkpoints.

    Checkpoints of later steps go too: training came back from before them because they are damaged.
    Raises LatentFacesError if it cannot be written; the checkpoints before it are then untouched.
    """
    voucher = Path(folder) / f"step-{int(gan.step):08d}.json"
    weights = _weights_of(voucher)
    save_weights(gan, weights, (gan.g_optimizer, gan.d_optimizer))
    write_json(voucher, {"step": int(gan.step), "seconds": round(seconds, 1), "sha256": file_sha256(weights)})
    kept = [old for old in _vouchers(folder) if old <= voucher][:KEEP]
    kept += [_weights_of(old) for old in kept]
    # Whatever a kill left half written or without its voucher is among the others.
    for path in Path(folder).glob("*step-*"):
        if path not in kept:
            with contextlib.suppress(OSError):
                path.unlink()


def restore_checkpoint(gan, folder):
    """Loads the newest good checkpoint under folder into a GAN; returns the seconds of training behind it.

    One that is damaged or of other networks is named in a printed sentence and the one before it is taken. Raises
    LatentFacesError if none is good.
    """
    for voucher in _vouchers(folder):
        path, flaw = _weights_of(voucher), "is damaged"
        try:
            vouched = json.loads(voucher.read_text())
            sha256, seconds = vouched["sha256"], vouched["seconds"]
            if file_sha256(path) != sha256:
                raise ValueError("its checksum differs")
            flaw = "is of other networks, maybe of another version of latentfaces"
            gan.load_weights(path)
            return seconds
        except (OSError, ValueError, KeyError, TypeError) as error:
            reason = str(error).partition("\n")[0]
            print(f"The checkpoint {path} {flaw} ({reason}); trying the one before it.")
    raise LatentFacesError(f"There is no good checkpoint in {folder}; train again in another folder.")


def newest_voucher(folder):
    """What vouches for the newest checkpoint under folder: a dict with step and seconds.

    Raises LatentFacesError where there is none, or the file is damaged.
    """
    try:
        return json.loads(_vouchers(folder)[0].read_text())
    except IndexError as error:
        raise LatentFacesError(f"There is no checkpoint in {folder}; name the folder of a run.") from error
    except (OSError, ValueError) as error:
        raise LatentFacesError(f"The newest checkpoint in {folder} is damaged ({error}); resume the run.") from error


def _vouchers(folder):
    return sorted(Path(folder).glob("step-*.json"), reverse=True)


def _weights_of(voucher):
    return voucher.with_name(f"{voucher.stem}.weights.h5")
