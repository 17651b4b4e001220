"""Checkpoints: whole or not at all, the newest good one is found, and the old ones go."""

import contextlib
import json
import math
import shutil
import subprocess

import pytest
from tiny import TINY, one_step, tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.run_folder import StepTable, newest_manifest
from latentfaces.storage import file_sha256
from latentfaces.training import checkpoints
from latentfaces.training.batches import Batches
from latentfaces.training.checkpoints import restore_checkpoint, save_checkpoint, save_weights
from latentfaces.training.gan import GAN


@pytest.fixture(scope="module")
def gan():
    """A GAN after three steps: no weight, moment or random state is as it was made."""
    gan = GAN(TINY)
    for (x,), _ in zip(Batches(tiny_faces(), TINY.batch_size, 0), range(3)):
        one_step(gan, x)
    return gan


@pytest.fixture
def at_step(gan):
    def set_step(step):
        gan.step.assign(step)
        return gan

    yield set_step
    gan.step.assign(3)


def state(gan):
    variables = [*gan.variables, *gan.g_optimizer.variables, *gan.d_optimizer.variables]
    return [v.numpy().tobytes() for v in variables]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def pair(step):
    return [f"step-{step:08d}.json", f"step-{step:08d}.weights.h5"]


def test_hdf5_errors_are_one_line(gan, tmp_path, monkeypatch):
    def fail(path):
        raise RuntimeError("Can't decrement id ref count (file write failed: time = now\n, errno = 28)")

    monkeypatch.setattr(gan.ema, "save_weights", fail)
    with pytest.raises(LatentFacesError) as raised:
        save_weights(gan.ema, tmp_path / "g.weights.h5")
    assert "\n" not in str(raised.value) and "Can't decrement" in str(raised.value)


def test_a_checkpoint_holds_everything(gan, tmp_path):
    save_checkpoint(gan, tmp_path, 12.34)
    other = GAN(TINY, seed=9)
    assert restore_checkpoint(other, tmp_path) == 12.3
    assert state(other) == state(gan)
    (x,) = Batches(tiny_faces(), TINY.batch_size, 0)[0]
    before = state(gan)
    logs = {name: float(value) for name, value in one_step(other, x).items()}
    assert logs == {name: float(value) for name, value in one_step(gan, x).items()}
    assert state(other) == state(gan) != before
    restore_checkpoint(gan, tmp_path)
    assert state(gan) == before


def test_the_two_newest_are_kept(at_step, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    for step in (5, 70, 800):
        save_checkpoint(at_step(step), tmp_path, step)
    assert names(tmp_path) == ["notes.txt", *pair(70), *pair(800)]
    assert newest_manifest(tmp_path).step == 800


def test_what_a_kill_left_behind_goes(at_step, tmp_path):
    for leftover in ("partial-step-00000004.weights.h5", "step-00000004.weights.h5", "partial-step-00000002.json"):
        (tmp_path / leftover).write_text("half")
    save_checkpoint(at_step(5), tmp_path, 0)
    assert names(tmp_path) == pair(5)


@pytest.mark.parametrize("dies", ["in the weights", "before the manifest", "in the manifest"])
def test_a_write_that_dies_half_way_harms_nothing(gan, at_step, tmp_path, monkeypatch, dies):
    save_checkpoint(at_step(10), tmp_path, 1)
    good = state(gan)

    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    def half(path):
        path.write_bytes(b"\x89HDF")
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        if dies == "in the weights":
            patch.setattr(gan, "save_weights", half)
        elif dies == "before the manifest":
            patch.setattr(checkpoints, "write_sealed_json", die)
        else:
            patch.setattr(json, "dumps", die)
        save_checkpoint(at_step(20), tmp_path, 2)
    other = GAN(TINY, seed=1)
    restore_checkpoint(other, tmp_path)
    assert state(other) == good
    save_checkpoint(at_step(20), tmp_path, 2)
    assert names(tmp_path) == [*pair(10), *pair(20)]


def flip_a_byte(path):
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)


