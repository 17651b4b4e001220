"""The weak-generator failure: one recipe twice, the second time with a generator that learns far too slowly.

The discriminator soon recognises every face, its loss approaches zero, and its small gradient no longer helps the
generator. The reference had this failure; here it is made on purpose.
"""

import json
import zlib
from dataclasses import replace
from pathlib import Path

from latentfaces.checks import instance, whole_number
from latentfaces.faces.face_set import Faces
from latentfaces.models.presets import get_preset
from latentfaces.paths import RUNS
from latentfaces.training.run import train

STEPS = 300
SLOWER = 100


def imbalance_runs(faces: Faces, steps: int = STEPS) -> dict[str, Path]:
    """Trains both runs on `Faces` under data/runs, in a few minutes, unless they exist already.

    Returns a dict label -> run folder: the balanced run, and the run in which the generator's learning rate is SLOWER
    times smaller. Everything else is the same, including the seed.
    """
    instance("The faces of a run", faces, Faces, "`Faces`, such as `load_faces` returns")
    steps = whole_number("The steps of a run", steps, 1, 2**31 - 1)
    balanced = replace(get_preset("compact"), name="balanced")
    slow = replace(balanced.generator_optimizer, learning_rate=balanced.generator_optimizer.learning_rate / SLOWER)
    weak = replace(balanced, name="weak-generator", generator_optimizer=slow)
    # The folder name contains the recipe, because older runs may have another one.
    recipe = zlib.crc32(json.dumps(weak.to_json()).encode())
    folder = RUNS / "imbalance" / f"{faces.fingerprint[:8]}-{recipe:08x}-{steps}"
    runs = {"balanced": folder / balanced.name, "weak generator": folder / weak.name}
    for preset, run_dir in zip((balanced, weak), runs.values()):
        train(preset, faces, run_dir, steps, resume=run_dir.exists())
    return runs
