"""Training: what a run leaves behind, that it resumes to the bit, and that it stops with a sentence."""

import csv
import dataclasses
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
from tiny import TINY, arrays_of, ending_of, tiny_faces

from latentfaces.backend import machine
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.models.presets import PRESETS, Optimizer, get_preset
from latentfaces.models.pretrained import load_generator
from latentfaces.run_folder import RunFolder
from latentfaces.training import callbacks
from latentfaces.training import plan as planning
from latentfaces.training.callbacks import is_milestone
from latentfaces.training.gan import GAN
from latentfaces.training.run import train

STEPS = 12


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory):
    """A run of STEPS steps that was never stopped: the `Run`."""
    return train(TINY, tiny_faces(), tmp_path_factory.mktemp("runs") / "whole", STEPS)


@pytest.fixture(scope="module")
def whole(whole_run):
    return ending_of(whole_run.folder)


@pytest.fixture
def begun(tmp_path, whole_run):
    """A run folder at step 5, to be resumed or damaged."""
    if not hasattr(begun, "template"):
        begun.template = whole_run.folder.parent / "begun"
        train(TINY, tiny_faces(), begun.template, 5)
    return shutil.copytree(begun.template, tmp_path / "begun")


def after_step(monkeypatch, step, act):
    """Has act(gan) called when the run has done that step and what comes with it."""
    plain = callbacks.Progress.on_train_batch_end

    def on_train_batch_end(self, batch, logs=None):
        plain(self, batch, logs)
        self.model.sync()
        if int(self.model.step) == step:
            act(self.model)

    monkeypatch.setattr(callbacks.Progress, "on_train_batch_end", on_train_batch_end)


def interrupt(gan, number=signal.SIGINT):
    # To this very thread: two that another one receives can become one before Python looks.
    signal.raise_signal(number)


# --- The run folder


def test_run_folder(whole_run):
    run, folder = whole_run, whole_run.folder
    assert run.step == STEPS and not run.interrupted and run.seconds > 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "checkpoints",
        "generator.weights.h5",
        "losses.csv",
        "run.json",
        "tensorboard",
    ]
    assert sorted(path.name for path in (folder / "checkpoints").iterdir()) == [
        "step-00000000.json",
        "step-00000000.weights.h5",
        f"step-{STEPS:08d}.json",
        f"step-{STEPS:08d}.weights.h5",
    ]
    faces = tiny_faces()
    recipe = json.loads((folder / "run.json").read_text())
    assert len(recipe.pop("checksum")) == 64
    computed_on = {"arithmetic", "engine", "device", "settings", "threads", "cpu_features"}
    assert set(recipe.pop("computed_on")) == computed_on
    assert recipe.pop("machine") == machine()
    assert recipe == {
        "preset": TINY.to_json(),
        "seed": 0,
        "faces": {"source": "noise", "count": 10, "fingerprint": faces.fingerprint},
        "held_out": None,
        "extractor": "neutral",
    }
    G = GAN(TINY, seed=7).ema
    G.load_weights(folder / "generator.weights.h5")
    z = np.ones((2, TINY.latent_dim), np.float32)
    np.testing.assert_array_equal(G(z), run.gan.ema(z))


def test_losses_csv(whole_run):
    rows = list(csv.DictReader((whole_run.folder / "losses.csv").open()))
    assert list(rows[0]) == [
        "step",
        "kimg",
        "d_loss",
        "g_loss",
        "real_accuracy",
        "fake_accuracy",
        "jensen_shannon",
    ]
    assert [int(row["step"]) for row in rows] == list(range(1, STEPS + 1))
    assert [float(row["kimg"]) for row in rows] == [step * TINY.batch_size / 1000 for step in range(1, STEPS + 1)]
    for row in rows:
        assert 0 <= float(row["real_accuracy"]) <= 1 and 0 <= float(row["fake_accuracy"]) <= 1
        assert 0 < float(row["d_loss"]) < 10 and float(row["jensen_shannon"]) < 0.7


