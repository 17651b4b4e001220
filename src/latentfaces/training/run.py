"""train(preset, faces, run_dir): a run from its first step, or from the step where it was stopped, to its last.

A run folder holds run.json (recipe, faces, held-out faces, seed), losses.csv, tensorboard/, samples/, checkpoints/ and
generator.weights.h5 (the average of G); with held-out faces, kid.csv and best/ too.
"""

import dataclasses
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from latentfaces.backend import ON_JAX, machine, tf, use_threads
from latentfaces.checks import flag, instance, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.models.presets import PRESETS, Preset, get_preset
from latentfaces.paths import StrPath
from latentfaces.run_folder import RunFolder, sole_trainer
from latentfaces.storage import write_sealed_json
from latentfaces.training import hosts
from latentfaces.training.batches import Batches
from latentfaces.training.callbacks import CheckpointSaver, LossLog, Progress, Samples, first_stop_signal
from latentfaces.training.checkpoints import restore_checkpoint, restore_generator, save_checkpoint, saved_tables
from latentfaces.training.devices import data_parallel
from latentfaces.training.environment import RECORD, begun_environment, environment, report_differences
from latentfaces.training.gan import GAN
from latentfaces.training.plan import Plan, begun_extractor, begun_preset, resolve_preset
from latentfaces.training.tracking import Tracking
from latentfaces.training.transfer import begin_with

SAMPLES = 36


@dataclass(frozen=True)
class Run:
    """A run that has ended.

    folder: its run_dir. step: steps done. seconds: wall-clock time of training, including the time before a resume.
    gan: the trained `GAN`. interrupted: whether the user stopped it before its last step.
    """

    folder: Path
    step: int
    seconds: float
    gan: GAN
    interrupted: bool


def train(
    preset: str | Preset,
    faces: Faces,
    run_dir: StrPath,
    steps: int,
    resume: bool = False,
    seed: int = 0,
    held_out: Faces | None = None,
    devices: int | None = None,
    start: StrPath | None = None,
) -> Run:
    """Trains a GAN and returns the `Run`; run_dir then holds everything to continue training or to use the generator.

    preset: a name or a `Preset`; by name, a resumed run keeps the recipe that it started with. faces: `Faces` of
    the preset's size. steps: total updates, including those before a resume. resume: continue from the newest good
    checkpoint in run_dir; the weights and losses.csv then have the same bytes as after an uninterrupted run, on any
    number of cores; a sentence is printed if engine, devices, threads or CPU differ from those that the run started
    with; in that case the bytes differ (on a GPU, JAX needs XLA_FLAGS=--xla_gpu_deterministic_ops=true too). seed:
    of weights, z and order, from 0 to 2^32 - 1. held_out: `Faces` to track the KID, of which at most 1 % may also
    be among faces, because a set can hold the same pixels twice: `kid.csv` then holds it for every 20 kimg, and
    `best/` the generator with the lowest. devices: the number of devices that share each batch, None for all; more
    than one only on JAX (KERAS_BACKEND=jax). start: the folder of another run of the same networks, with whose G
    and D a new run begins, which helps if faces are few (Wang et al. 2018); a resumed run has begun already. If
    KERAS_DISTRIBUTION_* name several processes, all train this run together, only the first saves it, in its
    run_dir, and each can train once.

    Raises LatentFacesError for unusable faces, steps, seed or devices, a run_dir that is taken, in use or not writable,
    a start or a resume that does not match, training that diverges, or another process that is lost.
    """
    folder = RunFolder(run_dir)
    resume = flag("The argument resume", resume)
    for some in (faces, *([] if held_out is None else [held_out])):
        instance("The faces of a run", some, Faces, "`Faces`, such as `load_faces` returns")
    # First, because the engine keeps the threads that it starts with.
    threads = use_threads((begun_environment(folder) or {}).get("threads"))
    hosts.join_hosts()
    with hosts.in_reach():
        steps = whole_number("The steps of a run", steps, 1, 2**31 - 1)
        seed = whole_number("The seed", seed, 0, 2**32 - 1)
        fingerprints = [faces.fingerprint, None if held_out is None else held_out.fingerprint]
        begun = begun_preset(folder)
        if begun and preset == begun.name and preset not in PRESETS:
            preset = begun  # No name of ours: an own preset, or one that only earlier versions have.
        asked = [get_preset(preset).to_json(), seed, fingerprints, steps, resume, str(devices)]
        hosts.agree(asked, "preset, seed, number of steps, resume, devices or faces")
        with hosts.folder_for(folder) as own_folder, sole_trainer(own_folder):
            preset = resolve_preset(preset, begun_preset(own_folder), len(faces))
            plan = Plan(preset, faces, held_out, seed, steps, own_folder, begun_extractor(own_folder))
            plan.check_faces()
            with data_parallel(preset.batch_size, devices) as n_devices:
                run = begin_or_resume(plan, resume, environment(threads, n_devices), start)
    return dataclasses.replace(run, folder=folder.path)


