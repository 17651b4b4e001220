"""Does compact collapse from any of five seeds? python benchmarks/seeds.py SET ...

On each SET (avatars, or the path of a folder or zip of faces) it trains with each seed for KIMG thousand images, with
the recipe of `latentfaces train` for that number of faces; a sixth of them, at most 1,000, are held out. variety is
that of the faces of the average G, relative to real ones (training reports a collapse below 0.1). Writes
results/seeds.csv, and for each run 64 faces under results/seeds/, which git ignores.
"""

import sys
import tempfile
from pathlib import Path

import pandas as pd
from race import hold_out, record

from latentfaces.faces.load import load_faces
from latentfaces.models.presets import get_preset
from latentfaces.pictures.images import grid
from latentfaces.run_folder import RULER
from latentfaces.training.run import train
from latentfaces.training.tracking import KIMG, MAX_FACES, variety

TABLE = Path(__file__).parent / "results" / "seeds.csv"
SEEDS = range(5)
STEPS = 1000 * KIMG // get_preset("compact").batch_size


def scores(faces, held_out, seed):
    with tempfile.TemporaryDirectory() as folder:
        run = train("compact", faces, folder, STEPS, seed=seed, held_out=held_out)
        kid = float(pd.read_csv(Path(folder) / "kid.csv").kid_x1000.iloc[-1])
    images = run.gan.average().faces(run.gan.sample_z(MAX_FACES, seed=1))
    data = Path(faces.source).stem
    picture = TABLE.with_suffix("") / f"{data} {seed}.png"
    picture.parent.mkdir(exist_ok=True)
    grid(images[:64]).save(picture)
    return {
        "data": data,
        "faces": len(faces),
        "seed": seed,
        "kimg": KIMG,
        "kid_x1000": kid,
        "variety": round(variety(images) / variety(held_out.images), 3),
        "extractor": RULER,
    }


if __name__ == "__main__":
    for source in sys.argv[1:]:
        faces, held_out = hold_out(load_faces(source))
        for seed in SEEDS:
            record(TABLE, scores(faces, held_out, seed))