def test_tensorboard_can_be_read(whole_run):
    events = EventAccumulator(str(whole_run.folder / "tensorboard"))
    events.Reload()
    assert sorted(events.Tags()["tensors"]) == sorted(callbacks.LOSSES)
    rows = list(csv.DictReader((whole_run.folder / "losses.csv").open()))
    (event,) = events.Tensors("d_loss")
    assert event.step == 10
    assert float(tensor_util.make_ndarray(event.tensor_proto)) == pytest.approx(float(rows[9]["d_loss"]), rel=1e-5)


def test_milestones():
    assert [step for step in range(1, 40_000) if is_milestone(step)] == [100, 300, 1000, 3000, 10_000, 30_000]


def test_samples_are_kept_at_milestones(tmp_path, monkeypatch):
    monkeypatch.setattr(callbacks, "is_milestone", lambda step: step in (2, 3))
    train(TINY, tiny_faces(), tmp_path / "run", 3)
    paths = sorted((tmp_path / "run" / "samples").iterdir())
    assert [path.name for path in paths] == ["000002.png", "000003.png"]
    grids = [np.asarray(Image.open(path)) for path in paths]
    # 6 x 6 faces of 8 px, 2 px apart.
    assert all(grid.shape == (62, 62, 3) for grid in grids) and not np.array_equal(*grids)


def test_the_grid_is_updated_in_place_in_a_notebook(tmp_path, monkeypatch):
    shown = []

    class Handle:
        def display(self, image):
            shown.append(("display", image.data))

        def update(self, image):
            shown.append(("update", image.data))

    monkeypatch.setattr(callbacks, "in_notebook", lambda: True)
    monkeypatch.setattr(callbacks, "DisplayHandle", Handle)
    train(TINY, tiny_faces(), tmp_path / "run", 4)
    # Once at the start, after the first step, and at the end; DISPLAY_SECONDS have not gone by in between.
    assert [how for how, _ in shown] == ["display", "update", "update"]
    assert all(picture.startswith(b"\x89PNG") for _, picture in shown) and shown[0] != shown[-1]


def test_progress_says_how_far_how_fast_and_how_long(tmp_path, capsys):
    train(TINY, tiny_faces(), tmp_path / "run", 10)
    last = capsys.readouterr().out.strip().split("\r")[-1]
    assert "training: 100%" in last and "10/10" in last and "images/s" in last and "<" in last


# --- Resume


def test_resume_is_exact(begun, whole):
    moved = dataclasses.replace(tiny_faces(), source="the same faces in another folder")
    run = train(TINY, moved, begun, STEPS, resume=True)
    assert run.step == STEPS and not run.interrupted
    assert ending_of(begun) == whole


def test_another_seed_is_another_run(tmp_path, whole):
    train(TINY, tiny_faces(), tmp_path / "run", STEPS, seed=2**32 - 1)
    assert ending_of(tmp_path / "run")["generator"] != whole["generator"]


def test_resume_from_a_damaged_checkpoint_goes_back_further(begun, whole, capsys):
    newest = begun / "checkpoints" / "step-00000005.weights.h5"
    newest.write_bytes(newest.read_bytes()[:-100])
    train(TINY, tiny_faces(), begun, STEPS, resume=True)
    assert "step-00000005.weights.h5 is damaged" in capsys.readouterr().out
    assert ending_of(begun) == whole


def torn(text):
    """losses.csv with a row that a full disk tore, and the rows that came after it."""
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:3], "17\n", *lines[3:]])


@pytest.mark.parametrize(
    "damage", [lambda text: None, torn, lambda text: text[:-40], lambda text: "", lambda text: text.replace("8", "9")]
)
def test_a_resume_restores_damaged_losses_and_says_so(begun, whole, capsys, damage):
    text = (begun / "losses.csv").read_text()
    (begun / "losses.csv").unlink()
    if (damaged := damage(text)) is not None:
        (begun / "losses.csv").write_text(damaged)
        with pytest.raises(LatentFacesError, match="losses.csv is missing or damaged .*; resume the run to restore it"):
            RunFolder(begun).read_losses()
    train(TINY, tiny_faces(), begun, 5, resume=True)  # even without a further step
    said = capsys.readouterr().out
    assert "losses.csv was " in said and "its rows up to step 5 are restored from the checkpoint." in said
    assert (begun / "losses.csv").read_text() == text
    train(TINY, tiny_faces(), begun, STEPS, resume=True)
    assert ending_of(begun) == whole