def begin_or_resume(plan: Plan, resume: bool, computed_on: dict[str, Any], start: StrPath | None) -> Run:
    """Trains from the newest checkpoint, or from the first step without one; computed_on: the `environment`."""
    folder, is_begun = plan.folder, plan.folder.holds_run()
    if is_begun and not resume:
        raise LatentFacesError(f"{folder} already holds a run; resume it, or choose another folder.")
    if resume and not is_begun and hosts.is_leader():
        print(f"There is no run in {folder} to resume; training starts with the first step.")
    if is_begun:
        plan.check_resume()
        if hosts.is_leader():
            report_differences(folder, computed_on)
    else:
        plan.check_held_out()
    enable_determinism()
    gan, seconds = GAN(plan.preset, plan.seed), 0.0
    if is_begun:
        seconds = restore_checkpoint(gan, folder.checkpoints)
    else:
        begun_with = {} if start is None else {"start": begin_with(gan, RunFolder(start))}
        save_checkpoint(gan, folder.checkpoints, seconds)
        write_sealed_json(folder.run_json, {**plan.recipe(), **begun_with, "machine": machine(), RECORD: computed_on})
    return fit(gan, plan, seconds)


def enable_determinism() -> None:
    """Makes TensorFlow deterministic, so that a resumed run computes the same bits as an uninterrupted one.

    JAX is deterministic on CPUs and TPUs; on GPUs it needs a flag that XLA reads before Python can set it.
    """
    if ON_JAX:
        return
    tf.config.experimental.enable_op_determinism()
    # This optimisation fails for the gradient of convolution, bias and LeakyReLU, and prints an error each time.
    tf.config.optimizer.set_experimental_options({"remapping": False})


def fit(gan: GAN, plan: Plan, seconds: float) -> Run:
    """Trains a GAN from its current step; seconds: of training before that step."""
    preset, first = plan.preset, int(gan.step)
    if plan.steps < first:
        raise LatentFacesError(f"The run in {plan.folder} is already at step {first}; ask for at least {first} steps.")
    saved = saved_tables(plan.folder.checkpoints, first)
    loss_log = LossLog(plan.folder, first, preset.batch_size, saved.get(plan.folder.losses.name))
    samples = Samples(plan.folder, gan, gan.sample_z(SAMPLES, plan.seed))
    saver = CheckpointSaver(plan.folder, loss_log, first, seconds)
    tracking = Tracking(gan, plan, saver.stop, saved.get(plan.folder.kid.name))
    saver.tables.append(tracking.table)
    if first:
        restore_generator(gan, plan.folder)
    gan.compile()
    bar = tqdm(
        total=plan.steps,
        initial=first,
        unit="step",
        desc="training",
        file=sys.stdout,
        mininterval=1,
        dynamic_ncols=True,
        disable=not hosts.is_leader(),
    )
    progress = [Progress(bar, preset.batch_size)] if hosts.is_leader() else []
    with bar, first_stop_signal(saver.interrupt):
        if plan.steps > first:
            gan.fit(
                Batches(plan.faces, preset.batch_size, plan.seed, first, preset.flips, preset.shuffle),
                steps_per_epoch=plan.steps - first,
                shuffle=False,  # the batches come in their own order
                verbose=0,
                callbacks=[loss_log, samples, tracking, saver, *progress],
            )
    if saver.failure:
        raise LatentFacesError(saver.failure)
    step = int(gan.step)
    if step < plan.steps:
        print(f"Stopped at step {step}, and saved; call train(..., resume=True) or add --resume to continue.")
    return Run(plan.folder.path, step, saver.seconds, gan, interrupted=step < plan.steps)
