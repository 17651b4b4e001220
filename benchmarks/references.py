"""Trains both references on one GPU, the most valuable part first, in the seconds that there are.

    KERAS_BACKEND=jax python benchmarks/references.py FOLDER OUT SECONDS

Times a hundred steps of each, prints what fits, and trains: anime-baseline to 30,000 steps; ten seeds of it for 300;
Keras 3's RMSprop beside Keras 2's; simpsons as far as the time goes. Everything is kept in FOLDER, models as folders
that `load_generator` takes. OUT gets the first files of what `parcels.py` brings home from a lent machine.
LATENTFACES_REAL_FACES names the folder of real faces; without it they come from Kaggle.
"""

import dataclasses
import os
import shutil
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import jax
import numpy as np
import pandas as pd
from on_device import OnDevice
from parcels import bring

from latentfaces.backend import machine
from latentfaces.faces.load import load_faces
from latentfaces.models.presets import Preset, get_preset
from latentfaces.models.publish import publish
from latentfaces.pictures.images import grid
from latentfaces.run_folder import RunFolder
from latentfaces.storage import file_sha256, write_json
from latentfaces.training.checkpoints import save_weights

STEPS_A_CALL = 10
TIMED = 100
TRIAL, SEEDS = 300, range(10)
GRIDS = (100, 300, 1000, 3000, 10_000, 20_000, 30_000)
SAMPLES = {64: 36, 128: 16}  # by the size of a picture: grids of about the same bytes
# G has collapsed if more than this part of its pixels is black or white. Of ten seeds, the pictures of four had at most
# 0.02 and looked like faces after `TRIAL` steps, and those of six had at least 0.98.
SATURATED = 0.5
# The steps after which a run goes on no more whose pictures have collapsed.
HOPELESS = 3000
# Of the time, what anime-baseline may take in float32; where that is not enough, it trains in bfloat16.
FLOAT32_PART = 0.75
SAVING_SECONDS = 25
SECONDS_A_LINE = 15


@dataclass(frozen=True)
class Reference:
    """A reference system. states: the name of the model that it is after so many steps, the last step last."""

    preset: Preset
    faces: str
    states: dict


ANIME = Reference(
    get_preset("anime-baseline"),
    "anime",
    {10_000: "anime-baseline", 20_000: "anime-baseline-a", 30_000: "anime-baseline-b"},
)
# 1,000 epochs of the 18 batches that 1,200 faces fill.
SIMPSONS = Reference(get_preset("simpsons"), "simpsons", {18_000: "simpsons-reference"})


def say(text):
    print(text, flush=True)


def faces_of(reference):
    """The `Faces` that it trains on, under the name of the set."""
    archive = Path(os.environ.get("LATENTFACES_REAL_FACES", "")).expanduser() / f"{reference.faces}-faces.zip"
    faces = load_faces(str(archive) if archive.exists() else reference.faces, reference.preset.size)
    return dataclasses.replace(faces, source=reference.faces)


def matrix_peak(dtype):
    """Operations a second of a large product of random matrices, the best of five turns."""
    n = 8192 if jax.devices()[0].platform != "cpu" else 1024
    a = jax.random.normal(jax.random.key(0), (n, n), dtype)
    product = jax.jit(lambda a: a @ a)
    seconds = []
    for _ in range(6):  # the first one compiles
        began = time.monotonic()
        product(a).block_until_ready()
        seconds.append(time.monotonic() - began)
    return 2 * n**3 / min(seconds[1:])