@pytest.mark.parametrize(
    "damage", [None, lambda whole: whole[:-500], lambda whole: whole.replace(b"\x00\x01", b"\x01\x00")]
)
def test_a_resume_makes_a_damaged_generator_again(begun, capsys, damage):
    weights, arrays = begun / "generator.weights.h5", arrays_of(begun / "generator.weights.h5")
    if damage is None:
        weights.unlink()
    else:
        weights.write_bytes(damage(weights.read_bytes()))
    with pytest.raises(LatentFacesError, match="has no generator yet|is damaged"):
        RunFolder(begun).check_weights()
    train(TINY, tiny_faces(), begun, 5, resume=True)
    assert "was missing or damaged; it is made again from the checkpoint." in capsys.readouterr().out
    assert arrays_of(weights) == arrays
    RunFolder(begun).check_weights()


def test_every_flipped_bit_of_a_runs_generator_is_noticed(begun):
    folder = RunFolder(begun)
    whole, positions = bytearray(folder.weights.read_bytes()), random.Random(0)
    for _ in range(25):
        at = positions.randrange(len(whole) - 100)
        flipped = bytearray(whole)
        flipped[at] ^= 1 << positions.randrange(8)
        folder.weights.write_bytes(flipped)
        with pytest.raises(LatentFacesError, match="generator.weights.h5 is damaged .*; restore"):
            folder.check_weights()


def test_an_edited_digit_in_run_json_trains_no_other_recipe(begun, monkeypatch):
    monkeypatch.setitem(PRESETS, "tiny", TINY)
    text = (begun / "run.json").read_text()
    assert '"batch_size": 4' in text
    (begun / "run.json").write_text(text.replace('"batch_size": 4', '"batch_size": 5'))
    refused("run.json is damaged .*; the run in .* cannot be resumed", "tiny", tiny_faces(), begun, STEPS, resume=True)


def test_a_run_that_was_killed_before_its_first_save_is_not_called_damaged(begun):
    folder = RunFolder(begun)
    for path in (folder.weights, folder.losses, *begun.glob("checkpoints/step-00000005*")):
        path.unlink()
    with pytest.raises(LatentFacesError, match="The run in .* has no generator yet; train it further, with resume"):
        load_generator(begun)
    assert train(TINY, tiny_faces(), begun, 1, resume=True).step == 1


def test_resume_of_a_finished_run_changes_nothing(begun):
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    run = train(TINY, tiny_faces(), begun, 5, resume=True)
    assert run.step == 5 and not run.interrupted
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before


def test_a_run_of_a_preset_that_is_no_more_resumes_by_its_name(begun):
    assert TINY.name not in PRESETS
    assert train(TINY.name, tiny_faces(), begun, 6, resume=True).gan.preset == TINY


def test_resume_before_anything_was_written_begins(tmp_path, whole, capsys):
    train(TINY, tiny_faces(), tmp_path / "run", STEPS, resume=True)
    assert "There is no run in" in capsys.readouterr().out
    assert ending_of(tmp_path / "run") == whole


