"""Distance to held-out faces against minutes of training, ours beside its peers on the same cores:
python benchmarks/time_to_quality.py [ENTRANT ...]

DATA names the faces (default avatars), MINUTES the marks. Appends to results/time_to_quality.csv.
"""

import os
import subprocess
import sys
from pathlib import Path

from race import Ours, Torch, race, record

from latentfaces.datasets import load_faces
from latentfaces.training import make_exact, settle_preset

TABLE = Path(__file__).parent / "results" / "time_to_quality.csv"
HELD_OUT = 1000
ENTRANTS = ("compact", "PyTorch DCGAN", "dcgan", "anime-baseline")


def enter(name):
    make_exact()
    minutes = [float(m) for m in os.environ.get("MINUTES", "1,2,5,10,20").split(",")]
    faces, held_out = load_faces(os.environ.get("DATA", "avatars")).holdout(HELD_OUT)
    if name == "PyTorch DCGAN":
        trainer = Torch(seed=0)
    else:
        trainer = Ours(settle_preset(name, Path("no run")), seed=0)
    for scores in race(trainer, faces, held_out, minutes):
        record(TABLE, {"entrant": name, **scores})


if __name__ == "__main__":
    entrants = sys.argv[1:] or ENTRANTS
    if unknown := [name for name in entrants if name not in ENTRANTS]:
        sys.exit(f'There is no entrant "{unknown[0]}"; choose among {", ".join(ENTRANTS)}.')
    if len(entrants) == 1:
        enter(entrants[0])
    else:
        # Each in a process of its own, so that none runs among the threads and the memory of another.
        for entrant in entrants:
            subprocess.run([sys.executable, __file__, entrant], check=True)
