"""How a step of compact spends its time: python benchmarks/profile_step.py [float32 | bfloat16]

TensorFlow's profiler measures each kind of operation over some steps, on one thread, so that no operation overlaps
another. Prints a table, and writes it as benchmarks/results/profile-bfloat16.json or -float32.json.
"""

import dataclasses
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from tensorflow.tsl.profiler.protobuf import xplane_pb2

from latentfaces.backend import tf
from latentfaces.models.presets import get_preset
from latentfaces.storage import write_json
from latentfaces.training.gan import GAN
from latentfaces.training.run import enable_determinism

STEPS = 32  # two turns of R1
KINDS = 12


def milliseconds(step):
    """The time of each kind of operation in a call of step()."""
    with tempfile.TemporaryDirectory() as folder:
        tf.profiler.experimental.start(folder)
        for _ in range(STEPS):
            step()
        tf.profiler.experimental.stop()
        [path] = Path(folder).rglob("*.xplane.pb")
        space = xplane_pb2.XSpace.FromString(path.read_bytes())
    spent = Counter()
    for plane in space.planes:
        for line in plane.lines:
            for event in line.events:
                # "place/in/the/graph:Kind"; what has no colon contains others.
                place, _, kind = plane.event_metadata[event.metadata_id].name.partition(":")
                if re.fullmatch(r"_?[A-Z]\w+", kind) and line.name.startswith("tf_Compute"):
                    spent[re.sub("^_Mkl(Native)?|WithBias$", "", kind)] += event.duration_ps / 1e9 / STEPS
    return spent


def main(precision):
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    enable_determinism()
    preset = dataclasses.replace(get_preset("compact"), precision=precision)
    gan = GAN(preset)
    train = tf.function(gan.train_step)
    shape = (preset.batch_size, preset.size, preset.size, 3)
    x = tf.constant(np.random.default_rng(0).uniform(-1, 1, shape).astype(np.float32))
    train(x)
    spent = milliseconds(lambda: float(train(x)["g_loss"]))
    whole = sum(spent.values())
    parts = {kind: round(ms / whole, 3) for kind, ms in spent.most_common(KINDS)}
    parts["other"] = round(1 - sum(parts.values()), 3)
    for kind, part in parts.items():
        print(f"{100 * part:5.1f}%  {kind}")
    results = {"preset": preset.name, "precision": precision, "ms_of_one_thread": round(whole, 1), "parts": parts}
    write_json(Path(__file__).parent / "results" / f"profile-{precision}.json", results)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "bfloat16")