def new_processes():
    """Processes that have imported `train`, and have computed nothing yet."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["latentfaces.training.run"])
    return processes


def train_elsewhere(*arguments, **keywords):
    """`train` in a new process, as a user goes on after a stop.

    In a process that had run all of test_gan.py, the second training with float32 ended one unit in the last place away
    from the first and the third, each time it was tried. In new processes, none of seventy differed.
    """
    process = new_processes().Process(target=train, args=arguments, kwargs=keywords)
    process.start()
    process.join()
    assert process.exitcode == 0


@pytest.mark.parametrize("few_faces, precision", [(0, "float32"), (0, "bfloat16"), (5000, "bfloat16")])
def test_real_networks_resume_exactly(tmp_path, few_faces, precision):
    """Convolutions on several threads, the R1 penalty and its change before and after the stop, augmentation."""
    changes = {"batch_size": 8, "r1_interval": 2, "r1_late_kimg": 0.016, "few_faces_r1_late_kimg": None}
    preset = dataclasses.replace(get_preset("compact"), few_faces=few_faces, precision=precision, **changes)
    faces = tiny_faces(20, size=64)
    train_elsewhere(preset, faces, tmp_path / "whole", 4)
    train_elsewhere(preset, faces, tmp_path / "stopped", 2)
    train_elsewhere(preset, faces, tmp_path / "stopped", 4, resume=True)
    assert ending_of(tmp_path / "stopped") == ending_of(tmp_path / "whole")


def test_the_precision_is_measured_once_a_run(tmp_path, monkeypatch):
    preset = dataclasses.replace(TINY, precision="auto")
    monkeypatch.setattr(planning, "fastest_precision", lambda: "bfloat16")
    train(preset, tiny_faces(), tmp_path, 2)
    assert json.loads((tmp_path / "run.json").read_text())["preset"]["precision"] == "bfloat16"
    # On another machine, or a busier one.
    monkeypatch.setattr(planning, "fastest_precision", lambda: "float32")
    run = train(preset, tiny_faces(), tmp_path, 3, resume=True)
    assert run.gan.preset.precision == "bfloat16"


@pytest.mark.parametrize(("count", "flips", "augment"), [(9, True, True), (10, True, False), (12, False, False)])
def test_few_faces_are_mirrored_and_very_few_augmented(tmp_path, count, flips, augment):
    preset = dataclasses.replace(TINY, few_faces=10, few_faces_r1_late_kimg=3.0, flips_below=12, flips=False)
    run = train(preset, tiny_faces(count), tmp_path, 1)
    assert (run.gan.preset.flips, run.gan.preset.augment) == (flips, augment)
    recipe = json.loads((tmp_path / "run.json").read_text())["preset"]
    assert (recipe["flips"], recipe["augment"]) == (flips, augment)
    assert (recipe["r1_late_kimg"] == 3) == augment
    assert train(preset, tiny_faces(count), tmp_path, 2, resume=True).step == 2


@pytest.mark.parametrize(("count", "own", "late"), [(9, 3.0, 3.0), (9, None, 5.0), (10, 3.0, 5.0)])
def test_r1_becomes_weaker_at_another_time_where_faces_are_very_few(capsys, count, own, late):
    preset = dataclasses.replace(TINY, few_faces=10, few_faces_r1_late_kimg=own, r1_late=0.1, r1_late_kimg=5.0)
    assert planning.resolve_preset(preset, None, count).r1_late_kimg == late
    assert ("R1 becomes weaker after 3 kimg" in capsys.readouterr().out) == (late == 3)


def test_a_single_held_out_face_is_refused(tmp_path):
    with pytest.raises(LatentFacesError, match="hold out at least 2"):
        train(TINY, tiny_faces(), tmp_path, 1, held_out=tiny_faces(1, seed=9))


def test_held_out_faces_that_are_training_faces_are_refused(tmp_path):
    shared = np.concatenate([tiny_faces().images[4:7], tiny_faces(2, seed=9).images])
    with pytest.raises(LatentFacesError, match="3 of the 5 held-out faces are among the training faces too"):
        train(TINY, tiny_faces(), tmp_path / "run", 1, held_out=Faces(shared))
    assert not (tmp_path / "run").exists()


def test_an_unknown_precision_is_refused(tmp_path):
    with pytest.raises(LatentFacesError, match='no precision "bf16"; choose one of float32, bfloat16, auto'):
        train(dataclasses.replace(TINY, precision="bf16"), tiny_faces(), tmp_path / "run", 2)
    assert not (tmp_path / "run").exists()


LONG = 250


def long_run(run_dir):
    """What the processes of the next test do: a run that mostly writes checkpoints."""
    callbacks.CHECKPOINT_SECONDS = 0.05
    train(TINY, tiny_faces(), run_dir, LONG, resume=True)


def test_killed_at_any_moment_and_resumed_ends_the_same(tmp_path):
    train(TINY, tiny_faces(), tmp_path / "whole", LONG)
    processes = new_processes()
    run_dir, moments = tmp_path / "killed", random.Random(0)
    for _ in range(3):
        newest = max((run_dir / "checkpoints").glob("*.json"), default=None)
        process = processes.Process(target=long_run, args=(run_dir,))
        process.start()
        # From when it has got somewhere: before that it only reads.
        while process.is_alive() and max((run_dir / "checkpoints").glob("*.json"), default=None) == newest:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.6))
        process.kill()
        process.join()
    process = processes.Process(target=long_run, args=(run_dir,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert ending_of(run_dir) == ending_of(tmp_path / "whole")
    assert not list((run_dir / "checkpoints").glob("partial*"))


# --- Interrupts, divergence, full disks


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_stops_saves_and_can_be_resumed(tmp_path, monkeypatch, whole, capsys, number):
    handler = signal.getsignal(number)
    with monkeypatch.context() as patch:
        after_step(patch, 5, lambda gan: interrupt(gan, number))
        run = train(TINY, tiny_faces(), tmp_path / "run", STEPS)
    assert run.interrupted and 5 <= run.step <= 6
    assert f"Stopped at step {run.step}, and saved; call train(..., resume=True)" in capsys.readouterr().out
    assert signal.getsignal(number) is handler
    train(TINY, tiny_faces(), tmp_path / "run", STEPS, resume=True)
    assert ending_of(tmp_path / "run") == whole


def test_a_signal_that_the_process_ignores_stays_ignored(monkeypatch):
    """As SIGINT is of what a shell starts with `&`, and SIGHUP under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with callbacks.first_stop_signal(lambda: pytest.fail("was not ignored")):
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_second_interrupt_stops_at_once(tmp_path, monkeypatch, whole):
    handler = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        after_step(patch, 5, lambda gan: (interrupt(gan), interrupt(gan)))
        train(TINY, tiny_faces(), tmp_path / "run", STEPS)
    assert signal.getsignal(signal.SIGINT) is handler
    train(TINY, tiny_faces(), tmp_path / "run", STEPS, resume=True)
    assert ending_of(tmp_path / "run") == whole


