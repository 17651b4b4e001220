"""What the bytes of a run depend on apart from its recipe: engine, devices, threads and CPU. run.json records it.

With another number of threads, convolutions and sums are divided differently and round differently (measured on both
engines, in float32 and bfloat16; TensorFlow's inter-op threads change nothing). So a resumed run gets the threads that
it started with, on any number of cores; where that is impossible, or something else differs, a sentence says so.
"""

from typing import Any

import numpy as np

from latentfaces.backend import ENGINES, ON_JAX, cores, jax, keras, kinds_of_accelerators, tf
from latentfaces.errors import LatentFacesError
from latentfaces.run_folder import RunFolder
from latentfaces.storage import read_json

RECORD = "computed_on"  # its name in run.json
LABELS = {"engine": "{}", "device": "{}", "threads": "{} threads", "cpu": "a CPU with {}"}


def environment(threads: int, devices: int) -> dict[str, Any]:
    """The record, as plain JSON values; threads: those of the engine on the CPU. devices: the number that train."""
    version = jax.__version__ if ON_JAX else tf.__version__
    features = np.show_config(mode="dicts").get("SIMD Extensions", {})
    return {
        "engine": f"{ENGINES[keras.backend.backend()]} {version} with Keras {keras.__version__}",
        "device": f"{devices} x {next(iter(kinds_of_accelerators()), 'CPU')}",
        "threads": threads,
        "cpu": " ".join([*features.get("baseline", []), *features.get("found", [])]),
    }


def begun_environment(folder: RunFolder) -> dict[str, Any] | None:
    """The record of the run in a folder; None without one, or in a run.json that `check_resume` will refuse."""
    try:
        return read_json(folder.run_json, lambda values: dict(values[RECORD]), "restore it")
    except LatentFacesError:
        return None


def report_differences(folder: RunFolder, now: dict[str, Any]) -> None:
    """Prints a sentence if a resumed run will not end with the same bytes as without a stop, or uses few threads."""
    begun = begun_environment(folder)
    if begun is None:
        print(
            f"The run in {folder} was started by an earlier version, which did not record its threads; it ends with "
            "the same bytes as without a stop only if it was started on as many cores."
        )
        return
    # On a GPU or TPU, the CPU computes nothing that a run keeps.
    names = LABELS if now["device"].endswith(" CPU") else ("engine", "device")
    changes = [
        f"{LABELS[name].format(begun.get(name))} (now {now[name]})" for name in names if begun.get(name) != now[name]
    ]
    if changes:
        print(
            f"The run in {folder} was started on {', '.join(changes)}: it goes on, but will not end with the same "
            "bytes as without a stop."
        )
    elif now["threads"] < cores() and "threads" in names:
        print(
            f"The run in {folder} continues with its {now['threads']} threads, to end with the same bytes as without a "
            f"stop; this process could use {cores()} cores."
        )
