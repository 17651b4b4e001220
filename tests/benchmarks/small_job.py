"""benchmarks/references.py with tiny networks: KERAS_BACKEND=jax python small_job.py FOLDER OUT SECONDS [FAILING]

FAILING: the name of the part that fails.
"""

import dataclasses
import sys
from pathlib import Path

HERE = Path(__file__).parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "benchmarks")]

import references  # noqa: E402
from tiny import TINY, tiny_faces  # noqa: E402

references.STEPS_A_CALL, references.TIMED, references.TRIAL, references.SEEDS = 2, 4, 6, range(3)
references.GRIDS = (2, 6, 10)
anime = dataclasses.replace(TINY, name="anime-baseline", fused=False, joint_batch=True, r1_gamma=0.0)
simpsons = dataclasses.replace(TINY, name="simpsons", shuffle=False, fixed_label=True)
references.ANIME = references.Reference(anime, "anime", {8: "anime-baseline", 16: "anime-baseline-b"})
references.SIMPSONS = references.Reference(simpsons, "simpsons", {12: "simpsons-reference"})
references.faces_of = lambda reference: dataclasses.replace(tiny_faces(10), source=reference.faces)


def fail(*args):
    raise ValueError("for the test")


if __name__ == "__main__":
    folder, out, seconds, *failing = sys.argv[1:]
    if failing:
        setattr(references.Job, failing[0], fail)
        fail.__name__ = failing[0]
    references.Job(folder, out, float(seconds)).do()
