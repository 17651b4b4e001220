"""Training against the clock: distances to held-out faces after given minutes of training, without measuring time."""

import csv
import sys
import time
from pathlib import Path

import numpy as np

from latentfaces.backend import tf
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import fid, kid, prdc
from latentfaces.pictures.images import grid, to_uint8
from latentfaces.run_folder import RULER
from latentfaces.training.batches import Batches
from latentfaces.training.gan import GAN

SAMPLES = 2000


class Ours:
    """One of our presets: step(x) trains on real images float32 (N, S, S, 3), sample(n) draws faces uint8."""

    def __init__(self, preset, seed, gan=GAN):
        self.batch_size, self.flips = preset.batch_size, preset.flips
        self.gan = gan(preset, seed)
        self.train_step = tf.function(self.gan.train_step)

    def step(self, x):
        return float(self.train_step(x)["g_loss"])

    def sample(self, n):
        return self.gan.average().faces(self.gan.sample_z(n, seed=1))


class Torch:
    """PyTorch's DCGAN (torch_dcgan.py), with the same two calls."""

    def __init__(self, seed):
        import torch
        import torch_dcgan

        self.batch_size, self.flips, self.torch = torch_dcgan.BATCH, False, torch
        self.G, self.train_step = torch_dcgan.trainer(seed)

    def step(self, x):
        return self.train_step(self.torch.from_numpy(x).permute(0, 3, 1, 2))

    def sample(self, n):
        z = self.torch.randn(n, 100, 1, 1, generator=self.torch.Generator().manual_seed(1))
        self.G.eval()
        with self.torch.no_grad():
            faces = [to_uint8(self.G(part).permute(0, 2, 3, 1).numpy()) for part in z.split(64)]
        self.G.train()
        return np.concatenate(faces)


def race(trainer, faces, held_out, minutes, seed=0, picture=None):
    """Yields one dict of scores after each of the minutes; picture: path of a grid of 64 faces, with {} for minutes."""
    real = extract_features(held_out.images, jpeg=held_out.jpeg)
    stream = (x for (x,) in Batches(faces, trainer.batch_size, seed, flips=trainer.flips))
    trainer.step(next(stream))  # compiles
    trained, steps = 0.0, 0
    for until in minutes:
        began = time.monotonic()
        while trained + time.monotonic() - began < 60 * until:
            trainer.step(next(stream))
            steps += 1
        trained += time.monotonic() - began
        images = trainer.sample(SAMPLES)
        fake = extract_features(images, jpeg=held_out.jpeg)
        if picture:
            grid(images[:64]).save(str(picture).format(until))
        yield {
            "data": Path(faces.source).stem,
            "seed": seed,
            "minutes": until,
            "kimg": round(steps * trainer.batch_size / 1000, 1),
            "images_per_s": round(steps * trainer.batch_size / trained),
            "fid": round(fid(fake, real), 3),
            "kid_x1000": round(kid(fake, real)[0], 3),
            **{key: round(value, 3) for key, value in prdc(real, fake).items()},
            "extractor": RULER,
        }


def record(table, row):
    """Prints a row and appends it to the CSV file table, which is created if absent.

    Ends the program if the table's scores are of another extractor, because they cannot be compared.
    """
    table.parent.mkdir(exist_ok=True)
    is_new = not table.exists()
    if not is_new:
        with open(table, newline="") as file:
            others = {other["extractor"] for other in csv.DictReader(file)} - {row["extractor"]}
        if others:
            sys.exit(f"{table} holds scores of the extractor {others.pop()}, not {row['extractor']}; rename it first.")
    with open(table, "a", newline="") as file:
        writer = csv.DictWriter(file, row)
        if is_new:
            writer.writeheader()
        writer.writerow(row)
    print(row, flush=True)
