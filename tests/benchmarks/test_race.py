"""The race between `compact` and its peers: what is measured again, its figure, and one step of each peer."""

import importlib

import numpy as np
import pandas as pd
import pytest

from latentfaces.faces.face_set import Faces
from latentfaces.paths import ROOT


@pytest.fixture
def race(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    module = importlib.import_module("time_to_quality")
    monkeypatch.setattr(module, "TABLE", tmp_path / "race.csv")
    monkeypatch.setattr(module, "DATA", "some/anime.zip")
    monkeypatch.setattr(module, "MINUTES", [2.0, 5.0])
    return module


def marks(**changed):
    mark = {"entrant": "compact", "data": "anime", "seed": 1, "minutes": 2.0, "fid": 3.0, "kid_x1000": 20.0}
    return pd.DataFrame([{**mark, "floor_fid": 0.3, "floor_kid_x1000": 0.1, **changed}])


def test_only_missing_marks_are_measured(race):
    assert race.missing("compact", 1) == [2.0, 5.0]
    marks().to_csv(race.TABLE, index=False)
    assert race.missing("compact", 1) == [5.0]
    assert race.missing("compact", 0) == race.missing("R3GAN", 1) == [2.0, 5.0]
    marks(data="avatars").to_csv(race.TABLE, index=False)
    assert race.missing("compact", 1) == [2.0, 5.0]


def test_the_figure_has_a_row_for_each_set(race):
    one = race.curves(marks())
    both = race.curves(pd.concat([marks(), marks(entrant="R3GAN", data="avatars", minutes=5.0, fid=9.0)]))
    assert one.width == both.width and both.height > 1.5 * one.height


def test_few_faces_keep_five_sixths_for_training_and_have_floors(race):
    pixels = np.random.default_rng(0).integers(0, 256, (60, 8, 8, 3), np.uint8)
    faces, held_out = race.hold_out(Faces(pixels))
    assert (len(faces), len(held_out)) == (50, 10)
    # The floors take 2,000 faces where there are as many.
    assert set(race.floors(faces, held_out)) == {"floor_fid", "floor_kid_x1000"}


@pytest.mark.parametrize("name", ["torch_dcgan", "torch_flow", "torch_r3gan", "torch_stylegan2"])
def test_each_peer_in_pytorch_learns_and_draws(race, name):
    pytest.importorskip("torch")
    peer = race.Torch(importlib.import_module(name), seed=0)
    x = np.random.default_rng(0).uniform(-1, 1, (peer.batch_size, 64, 64, 3)).astype(np.float32)
    before = peer.sample(2)
    assert all(np.isfinite(peer.step(x)) for _ in range(2))
    after = peer.sample(2)
    assert after.shape == (2, 64, 64, 3) and after.dtype == np.uint8
    assert (before != after).any() and (after == peer.sample(2)).all()