def test_a_run_in_a_worker_thread(tmp_path, whole):
    runs = []
    worker = threading.Thread(target=lambda: runs.append(train(TINY, tiny_faces(), tmp_path / "run", STEPS)))
    worker.start()
    worker.join()
    assert runs[0].step == STEPS and ending_of(tmp_path / "run") == whole


def test_divergence_stops_the_run_and_keeps_the_last_good_checkpoint(tmp_path, monkeypatch, whole):
    run_dir = tmp_path / "run"
    with monkeypatch.context() as patch, pytest.raises(LatentFacesError) as raised:
        patch.setattr(callbacks, "CHECKPOINT_SECONDS", 0)
        after_step(patch, 4, lambda gan: gan.D.trainable_variables[-1].assign([float("nan")]))
        train(TINY, tiny_faces(), run_dir, STEPS)
    assert str(raised.value).startswith("Training diverged: the losses or weights at step 5 are not finite. ")
    assert "The last good checkpoint is step 4 in" in str(raised.value) and "\n" not in str(raised.value)
    assert max((run_dir / "checkpoints").glob("*.json")).name == "step-00000004.json"
    assert (run_dir / "losses.csv").read_text().splitlines()[-1].startswith("5,0.020,nan")
    train(TINY, tiny_faces(), run_dir, STEPS, resume=True)
    assert ending_of(run_dir) == whole


def test_weights_that_are_not_finite_are_never_saved(tmp_path, monkeypatch):
    """A rate so high that the weights overflow in the very step whose losses were still finite."""
    monkeypatch.setattr(callbacks, "CHECKPOINT_SECONDS", 0)
    wild = dataclasses.replace(TINY, generator_optimizer=Optimizer("adam", 3e38, vector_rate=10.0))
    with pytest.raises(LatentFacesError, match="Training diverged.* at step 1 .*last good checkpoint is step 0"):
        train(wild, tiny_faces(), tmp_path / "run", STEPS)
    assert [path.name for path in (tmp_path / "run" / "checkpoints").glob("*.json")] == ["step-00000000.json"]
    assert not (tmp_path / "run" / "generator.weights.h5").exists()


