"""What the bytes of a run depend on apart from its recipe: arithmetic, engine, devices, CPU, settings. See run.json.

With another number of threads, convolutions and sums are divided differently and round differently (measured on both
engines, in float32 and bfloat16; TensorFlow's inter-op threads change nothing). So a resumed run gets the threads that
it started with, on any number of cores; where that is impossible, or something else differs, a sentence says so.
"""

import os
import re
from pathlib import Path
from typing import Any

import numpy as np

from latentfaces.backend import ENGINES, ON_JAX, cores, jax, keras, kinds_of_accelerators, tf
from latentfaces.run_folder import RunFolder

RECORD = "computed_on"  # its name in run.json
ARITHMETIC = 4  # raise it with every change of latentfaces that changes the bytes of a run
SETTINGS = ("TF_ENABLE_ONEDNN_OPTS", "XLA_FLAGS")  # variables that change what the engines compute
LABELS = {
    "arithmetic": "version {} of latentfaces' arithmetic",
    "engine": "{}",
    "device": "{}",
    "settings": "settings {}",
    "threads": "{} threads",
    "cpu_features": "a CPU with {}",
}
CPUINFO = Path("/proc/cpuinfo")
_VECTORS = re.compile("s?sse|avx|amx|fma|f16c|asimd|sve")  # how the names of instructions for vectors begin


def environment(threads: int, devices: int) -> dict[str, Any]:
    """The record, as plain JSON values; threads: those of the engine on the CPU. devices: the number that train."""
    version = f"{jax.__version__} (jaxlib {jax.lib.__version__})" if ON_JAX else tf.__version__
    return {
        "arithmetic": ARITHMETIC,
        "engine": f"{ENGINES[keras.backend.backend()]} {version} with Keras {keras.__version__}",
        "device": f"{devices} x {next(iter(kinds_of_accelerators()), 'CPU')}",
        "settings": " ".join(f"{name}={os.environ[name]}" for name in SETTINGS if name in os.environ) or "none",
        "threads": threads,
        "cpu_features": cpu_features(),
    }


def cpu_features() -> str:
    """The CPU's instructions for vectors, as Linux names them, else as NumPy does, whose names change with it."""
    text = CPUINFO.read_text() if CPUINFO.exists() else ""
    if found := re.search(r"^(?:flags|Features)\s*:(.*)$", text, re.MULTILINE):
        return " ".join(sorted({name for name in found[1].split() if _VECTORS.match(name)}))
    features = np.show_config(mode="dicts").get("SIMD Extensions", {})
    return " ".join([*features.get("baseline", []), *features.get("found", [])])


def begun_environment(folder: RunFolder) -> dict[str, Any] | None:
    """The record of the run in a folder; None without one, or in a run.json that `check_resume` will refuse."""
    return folder.begun(lambda recipe: dict(recipe[RECORD]))


def report_differences(folder: RunFolder, now: dict[str, Any]) -> None:
    """Prints a sentence if a resumed run will not end with the same bytes as without a stop, or uses few threads."""
    begun = begun_environment(folder)
    if begun is None:
        print(
            f"The run in {folder} was started by an earlier version, which did not record its threads: it goes on, but "
            "will not end with the same bytes as without a stop."
        )
        return
    # On a GPU or TPU, the CPU computes nothing that a run keeps.
    names = [name for name in LABELS if now["device"].endswith(" CPU") or name not in ("threads", "cpu_features")]
    # What an earlier version did not record is not compared.
    begun = {**now, "arithmetic": 1, **begun}
    changes = [f"{LABELS[name].format(begun[name])} (now {now[name]})" for name in names if begun[name] != now[name]]
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
