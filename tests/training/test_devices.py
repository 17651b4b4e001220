"""Devices: what cannot be spread is refused in a sentence. That losses stay the same is test_jax's."""

import os
import re
import subprocess
import sys

import keras
import pytest
from tiny import TINY, tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.training import devices
from latentfaces.training.run import train


@pytest.fixture
def four_on_jax(monkeypatch):
    monkeypatch.setattr(devices, "ON_JAX", True)
    monkeypatch.setattr(keras.distribution, "list_devices", lambda: [f"gpu:{i}" for i in range(4)])


def test_one_device_is_nothing_special():
    with devices.data_parallel(7, 1):
        assert keras.distribution.distribution() is None


def test_several_devices_need_jax(tmp_path, monkeypatch):
    monkeypatch.setattr(devices, "ON_JAX", False)
    with pytest.raises(LatentFacesError, match="Cannot train on 2 devices: found 1 .* set KERAS_BACKEND=jax"):
        train(TINY, tiny_faces(), tmp_path / "run", 2, devices=2)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("n", [0, -1, 5, 1.5, True])
def test_devices_that_are_not_there(four_on_jax, n):
    with pytest.raises(LatentFacesError, match=rf"Cannot train on {n} devices: found 4 \(gpu:0, .*gpu:3\)\.$"):
        devices.data_parallel(16, n).__enter__()


@pytest.mark.parametrize("n", [None, 4])
def test_a_batch_that_does_not_divide(four_on_jax, n):
    with pytest.raises(LatentFacesError, match="A batch of 6 does not divide into 4 equal parts; .*devices=1, 2, 3"):
        devices.data_parallel(6, n).__enter__()


@pytest.mark.parametrize("engine", ["torch", "nonsense"])
def test_an_engine_that_does_not_do_is_one_sentence(engine):
    command = [sys.executable, "-m", "latentfaces", "sample", "--n", "1"]
    done = subprocess.run(command, env={**os.environ, "KERAS_BACKEND": engine}, capture_output=True, text=True)
    assert done.returncode != 0
    # Which of the two it is depends on what is installed here.
    assert re.fullmatch(r"latentfaces: Keras (cannot start|is set to) .*\.\n", done.stderr)