@pytest.mark.parametrize("what", ["losses", "weights"])
def test_a_full_disk_stops_the_run_with_a_sentence(tmp_path, monkeypatch, whole, what):
    def full(*args):
        raise OSError(28, "No space left on device")

    def fill(gan):
        if what == "losses":
            monkeypatch.setattr(os, "fsync", full)
        else:
            monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 10, 0))
        monkeypatch.setattr(callbacks, "CHECKPOINT_SECONDS", 0)

    run_dir = tmp_path / "run"
    with monkeypatch.context() as patch, pytest.raises(LatentFacesError) as raised:
        after_step(patch, 4, fill)
        train(TINY, tiny_faces(), run_dir, STEPS)
    name = {"losses": "losses.csv", "weights": "generator.weights.h5"}[what]
    assert str(raised.value).startswith(f"Could not write {run_dir / name}: No space left on device; free some")
    monkeypatch.undo()
    train(TINY, tiny_faces(), run_dir, STEPS, resume=True)
    assert ending_of(run_dir) == whole


def test_tensorboard_errors_are_a_sentence(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "tensorboard").write_text("a file where a folder should be")
    with pytest.raises(LatentFacesError, match="Could not write .*tensorboard: "):
        train(TINY, tiny_faces(), tmp_path / "run", STEPS)


# --- Refusals


def refused(sentence, *args, **kwargs):
    with pytest.raises(LatentFacesError, match=sentence) as raised:
        train(*args, **kwargs)
    assert "\n" not in str(raised.value)


def test_a_folder_with_a_run_is_not_begun_again(begun):
    before = ending_of(begun)
    refused("already holds a run; resume it, or choose another folder", TINY, tiny_faces(), begun, STEPS)
    (begun / "run.json").unlink()
    refused("already holds a run", TINY, tiny_faces(), begun, STEPS)
    refused("run.json is missing; the run in", TINY, tiny_faces(), begun, STEPS, resume=True)
    assert ending_of(begun) == before


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        (r"preset \(batch_size 4, now 5\)", {"preset": dataclasses.replace(TINY, batch_size=5)}),
        (
            r"preset \(generator_optimizer .*, now .*\)",
            {"preset": dataclasses.replace(TINY, generator_optimizer=Optimizer("adam", 2e-3, beta_1=0.5))},
        ),
        ("set of faces", {"faces": tiny_faces(seed=1)}),
        (r"set of faces \(10 of them, now 9\)", {"faces": tiny_faces(n=9)}),
        (r"seed \(0, now 1\)", {"seed": 1}),
        (r"set of held-out faces \(0 of them, now 10\)", {"held_out": tiny_faces(seed=1)}),
    ],
)
def test_resume_with_something_else_is_refused(begun, what, changed):
    before = ending_of(begun)
    arguments = {"preset": TINY, "faces": tiny_faces(), "seed": 0} | changed
    refused(f"was started with another {what}", run_dir=begun, steps=STEPS, resume=True, **arguments)
    assert ending_of(begun) == before


def test_a_folder_that_another_process_trains_in_is_refused(begun):
    before = ending_of(begun)
    lock = "from latentfaces.run_folder import sole_trainer"
    code = f"import sys; {lock}\nwith sole_trainer(sys.argv[1]): print(1, flush=1), input()"
    env = {**os.environ, "TMPDIR": str(begun.parent)}  # the lock is in no folder of temporary files
    with subprocess.Popen([sys.executable, "-c", code, str(begun)], stdin=-1, stdout=-1, env=env) as other:
        assert other.stdout.read(1) == b"1"
        refused("Another process is training in", TINY, tiny_faces(), begun, STEPS, resume=True)
        assert ending_of(begun) == before
        other.kill()
    train(TINY, tiny_faces(), begun, STEPS, resume=True)


