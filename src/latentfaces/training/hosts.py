"""Several processes that train one run together, one on each host: the leader, and their communication through JAX.

All of them do all the work of a run on the same numbers; the run is saved in the leader's folder, and the others write
to a temporary one. Training therefore needs no special cases, except for decisions by the clock, on which the processes
agree.
"""

import atexit
import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from latentfaces.backend import ON_JAX, EngineError, keras
from latentfaces.errors import LatentFacesError
from latentfaces.run_folder import RunFolder

if ON_JAX:
    import jax
    from jax.experimental import multihost_utils

HOSTS = "KERAS_DISTRIBUTION_NUM_PROCESSES"
# What a resume needs or checks; samples are not copied.
STATE = ("run.json", "losses.csv", "kid.csv", "generator.weights.h5", "best", "checkpoints")
LOST = (
    "A process of this run has ended or is out of reach; start all of them again with resume=True, or --resume, to "
    "continue from the newest checkpoint."
)
NOBODY = (
    "The processes of this run did not find each other; start all within five minutes, each with the same "
    "KERAS_DISTRIBUTION_JOB_ADDRESSES, the first one's host:port, which the others must be able to reach."
)
WATCH = "import sys; sys.stdin.read() or print(sys.argv[1], file=sys.stderr)"


def join_hosts() -> None:
    """Waits for the other processes if `KERAS_DISTRIBUTION_*` name some; `keras.distribution` reads these variables.

    Raises LatentFacesError if they are set on TensorFlow, invalid, read after JAX has started alone, or if no other
    process answers.
    """
    if HOSTS not in os.environ or (ON_JAX and jax.distributed.is_initialized()):
        return
    if not ON_JAX:
        raise LatentFacesError(f"{HOSTS} asks for several processes, which train on JAX only; set KERAS_BACKEND=jax.")
    try:
        with watched(NOBODY):
            keras.distribution.initialize()
    except (RuntimeError, TypeError, ValueError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise LatentFacesError(
            f"This process cannot join the others ({reason}); give each KERAS_DISTRIBUTION_JOB_ADDRESSES (host:port of "
            f"the first), {HOSTS} and KERAS_DISTRIBUTION_PROCESS_ID (from 0), and train once, before anything else on "
            "JAX."
        ) from error


@contextlib.contextmanager
def watched(sentence: str) -> Iterator[None]:
    """Context: if JAX ends this process abruptly, without Python, a separate process prints the sentence."""
    # In a separate session, because Ctrl-C goes to the whole session.
    command = [sys.executable, "-c", WATCH, sentence]
    watcher = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield
    except BaseException:
        # JAX may still end it before Python has said what went wrong.
        atexit.register(watcher.communicate, "ended by itself")
        raise
    watcher.communicate("ended by itself")


@contextlib.contextmanager
def in_reach() -> Iterator[None]:
    """Context of processes that train together: if one fails, the others do not wait for it.

    A process that ends is reported to the others. When all have finished, they disconnect and continue independently.
    """
    if count() == 1:
        yield
        return
    with watched(LOST):
        try:
            yield
            jax.distributed.shutdown()
        except BaseException as error:
            atexit.register(_leave)
            # Outside of compiled code, JAX raises a ValueError for the same event.
            if isinstance(error, (EngineError, ValueError)):
                reason = str(error).partition("\n")[0]
                raise LatentFacesError(f"{LOST} (JAX says: {reason})") from error
            raise


def _leave() -> None:
    """Ends the process at once, because JAX's own shutdown would wait for the others."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1)


def count() -> int:
    """The number of processes that train together."""
    return jax.process_count() if ON_JAX else 1


def is_leader() -> bool:
    """Whether this process is the one that saves the run and prints messages."""
    return not ON_JAX or jax.process_index() == 0


def own_part(x: np.ndarray) -> np.ndarray:
    """The rows of a whole batch (N, ...) that this process contributes."""
    return np.split(x, count())[jax.process_index()] if count() > 1 else x


def from_all(values: ArrayLike) -> np.ndarray:
    """The values of every process, along a new first axis; every process must call this at the same point."""
    return multihost_utils.process_allgather(np.asarray(values)) if count() > 1 else np.asarray(values)[None]


def anywhere(*flags: bool) -> np.ndarray:
    """For each flag, whether any process has set it; every process must call this at the same point."""
    return np.any(from_all(flags), axis=0)


def agree(values: Any, what: str) -> None:
    """Raises LatentFacesError in every process if two have different values (plain JSON); what: their names."""
    digests = from_all(list(hashlib.sha256(json.dumps(values, sort_keys=True).encode()).digest()))
    if (digests != digests[0]).any():
        raise LatentFacesError(
            f"One of the processes was started with another {what} than the first; start all with the same."
        )


@contextlib.contextmanager
def folder_for(run_folder: RunFolder) -> Iterator[RunFolder]:
    """Context: the `RunFolder` that this process trains in: the leader's own, or a copy of its state for the others."""
    if count() == 1:
        yield run_folder
        return
    packed = io.BytesIO()
    if is_leader():
        with tarfile.open(fileobj=packed, mode="w", dereference=True) as tar:
            for name in STATE:
                if (run_folder.path / name).exists():
                    tar.add(run_folder.path / name, name)
    size = int(from_all(packed.tell())[0])
    mine = np.frombuffer(packed.getvalue().ljust(size), np.uint8)
    sent = multihost_utils.broadcast_one_to_all(mine).tobytes()
    if is_leader():
        yield run_folder
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(sent)) as tar:
            tar.extractall(folder, filter="data")
        yield RunFolder(folder)
