"""Whether the original collapses too: reference A's own loop on Keras 2, its first 300 iterations at full size.

    python benchmarks/keras2_start.py SEED ...     adds a run of each seed to benchmarks/results/keras2-start.json

The document's batch, rates and label noise, on the real faces of the folder that LATENTFACES_REAL_FACES names. It
computes in bfloat16, its outputs, losses and weights in float32: on two cores with AMX a run takes 20 minutes, and an
hour or more in float32. `references.py` measures the same of ours, ten seeds on a GPU.
"""

import json
import os
import sys
import time
from pathlib import Path

import keras2_loops
import numpy as np
import tf_keras

from latentfaces.faces.load import load_faces

RESULTS = Path(__file__).parent / "results" / "keras2-start.json"
ITERATIONS, BATCH, EVERY, PICTURES = 300, 16, 10, 36


def saturated(G, z):
    """The part of the values in G's pictures that are within a level of black or white."""
    return float((np.abs(G.predict(z, verbose=0)) >= 1 - 1 / 127.5).mean())


def run(faces, seed):
    """JSON-able: {"step": [...], "saturated": [...], "d_loss": [...], "g_loss": [...]}, every tenth iteration."""
    tf_keras.utils.set_random_seed(seed)
    original, rng = keras2_loops.Anime(), np.random.default_rng(seed)
    shown, began = rng.standard_normal((PICTURES, 100), np.float32), time.monotonic()
    rows = {"step": [], "saturated": [], "d_loss": [], "g_loss": []}
    for step in range(1, ITERATIONS + 1):
        losses = original.iterate(faces[rng.integers(0, len(faces), BATCH)], **original.draw(rng, BATCH))
        if step % EVERY == 0:
            row = (step, round(saturated(original.G, shown), 4), *(float(f"{loss:.5g}") for loss in losses))
            for values, value in zip(rows.values(), row, strict=True):
                values.append(value)
            left = (time.monotonic() - began) / step * (ITERATIONS - step)
            print(f"seed {seed}, step {step}: {row[1]:.2f} black or white, {left / 60:.0f} minutes left", flush=True)
    return rows


def main(seeds):
    tf_keras.mixed_precision.set_global_policy("mixed_bfloat16")
    images = load_faces(str(Path(os.environ["LATENTFACES_REAL_FACES"], "anime-faces.zip")), 64).images
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for seed in seeds:
        results[seed] = run(images, int(seed))
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