def test_a_run_of_an_older_version_goes_on_with_its_recipe(begun, whole, monkeypatch):
    recipe = json.loads((begun / "run.json").read_text())
    for key in (
        "shortened_fraction",
        "shortened_kimg",
        "augment",
        "cutout",
        "self_modulation",
        "resize_convolution",
        "contrast",
        "detail",
        "discriminator_filters",
        "output_activation",
        "few_faces",
        "few_faces_r1_late_kimg",
        "flips_below",
        "r1_late",
        "r1_late_kimg",
    ):
        del recipe["preset"][key]
    for player in ("generator_optimizer", "discriminator_optimizer"):
        del recipe["preset"][player]["vector_rate"]
    del recipe["held_out"], recipe["checksum"]
    (begun / "run.json").write_text(json.dumps(recipe))
    # By name, and with a recipe of this name that has changed since.
    monkeypatch.setitem(PRESETS, "tiny", dataclasses.replace(TINY, batch_size=7, shortened_fraction=0.5, r1_late=0.1))
    train("tiny", tiny_faces(), begun, STEPS, resume=True)
    assert ending_of(begun) == whole


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"preset": {}, "faces": {}, "seed": 0}', '{"faces": 3}'])
def test_resume_with_a_damaged_run_json_is_a_sentence(begun, text):
    (begun / "run.json").write_text(text)
    refused("is damaged|missing or damaged", TINY, tiny_faces(), begun, STEPS, resume=True)


def test_resume_without_a_good_checkpoint_is_a_sentence(begun):
    for path in (begun / "checkpoints").glob("*.h5"):
        path.write_bytes(b"")
    refused("There is no good checkpoint in", TINY, tiny_faces(), begun, STEPS, resume=True)


def test_steps_behind_the_checkpoint_are_refused(begun):
    refused("is already at step 5; ask for at least 5 steps", TINY, tiny_faces(), begun, 4, resume=True)


@pytest.mark.parametrize("steps", [0, -3, 2.5, "10", None, True])
def test_steps_must_be_a_positive_whole_number(tmp_path, steps):
    refused("steps of a run must be a whole number from 1 to 2147483647", TINY, tiny_faces(), tmp_path / "run", steps)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, None, True])
def test_seed_must_be_one_that_every_library_takes(tmp_path, seed):
    refused("seed must be a whole number from 0 to", TINY, tiny_faces(), tmp_path / "run", 3, seed=seed)


def test_numbers_of_numpy_are_numbers(tmp_path, whole):
    n = np.int64(STEPS)
    run = train(TINY, tiny_faces(), tmp_path / "run", n, seed=np.uint8(0), devices=np.int64(1))
    assert run.step == STEPS and ending_of(run.folder) == whole
    assert train(TINY, tiny_faces(), tmp_path / "run", STEPS, resume=True).step == STEPS


def test_unfit_faces_are_refused(tmp_path):
    refused('"tiny" trains on faces of 8 px but these are 16 px', TINY, tiny_faces(size=16), tmp_path / "run", 3)
    in_order = dataclasses.replace(TINY, shuffle=False)
    refused(
        '"tiny" takes the faces in their order, 4 in a step, but .* 3', in_order, tiny_faces(3), tmp_path / "run", 3
    )
    nobody = Faces(np.zeros((0, 8, 8, 3), np.uint8))
    refused("no faces to train on", TINY, nobody, tmp_path / "run", 3)
    refused("no faces to train on", TINY, tiny_faces(), tmp_path / "run", 3, held_out=nobody)
    refused('no preset "big"', "big", tiny_faces(), tmp_path / "run", 3)
    assert not (tmp_path / "run").exists()


def test_fewer_faces_than_a_batch_do(tmp_path):
    assert train(TINY, tiny_faces(n=1), tmp_path / "run", 3).step == 3


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    for run_dir in (tmp_path / "file" / "run", "/proc/run"):
        refused("^Could not write .*; free some space or choose a folder", TINY, tiny_faces(), run_dir, 3)
