"""train(preset, faces, run_dir): the run from its first step, or from where it was killed, to its last.

A run folder holds run.json (recipe, faces, held-out faces, seed), losses.csv, tensorboard/, samples/, checkpoints/ and
generator.weights.h5 (the average of G); with held-out faces, kid.csv and best/ too.
"""

import dataclasses
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from latentfaces.backend import ON_JAX, tf
from latentfaces.errors import LatentFacesError
from latentfaces.models.presets import Preset, get_preset
from latentfaces.storage import write_json
from latentfaces.training import hosts
from latentfaces.training.batches import Batches
from latentfaces.training.callbacks import Keeper, LossLog, Progress, Samples, first_interrupt
from latentfaces.training.checkpoints import restore_checkpoint, save_checkpoint, sole_trainer
from latentfaces.training.devices import spread
from latentfaces.training.gan import GAN
from latentfaces.training.precision import fastest_precision
from latentfaces.training.tracking import Tracking

SAMPLES = 36


@dataclass(frozen=True)
class Run:
    """A run that has ended.

    folder: where it lies. step: steps done. seconds: wall-clock time of training, before a resume included.
    gan: the trained `GAN`. interrupted: whether it was stopped by hand before its last step.
    """

    folder: Path
    step: int
    seconds: float
    gan: GAN
    interrupted: bool


def train(preset, faces, run_dir, steps, resume=False, seed=0, held_out=None, devices=None):
    """Trains a GAN and returns the `Run`; run_dir holds all that is needed to go on or to use the generator.

    preset: a name or a `Preset`; by name, a resumed run keeps the recipe that it was begun with. faces: `Faces` of the
    preset's size. steps: updates in all, those before a resume included. resume: go on from the newest good checkpoint
    in run_dir; the weights and losses.csv then end with the bytes of a run that was never stopped (same machine, same
    versions, same devices; on a GPU, JAX needs XLA_FLAGS=--xla_gpu_deterministic_ops=true for it). seed: of weights, z
    and order, from 0 to 2^32 - 1. held_out: `Faces` that are not among faces, to track the KID on: `kid.csv` then holds
    it for every 20 kimg, and `best/` the generator with the lowest. devices: how many to spread each batch over, all if
    None; more than one only on JAX (KERAS_BACKEND=jax). Where KERAS_DISTRIBUTION_* name several processes, all train
    this one run in step, the first alone keeps it, in its run_dir, and each can train once.

    Raises LatentFacesError for unfit faces, steps, seed or devices, a run_dir that is taken, in use or cannot be
    written, a resume that does not match, training that diverges, or another process that is lost.
    """
    run_dir = Path(run_dir)
    sets = [faces, *([] if held_out is None else [held_out])]
    hosts.join_hosts()
    with hosts.in_reach():
        check_numbers(steps, seed)
        asked = [get_preset(preset).to_json(), seed, [some.fingerprint for some in sets], steps, bool(resume), devices]
        hosts.agree(asked, "preset, seed, number of steps, resume, devices or faces")
        with hosts.folder_for(run_dir) as folder, sole_trainer(folder):
            preset = settle_preset(preset, begun_preset(folder), len(faces))
            for some in sets:
                check_faces(preset, some)
            if held_out is not None and len(held_out) < 2:
                raise LatentFacesError("The KID of one face says nothing; hold out at least 2, better 1,000.")
            with spread(preset.batch_size, devices):
                run = begin_or_resume(preset, faces, held_out, folder, steps, resume, seed)
    return dataclasses.replace(run, folder=run_dir)


def begin_or_resume(preset, faces, held_out, run_dir, steps, resume, seed):
    """Trains from the first step or from the newest checkpoint, whichever is due; returns the `Run`."""
    recipe = {
        "preset": preset.to_json(),
        "seed": seed,
        "faces": {"source": faces.source, "count": len(faces), "fingerprint": faces.fingerprint},
        "held_out": held_out and {"count": len(held_out), "fingerprint": held_out.fingerprint},
    }
    # Killed before it wrote anything, a run has nothing to resume and yet resumes exactly.
    is_begun = any((run_dir / name).exists() for name in ("run.json", "losses.csv"))
    if is_begun and not resume:
        raise LatentFacesError(f"{run_dir} already holds a run; resume it, or choose another folder.")
    if resume and not is_begun and hosts.leads():
        print(f"There is no run in {run_dir} to resume yet; it begins with its first step.")
    if is_begun:
        check_resume(recipe, run_dir)
    make_exact()
    gan, seconds = GAN(preset, seed), 0.0
    if is_begun:
        seconds = restore_checkpoint(gan, run_dir / "checkpoints")
    else:
        save_checkpoint(gan, run_dir / "checkpoints", seconds)
        write_json(run_dir / "run.json", recipe)
    return fit(gan, faces, held_out, recipe, run_dir, steps, seconds)


def check_numbers(steps, seed):
    """Raises LatentFacesError unless steps and seed are whole numbers that a run can have."""
    if not isinstance(steps, int) or steps < 1:
        raise LatentFacesError(f"The steps of a run must be a whole number, at least 1, not {steps!r}.")
    if not isinstance(seed, int) or not 0 <= seed < 2**32:
        raise LatentFacesError(f"The seed must be a whole number from 0 to {2**32 - 1}, not {seed!r}.")