DAMAGES = {
    "flipped": lambda weights, manifest: flip_a_byte(weights),
    "truncated": lambda weights, manifest: weights.write_bytes(weights.read_bytes()[:1000]),
    "empty": lambda weights, manifest: weights.write_bytes(b""),
    "gone": lambda weights, manifest: weights.unlink(),
    "manifest empty": lambda weights, manifest: manifest.write_text(""),
    "manifest no dict": lambda weights, manifest: manifest.write_text("[]"),
    "manifest without checksum": lambda weights, manifest: manifest.write_text('{"step": 20}'),
    "manifest without seconds": lambda weights, manifest: manifest.write_text(
        json.dumps({"step": 20, "sha256": file_sha256(weights)})
    ),
    "another network": lambda weights, manifest: forge(weights, manifest),
}


def forge(weights, manifest):
    GAN(TINY).ema.save_weights(weights)
    manifest.write_text(json.dumps({"step": 20, "seconds": 1, "sha256": file_sha256(weights)}))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_checkpoint_is_named_and_the_one_before_is_taken(at_step, tmp_path, capsys, damage):
    save_checkpoint(at_step(10), tmp_path, 1)
    save_checkpoint(at_step(20), tmp_path, 2)
    DAMAGES[damage](tmp_path / pair(20)[1], tmp_path / pair(20)[0])
    other = GAN(TINY, seed=1)
    assert restore_checkpoint(other, tmp_path) == 1
    assert state(other) == state(at_step(10))
    (line,) = capsys.readouterr().out.splitlines()
    flaw = "is of other networks" if damage == "another network" else "is damaged"
    assert f"{pair(20)[1]} {flaw}" in line and line.endswith("trying the one before it.")
    # The damaged one is not counted among the good ones that are kept.
    save_checkpoint(at_step(15), tmp_path, 2)
    assert names(tmp_path) == [*pair(10), *pair(15)]


def test_no_good_checkpoint_is_one_sentence(at_step, tmp_path, capsys):
    for step in (10, 20):
        save_checkpoint(at_step(step), tmp_path, 1)
        flip_a_byte(tmp_path / pair(step)[1])
    with pytest.raises(LatentFacesError, match="There is no good checkpoint in .*; train again in another folder"):
        restore_checkpoint(GAN(TINY), tmp_path)
    assert len(capsys.readouterr().out.splitlines()) == 2
    with pytest.raises(LatentFacesError, match="There is no good checkpoint"):
        restore_checkpoint(GAN(TINY), tmp_path / "nowhere")


@contextlib.contextmanager
def small_disk(folder, size):
    """A file system of so many bytes at folder; skips the test where none may be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs to mount a small file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(at_step, tmp_path, capfd):
    with small_disk(tmp_path / "disk", 3 << 20):
        folder = tmp_path / "disk" / "checkpoints"
        save_checkpoint(at_step(10), folder, 1)
        for free in (0, 1000, 60_000, 1_000_000):
            filling = tmp_path / "disk" / "filling"
            filling.write_bytes(bytes(shutil.disk_usage(folder).free - free))
            with pytest.raises(LatentFacesError, match="Could not write .*: No space left on device; free some"):
                save_checkpoint(at_step(20), folder, 2)
            filling.unlink()
            assert names(folder) == pair(10)
        restore_checkpoint(GAN(TINY), folder)
        save_checkpoint(at_step(20), folder, 2)
        assert names(folder) == [*pair(10), *pair(20)]
    assert "Traceback" not in capfd.readouterr().err


def test_the_tables_of_a_checkpoint_need_space_too(at_step, tmp_path, monkeypatch):
    gan, table = at_step(10), StepTable(tmp_path / "losses.csv", ("step", "loss"))
    table.text = "0" * 5000
    variables = [*gan.variables, *gan.g_optimizer.variables, *gan.d_optimizer.variables]
    n_bytes = 4 * sum(math.prod(v.shape) for v in variables)
    free = n_bytes + (1 << 20) + 4999
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(free, 0, free))
    with pytest.raises(LatentFacesError, match="No space left on device"):
        save_checkpoint(gan, tmp_path / "checkpoints", 1, [table])
    assert names(tmp_path / "checkpoints") == []
    free += 1
    save_checkpoint(gan, tmp_path / "checkpoints", 1, [table])
    assert names(tmp_path / "checkpoints") == pair(10)
