"""Held-out comparisons: a copyist is caught, and results are kept only for the weights they were measured on."""

import hashlib
import json

import numpy as np
import pytest
from tiny import copyist, tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.experiments import held_out
from latentfaces.faces.face_set import Faces

NOISE = Faces(np.random.default_rng(0).integers(0, 256, (160, 16, 16, 3), dtype=np.uint8), source="noise")
TRAIN, HELD_OUT = NOISE.holdout(40)


def newcomer():
    """Draws faces of noise that nobody has seen."""
    return copyist(tiny_faces(40, size=16, seed=1).images)


@pytest.fixture
def model(tmp_path):
    """A model's folder, trained on TRAIN, with weights that nobody loads."""
    (tmp_path / "generator.weights.h5").write_bytes(b"weights")
    card = {"preset": {}, "faces": {"count": len(TRAIN), "fingerprint": TRAIN.fingerprint}}
    (tmp_path / "model.json").write_text(json.dumps(card))
    return tmp_path


def test_copies_are_nearer_than_held_out_faces_and_new_faces_are_not():
    copied = held_out.compare_held_out(copyist(TRAIN.images), TRAIN, HELD_OUT)
    assert copied["closer"] == 1 and copied["distances"]["generated"][100] < 1
    fresh = held_out.compare_held_out(newcomer(), TRAIN, HELD_OUT)
    assert fresh["closer"] < 0.1
    for distances in (fresh["distances"]["generated"], copied["distances"]["held out"]):
        assert len(distances) == 101 and distances == sorted(distances) and distances[0] > 1
    assert fresh["n"] == 40 and fresh["brightness"] == pytest.approx(0.5, abs=0.02)


def test_results_are_measured_once_and_then_need_no_faces(model, monkeypatch):
    monkeypatch.setattr(held_out, "load_generator", lambda name: newcomer())
    measured = held_out.held_out_results(model, NOISE)
    assert measured["weights"] == hashlib.sha256(b"weights").hexdigest()
    assert held_out.held_out_results(model, None) == measured


@pytest.mark.parametrize("changed", ["weights", "extractor_weights"])
def test_results_of_other_weights_are_not_taken(model, monkeypatch, changed):
    monkeypatch.setattr(held_out, "load_generator", lambda name: newcomer())
    measured = held_out.held_out_results(model, NOISE)
    (model / "held_out.json").write_text(json.dumps({**measured, changed: "others"}))
    with pytest.raises(LatentFacesError, match="missing, damaged or measured on other weights"):
        held_out.held_out_results(model, None)


def test_faces_that_the_model_was_not_trained_on_are_refused(model):
    others = Faces(NOISE.images[::-1].copy(), source="others")
    with pytest.raises(LatentFacesError, match="not trained on these faces"):
        held_out.held_out_results(model, others)