def check_faces(preset, faces):
    """Raises LatentFacesError unless there are faces of the size that the preset's networks are built for."""
    if len(faces) == 0:
        raise LatentFacesError("There are no faces to train on; give a set that has some.")
    if faces.size != preset.size:
        raise LatentFacesError(
            f'The preset "{preset.name}" trains on faces of {preset.size} px and these are {faces.size} px; '
            f"load them with size={preset.size}."
        )
    if not preset.shuffle and len(faces) < preset.batch_size:
        raise LatentFacesError(
            f'The preset "{preset.name}" takes the faces in their order, {preset.batch_size} a step, and there are '
            f"only {len(faces)}; give it at least {preset.batch_size}."
        )


def begun_preset(run_dir):
    """The `Preset` of the run in run_dir; None where there is none yet, or one that `check_resume` will refuse."""
    try:
        return Preset.from_json(json.loads((run_dir / "run.json").read_text())["preset"])
    except (OSError, ValueError, KeyError, TypeError, LatentFacesError):
        return None


def settle_preset(preset, begun, count):
    """The `Preset` to train with on count faces: by name that of the run that was begun, if any, and else today's.

    Where the faces are few, it flips and augments them. The precision "auto" becomes that of the run, else the faster
    one here. Raises LatentFacesError for an unknown preset or precision.
    """
    if begun and preset == begun.name:
        return begun
    preset = get_preset(preset)
    if count < preset.few_faces:
        if hosts.leads():
            print(f"{count:,} faces are few: each is mirrored at random, and D sees all of them changed at random.")
        preset = dataclasses.replace(preset, flips=True, augment=True)
    if preset.precision in ("float32", "bfloat16"):
        return preset
    if preset.precision != "auto":
        raise LatentFacesError(f'There is no precision "{preset.precision}"; choose float32, bfloat16 or auto.')
    return dataclasses.replace(preset, precision=begun.precision if begun else fastest_precision())


def check_resume(recipe, run_dir):
    """Raises LatentFacesError unless the run in run_dir was begun with this very recipe."""
    try:
        begun = json.loads((run_dir / "run.json").read_text())
        # A field that came after the run began has the value that the run had without it.
        begun["preset"] = Preset.from_json(begun["preset"]).to_json()
        begun.setdefault("held_out", recipe["held_out"])
        # The same faces may lie in another folder by now.
        begun["faces"]["source"] = recipe["faces"]["source"]
        differs = [what for what in ("preset", "faces", "seed", "held_out") if begun[what] != recipe[what]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LatentFacesError(
            f"The run in {run_dir} cannot be resumed: its run.json is missing or damaged ({error}); put it "
            "back, or start a new run in another folder."
        ) from error
    if differs:
        other = differs[0].replace("held_out", "set of held-out faces")
        raise LatentFacesError(
            f"The run in {run_dir} was begun with another {other}; resume it with the same preset, "
            "faces, held-out faces and seed, or start a new run in another folder."
        )


def make_exact():
    """Makes TensorFlow give the same bits for the same step, whether or not a run was stopped before it.

    JAX does on CPUs and TPUs; for GPUs there is a flag of XLA that it reads before Python can set it.
    """
    if ON_JAX:
        return
    tf.config.experimental.enable_op_determinism()
    # This optimisation fails on the gradient of convolution, bias and LeakyReLU, and prints an error each time.
    tf.config.optimizer.set_experimental_options({"remapping": False})


def fit(gan, faces, held_out, recipe, run_dir, steps, seconds):
    """Trains a GAN on from the step that it is at; returns the `Run`."""
    preset, seed, first = gan.preset, recipe["seed"], int(gan.step)
    if steps < first:
        raise LatentFacesError(f"The run in {run_dir} is at step {first} already; ask for at least {first} steps.")
    loss_log = LossLog(run_dir, first, preset.batch_size)
    samples = Samples(run_dir, gan, gan.sample_z(SAMPLES, seed))
    keeper = Keeper(run_dir, loss_log, first, seconds)
    tracking = Tracking(run_dir, gan, faces, held_out, recipe, seed, keeper.stop)
    gan.compile()
    bar = tqdm(
        total=steps,
        initial=first,
        unit="step",
        desc="training",
        file=sys.stdout,
        mininterval=1,
        dynamic_ncols=True,
        disable=not hosts.leads(),
    )
    progress = [Progress(bar, preset.batch_size)] if hosts.leads() else []
    with bar, first_interrupt(keeper.interrupt):
        if steps > first:
            gan.fit(
                Batches(faces, preset.batch_size, seed, first, preset.flips, preset.shuffle),
                steps_per_epoch=steps - first,
                verbose=0,
                callbacks=[loss_log, samples, tracking, keeper, *progress],
            )
    if keeper.failure:
        raise LatentFacesError(keeper.failure)
    step = int(gan.step)
    if step < steps:
        print(f"Stopped at step {step}, and saved; call train(..., resume=True) or add --resume to go on.")
    return Run(run_dir, step, keeper.seconds, gan, interrupted=step < steps)
