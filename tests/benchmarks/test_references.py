"""The job for a lent GPU, with networks that take seconds: its steps, what it makes, and what comes home."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
import tiny  # noqa: F401 (its networks get their name)
from engines import run_on

from latentfaces.latent import generate, sample_latent
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import ROOT
from latentfaces.run_folder import RunFolder

HERE = ROOT / "tests" / "benchmarks"


STEPS = """
import dataclasses
import numpy as np
from on_device import OnDevice
from tiny import TINY, tiny_faces
from latentfaces.backend import keras
from latentfaces.training.batches import Batches
from latentfaces.training.gan import GAN

class Losses(keras.callbacks.Callback):
    rows = ()
    def on_train_batch_end(self, batch, logs=None):
        self.rows = (*self.rows, float(logs["d_loss"]))

apart = dataclasses.replace(TINY, fused=False, joint_batch=True, r1_gamma=0.0)
for preset in (TINY, apart, dataclasses.replace(TINY, shuffle=False, fixed_label=True)):
    device, gan, losses = OnDevice(preset, tiny_faces(), 3), GAN(preset, 3), Losses()
    device.advance(4)
    device.restart(3)
    ours = np.concatenate([device.advance(4)["d_loss"], device.advance(4)["d_loss"], device.advance(4)["d_loss"]])
    assert device._take_steps._cache_size() == 1
    gan.compile()
    batches = Batches(tiny_faces(), preset.batch_size, 3, 0, preset.flips, preset.shuffle)
    gan.fit(batches, steps_per_epoch=12, verbose=0, callbacks=[losses])
    np.testing.assert_allclose(ours, losses.rows, rtol=1e-5)
    z = gan.sample_z(16, 0)
    np.testing.assert_allclose(device.settle()(z), gan.average()(z), atol=1e-5)
    for mine, theirs in zip(device.gan.D.get_weights(), gan.D.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5)
print("as fit")
"""


@pytest.fixture(scope="module")
def jobs(tmp_path_factory):
    """{name: (its folder, what it brings, what it printed)} of STEPS and three jobs on JAX, two at a time."""
    pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")
    folders = {name: tmp_path_factory.mktemp(name) for name in ("steps", "whole", "failing", "late")}
    commands = {"steps": ("-c", STEPS)}
    for name, seconds in (("whole", (300,)), ("failing", (300, "train_anime")), ("late", (1,))):
        (folders[name] / "out").mkdir()
        commands[name] = (HERE / "small_job.py", folders[name] / "folder", folders[name] / "out", *seconds)
    with ThreadPoolExecutor(2) as pool:
        printed = dict(zip(commands, pool.map(lambda command: run_on("jax", *command), commands.values())))
    return {name: (folder / "folder", folder / "out", printed[name]) for name, folder in folders.items()}


def test_many_steps_a_call_are_the_steps_of_fit(jobs):
    assert "as fit" in jobs["steps"][2]


@pytest.fixture
def parcels(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import parcels

    yield parcels
    del sys.modules["parcels"]


def test_the_job_makes_models_and_a_record(tmp_path, jobs, parcels):
    (_, out, printed), home = jobs["whole"], tmp_path / "home"
    assert "THE PLAN" in printed and "anime-baseline: 16 of 16 steps fit" in printed
    parcels.join(out, home)
    record = json.loads((home / "record" / "record.json").read_text())
    assert record["models"] == ["anime-baseline", "anime-baseline-b", "simpsons-reference"]
    assert {0 < timed["images_per_s"] and timed["share_of_matrix_peak"] < 1 for timed in record["timed"]} == {True}
    trials = json.loads((home / "record" / "trials.json").read_text())
    assert list(trials) == ["keras-2-seed-0", "keras-2-seed-1", "keras-2-seed-2", "keras-3-seed-0"]
    for trial in trials.values():
        assert trial["step"] == [2, 4, 6] and len(trial["std"]) == len(trial["g_loss"]) == 3
        assert 0 <= trial["saturated"] < 0.5
    # The same seed starts with the same losses, and the other RMSprop leads elsewhere.
    assert trials["keras-2-seed-0"]["std"] != trials["keras-3-seed-0"]["std"]
    assert len(pd.read_csv(home / "record" / "anime-baseline-losses.csv.gz")) == 16
    drawn = {}
    for name, steps in {"anime-baseline": 8, "anime-baseline-b": 16, "simpsons-reference": 12}.items():
        card = RunFolder(home / name).read_metadata()
        assert card["steps"] == steps and card["faces"]["count"] == 10 and card["products_in"] == "float32"
        assert len(pd.read_csv(home / name / "losses.csv")) == steps
        assert (home / name / "samples" / f"{steps:06d}.png").exists()
        G = load_generator(home / name)
        drawn[name] = generate(G, sample_latent(4, G))
    assert not np.array_equal(drawn["anime-baseline"], drawn["anime-baseline-b"])


def test_a_part_that_fails_does_not_keep_the_others(jobs):
    folder, _, printed = jobs["failing"]
    assert "train_anime failed" in printed and "for the test" in printed
    assert (folder / "simpsons-reference" / "model.json").exists()


def test_time_that_is_up_trains_nothing_and_brings_the_record(jobs):
    _, out, printed = jobs["late"]
    assert "anime-baseline: 0 of 16 steps fit" in printed and "There is no time to train_anime" in printed
    assert [path.name for path in out.iterdir()] == ["record.tar.1of1", "trials.tar.1of1"]


def test_parcels_come_home_by_value_in_as_many_calls_as_it_takes(tmp_path, parcels, monkeypatch, capsys):
    rng, folder = np.random.default_rng(0), tmp_path / "folder"
    sizes = {"record": 10, "anime-baseline-b": 2500, "simpsons-reference": 2500, "trials": 100, "anime-baseline": 2500}
    for name, size in sizes.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "weights").write_bytes(rng.bytes(size))
    monkeypatch.setattr(parcels, "MAX_BYTES", 1000)
    monkeypatch.setattr(parcels, "MAX_TOTAL", 6500)

    def call(*names):
        out = tmp_path / "out"
        out.mkdir()
        parcels.bring(folder, out, names)
        brought = {path.name: path.read_bytes() for path in out.iterdir()}
        assert max(map(len, brought.values())) <= 1000 and sum(map(len, brought.values())) <= 6500
        parcels.join(out, tmp_path / "home")
        for path in out.iterdir():
            path.unlink()
        out.rmdir()
        return sorted({name.partition(".tar")[0] for name in brought})

    assert call() == ["anime-baseline-b", "record", "simpsons-reference"]
    assert "anime-baseline (" in capsys.readouterr().out  # waits
    assert call() == ["anime-baseline", "record", "trials"]
    assert call() == ["record"]
    assert call("trials") == ["trials"]
    for name in sizes:
        weights = (folder / name / "weights").read_bytes()
        assert (tmp_path / "home" / name / "weights").read_bytes() == weights
    out = tmp_path / "part"
    out.mkdir()
    parcels.bring(folder, out, ["anime-baseline-b"])
    (out / "anime-baseline-b.tar.2of3").unlink()
    parcels.join(out, tmp_path / "none")
    assert "lacks anime-baseline-b.tar.2of3" in capsys.readouterr().out
