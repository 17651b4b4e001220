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
    """A peer in PyTorch with the same two calls: a module with BATCH and trainer(seed) -> (draw, step).

    It computes in bfloat16 where autocast allows it, which is faster for every peer on a CPU with AMX, and with
    channels last, as the batches are stored.
    """

    def __init__(self, module, seed):
        import torch

        self.batch_size, self.flips, self.torch = module.BATCH, False, torch
        self.draw, self.train_step = module.trainer(seed)

    def step(self, x):
        # Without its cache of weights, which would outlive the update of D within a step.
        with self.torch.autocast("cpu", self.torch.bfloat16, cache_enabled=False):
            return self.train_step(self.torch.from_numpy(x).permute(0, 3, 1, 2))

    def sample(self, n):
        torch, faces = self.torch, []
        # Its own random numbers, so that the training after it does not depend on the marks.
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16), torch.random.fork_rng():
            torch.manual_seed(1)
            for start in range(0, n, 64):
                images = self.draw(min(64, n - start))
                faces.append(to_uint8(images.permute(0, 2, 3, 1).float().numpy()))
        return np.concatenate(faces)


def hold_out(faces):
    """(Faces to train on, faces held out): 1,000 are held out, or a sixth of fewer than 6,000."""
    return faces.holdout(min(1000, len(faces) // 6))


def race(trainer, faces, held_out, minutes, seed=0, picture=None, clock=time.monotonic):
    """Yields one dict of scores after each of the minutes of training, as the clock counts them.

    picture: path of a grid of 64 faces, with {} for minutes. clock: `time.process_time` counts the minutes of all cores
    that the process used, so that other work on the machine changes little.
    """
    real = extract_features(held_out.images, jpeg=held_out.jpeg)
    stream = (x for (x,) in Batches(faces, trainer.batch_size, seed, flips=trainer.flips))
    trainer.step(next(stream))  # compiles
    trained, steps = 0.0, 0
    for until in minutes:
        began = clock()
        while trained + clock() - began < 60 * until:
            trainer.step(next(stream))
            steps += 1
        trained += clock() - began
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


def floors(faces, held_out):
    """The scores that real faces of the training set have, as a dict: no entrant is expected below them.

    They are as many as the entrants' faces, or all if the set has fewer.
    """
    real = extract_features(held_out.images, jpeg=held_out.jpeg)
    rows = np.random.default_rng(0).choice(len(faces), min(SAMPLES, len(faces)), replace=False)
    others = extract_features(faces.images[np.sort(rows)], jpeg=held_out.jpeg)
    return {"floor_fid": round(fid(others, real), 3), "floor_kid_x1000": round(kid(others, real)[0], 3)}


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