class Work:
    """A recipe made ready: compiled on the device, and a hundred steps timed, which do not count.

    Attributes: device (an `OnDevice`), compiling (seconds), step (seconds of one), facts (for the record).
    """

    def __init__(self, preset, faces, peaks):
        began = time.monotonic()
        self.device = OnDevice(preset, faces)
        jax.block_until_ready(self.device.advance(STEPS_A_CALL))
        ready = time.monotonic()
        jax.block_until_ready([self.device.advance(STEPS_A_CALL) for _ in range(TIMED // STEPS_A_CALL)])
        self.compiling, self.step = ready - began, (time.monotonic() - ready) / TIMED
        rate = self.device.operations() / self.step
        self.facts = {
            "preset": preset.name,
            "precision": preset.precision,
            "compiling_seconds": round(self.compiling, 1),
            "step_ms": round(1000 * self.step, 3),
            "images_per_s": round(preset.batch_size / self.step, 1),
            "tera_operations_per_s": round(rate / 1e12, 3),
            "share_of_matrix_peak": round(rate / peaks[preset.precision], 3),
        }
        say(f"timed: {self.facts}")


class Run:
    """A run from its first step, in a folder as `latentfaces.train` makes one, with grids of the same z all along."""

    def __init__(self, device, folder, seed):
        device.restart(seed)
        self.device, self.folder = device, folder
        self.seconds, self.losses, self.spreads = 0.0, [], []
        self.z = np.asarray(device.gan.sample_z(SAMPLES.get(device.gan.preset.size, 4), seed))
        faces, preset = device.faces, device.gan.preset
        is_tf32 = jax.devices()[0].platform != "cpu" and preset.precision == "float32"
        (folder / "samples").mkdir(parents=True)
        recipe = {
            "preset": preset.to_json(),
            "seed": seed,
            "faces": {"source": faces.source, "count": len(faces), "fingerprint": faces.fingerprint},
            "held_out": None,
            "products_in": "TensorFloat-32" if is_tf32 else preset.precision,
        }
        write_json(folder / "run.json", recipe)

    @property
    def step(self):
        return self.device.step

    def to(self, last, end):
        """Trains to step `last`, or to the time `end`; returns whether it came so far."""
        began, first, said, under_way = time.monotonic(), self.step, time.monotonic(), None
        while self.step < last and time.monotonic() < end:
            logs = self.device.advance(STEPS_A_CALL)
            if self.step <= TRIAL:
                self.spreads.append(self.device.spread(self.device.state, self.z))
            self.keep(under_way)  # while the next steps are under way
            under_way = logs
            if self.step in GRIDS:
                self.draw()
            if time.monotonic() - said > SECONDS_A_LINE:
                said = time.monotonic()
                rate = (self.step - first) * self.device.gan.preset.batch_size / (said - began)
                latest = ", ".join(f"{name} {values[-1]:.3f}" for name, values in self.losses[-1].items())
                say(f"{self.folder.name}: step {self.step}, {rate:.0f} images/s, {latest}, {end - said:.0f} s left")
        self.keep(under_way)
        self.seconds += time.monotonic() - began
        return self.step >= last

    def keep(self, logs):
        if logs is not None:
            self.losses.append({name: np.asarray(values) for name, values in logs.items()})

    def draw(self):
        pictures = grid(self.device.settle().faces(self.z))
        pictures.save(self.folder / "samples" / f"{self.step:06d}.png", optimize=True)

    def saturated(self):
        """The part of the values in the grid's pictures that are within a level of black or white."""
        faces = self.device.settle().faces(self.z)
        return float(((faces <= 1) | (faces >= 254)).mean())

    def table(self):
        """DataFrame of the losses so far, a step a row."""
        columns = {name: np.concatenate([some[name] for some in self.losses]) for name in self.losses[0]}
        steps = np.arange(1, self.step + 1)
        return pd.DataFrame({"step": steps, "kimg": steps * self.device.gan.preset.batch_size / 1000, **columns})

    def beginning(self):
        """JSON-able: how G's pictures spread and both losses, every `STEPS_A_CALL` steps up to `TRIAL`."""
        spreads = [tuple(map(float, spread)) for spread in self.spreads]
        table = self.table().iloc[STEPS_A_CALL - 1 :: STEPS_A_CALL].head(len(spreads))
        steps = [int(step) for step in table["step"]]
        return {
            "seed": self.device.batches.seed,
            "saturated": round(self.saturated(), 4),
            "step": steps,
            "std": [round(std, 4) for std, _ in spreads],
            "std_between_pictures": [round(between, 4) for _, between in spreads],
            **{name: [float(f"{loss:.5g}") for loss in table[name]] for name in ("d_loss", "g_loss")},
        }

    def ship(self, target):
        """Makes the model folder of what it has reached."""
        self.draw()
        save_weights(self.device.settle().network, self.folder / "generator.weights.h5")
        self.table().to_csv(self.folder / "losses.csv", index=False, float_format="%.7g")
        run = RunFolder(self.folder)
        manifest = {"step": self.step, "seconds": self.seconds, "sha256": file_sha256(run.weights)}
        write_json(run.checkpoints / f"step-{self.step:08d}.json", manifest)
        publish(self.folder, target)
        say(f"{target.name} is made: step {self.step}, {self.seconds:.0f} s of training.")


class Job:
    """All that is to be trained, by value, until the time `end`."""

    def __init__(self, folder, out, seconds):
        self.folder, self.out = Path(folder), Path(out)
        self.end = time.monotonic() + seconds - SAVING_SECONDS
        self.record, self.trials = {"machine": machine(), "seconds": seconds}, {}
        self.models = []
        for name in ("record", "trials"):
            (self.folder / name).mkdir(parents=True)

    @property
    def left(self):
        return self.end - time.monotonic()

    def do(self):
        anime_faces, simpsons_faces = faces_of(ANIME), faces_of(SIMPSONS)
        self.peaks = {dtype: matrix_peak(dtype) for dtype in ("float32", "bfloat16")}
        peaks = {dtype: round(rate / 1e12, 2) for dtype, rate in self.peaks.items()}
        say(f"{machine()}: {peaks} tera-operations/s; {len(anime_faces):,} and {len(simpsons_faces):,} faces")
        self.record["matrix_peak_tera_operations_per_s"] = peaks
        anime, simpsons = self.plan(anime_faces, simpsons_faces)
        self.note()
        for part, work in (
            (self.train_anime, anime),
            (self.try_seeds, anime),
            (self.compare_rmsprop, anime),
            (self.train_simpsons, simpsons),
            (self.repeat_in_float32, self.in_float32),
        ):
            if not work or self.left < TIMED * work.step:
                say(f"There is no time to {part.__name__}, or it was not made ready.")
                continue
            n_before = len(self.models)
            try:
                part(work)
            except Exception:  # one that fails does not keep the others
                say(f"{part.__name__} failed:\n{traceback.format_exc()}")
            say(f"{part.__name__} has ended; {self.left:.0f} s left.")
            self.note()
            # The last one of each run first: the time could be up before the end.
            bring(self.folder, self.out, ["record", *self.models[n_before:][-1:]])
        bring(self.folder, self.out)

    def note(self):
        write_json(self.folder / "record" / "record.json", {**self.record, "models": self.models})

    def plan(self, anime_faces, simpsons_faces):
        """Makes both ready, anime-baseline in a precision in which it fits, and says what fits."""
        last = max(ANIME.states)
        timed = anime, simpsons = [self.ready(ANIME.preset, anime_faces), self.ready(SIMPSONS.preset, simpsons_faces)]
        if not anime or anime.step * (last + len(SEEDS) * TRIAL) + anime.compiling > FLOAT32_PART * self.left:
            say("In float32, anime-baseline takes too much of the time; bfloat16 is timed beside it.")
            timed.append(self.ready(dataclasses.replace(ANIME.preset, precision="bfloat16"), anime_faces))
            anime = min(filter(None, (anime, timed[-1])), key=lambda work: work.step)
        self.in_float32 = timed[0] if anime is not timed[0] else None
        parts = [
            ("anime-baseline", last, anime.step, 0.0),
            ("its other seeds", (len(SEEDS) - 1) * TRIAL, anime.step, 0.0),
            ("Keras 3's RMSprop", TRIAL, anime.step, anime.compiling),
        ]
        if simpsons:
            parts.append(("simpsons", max(SIMPSONS.states), simpsons.step, 0.0))
        left = self.left
        lines = [f"{left:.0f} s to train in; anime-baseline in {anime.facts['precision']}"]
        for name, steps, seconds, before in parts:
            n_fit = int(min(steps, max(0.0, (left - before) / seconds)))
            taken = before + n_fit * seconds if n_fit else 0.0
            lines.append(f"{name}: {n_fit:,} of {steps:,} steps fit, in {taken:.0f} of {left:.0f} s")
            left -= taken
        say("\n  ".join(["THE PLAN", *lines]))
        self.record |= {"timed": [work.facts for work in timed if work], "plan": lines}
        return anime, simpsons

    def ready(self, preset, faces):
        """A `Work`; None, and why, where it cannot be had."""
        try:
            return Work(preset, faces, self.peaks)
        except Exception:
            say(f"{preset.name} in {preset.precision} failed:\n{traceback.format_exc()}")
            return None

    def train_anime(self, work):
        """anime-baseline, with the first seed whose pictures have not collapsed after `TRIAL` steps."""
        for seed in SEEDS:
            run = self.trial(work, seed)
            if run.saturated() < SATURATED:
                break
            say(f"Seed {seed} has collapsed after {run.step} steps.")
        else:
            seed = SEEDS[0]
            run = Run(work.device, self.folder / "runs" / "after-all", seed)
            run.to(HOPELESS, self.end)
        self.record["anime_seed"] = seed
        if run.saturated() > SATURATED:
            say(f"Every seed has collapsed; seed {seed} still has after {run.step} steps.")
            self.ship(run, "anime-baseline-b")
        else:
            self.train(run, ANIME)

    def train_simpsons(self, work):
        self.train(Run(work.device, self.folder / "runs" / "simpsons", 0), SIMPSONS)

    def repeat_in_float32(self, work):
        """The run of anime-baseline again, in float32 where it was in bfloat16: what is the precision's doing?"""
        run = Run(work.device, self.folder / "runs" / "float32", self.record.get("anime_seed", SEEDS[0]))
        run.to(max(ANIME.states), self.end)
        run.draw()
        run.table().to_csv(self.folder / "record" / "float32-losses.csv.gz", index=False, float_format="%.5g")

    def train(self, run, reference):
        for step, name in reference.states.items():
            is_there = run.to(step, self.end)
            self.ship(run, name)
            if not is_there:
                break

    def ship(self, run, name):
        run.ship(self.folder / name)
        self.models.append(name)
        # Of every step; a model folder has some of them.
        losses = self.folder / "record" / f"{run.device.gan.preset.name}-losses.csv.gz"
        run.table().to_csv(losses, index=False, float_format="%.5g")

    def trial(self, work, seed, optimizer="keras-2"):
        """The run of a seed up to `TRIAL` steps, for the record."""
        run = Run(work.device, self.folder / "runs" / f"{optimizer}-seed-{seed}", seed)
        run.to(TRIAL, self.end)
        self.trials[run.folder.name] = run.beginning()
        write_json(self.folder / "record" / "trials.json", self.trials)
        if run.step == TRIAL:
            kept = self.folder / "trials" / f"{run.folder.name}.png"
            shutil.copyfile(run.folder / "samples" / f"{TRIAL:06d}.png", kept)
        return run

    def try_seeds(self, work):
        for seed in SEEDS:
            if f"keras-2-seed-{seed}" not in self.trials and self.left > TRIAL * work.step + 2:
                self.trial(work, seed)
        ends = [trial["saturated"] > SATURATED for trial in self.trials.values()]
        say(f"{sum(ends)} of {len(ends)} seeds have collapsed after {TRIAL} steps.")

    def compare_rmsprop(self, work):
        """The seed that was trained, with Keras 3's RMSprop; with Keras 2's it is among the seeds."""
        if self.left < 1.3 * work.compiling + TRIAL * work.step + 2:
            say("There is no time for Keras 3's RMSprop.")
            return
        preset = work.device.gan.preset
        players = ("generator_optimizer", "discriminator_optimizer")
        new = {player: dataclasses.replace(getattr(preset, player), algorithm="rmsprop") for player in players}
        work = Work(dataclasses.replace(preset, **new), work.device.faces, self.peaks)
        self.trial(work, self.record.get("anime_seed", SEEDS[0]), "keras-3")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("Name the folder to fill, one for what goes home, and the seconds: references.py FOLDER OUT SECONDS")
    Job(sys.argv[1], sys.argv[2], float(sys.argv[3])).do()
