"""What is measured while training goes on: KID on held-out faces, the best generator, a collapse."""

import csv
import json

import numpy as np
import pytest
from tiny import TINY, arrays_of, ending_of, tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.models.generator import Generator
from latentfaces.models.pretrained import load_generator
from latentfaces.training import tracking
from latentfaces.training.run import train
from latentfaces.training.tracking import variety

STEPS, EVERY = 20, 5
HELD_OUT = tiny_faces(12, seed=1)


@pytest.fixture(autouse=True)
def every_few_steps(monkeypatch):
    monkeypatch.setattr(tracking, "KIMG", EVERY * TINY.batch_size / 1000)


def tracked(run_dir):
    return {
        **ending_of(run_dir),
        "kid": (run_dir / "kid.csv").read_text(),
        "best": arrays_of(run_dir / "best" / "generator.weights.h5"),
        "card": (run_dir / "best" / "run.json").read_text(),
    }


def test_the_best_generator_is_the_one_of_the_lowest_kid(tmp_path):
    train(TINY, tiny_faces(), tmp_path, STEPS, held_out=HELD_OUT)
    rows = list(csv.DictReader((tmp_path / "kid.csv").open()))
    assert [int(row["step"]) for row in rows] == [5, 10, 15, 20]
    best = min(rows, key=lambda row: float(row["kid_x1000"]))
    card = json.loads((tmp_path / "best" / "run.json").read_text())
    assert card["step"] == int(best["step"]) and f"{card['kid_x1000']:.3f}" == best["kid_x1000"]
    assert load_generator(tmp_path / "best").size == 8
    if card["step"] == STEPS:
        assert arrays_of(tmp_path / "best/generator.weights.h5") == arrays_of(tmp_path / "generator.weights.h5")


def test_a_resumed_run_tracks_the_same(tmp_path):
    train(TINY, tiny_faces(), tmp_path / "whole", STEPS, held_out=HELD_OUT)
    train(TINY, tiny_faces(), tmp_path / "stopped", 12, held_out=HELD_OUT)
    # As if it had been killed after it measured step 15 and before the next checkpoint.
    with open(tmp_path / "stopped" / "kid.csv", "a") as file:
        file.write("15,0.060,-99.000\n")
    train(TINY, tiny_faces(), tmp_path / "stopped", STEPS, resume=True, held_out=HELD_OUT)
    assert tracked(tmp_path / "stopped") == tracked(tmp_path / "whole")


def test_tracking_changes_no_weight(tmp_path):
    train(TINY, tiny_faces(), tmp_path / "plain", STEPS)
    train(TINY, tiny_faces(), tmp_path / "tracked", STEPS, held_out=HELD_OUT)
    assert ending_of(tmp_path / "plain") == ending_of(tmp_path / "tracked")
    assert not (tmp_path / "plain" / "kid.csv").exists()


def test_a_collapse_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(Generator, "faces", lambda G, z: np.full((len(z), 8, 8, 3), 90, np.uint8))
    train(TINY, tiny_faces(), tmp_path, EVERY)
    assert "The faces of step 5 are nearly all alike, 0% as varied as real ones" in capsys.readouterr().out


def test_a_healthy_run_says_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(Generator, "faces", lambda G, z: tiny_faces(len(z)).images)
    train(TINY, tiny_faces(), tmp_path, EVERY)
    assert "alike" not in capsys.readouterr().out


def test_variety_of_faces():
    faces = tiny_faces(200, size=64).images
    assert variety(faces[:1]) == 0
    assert variety(np.concatenate([faces * 0, faces * 0 + 100])) == pytest.approx(50)


def test_held_out_faces_of_another_size_are_refused(tmp_path):
    with pytest.raises(LatentFacesError, match="16 px"):
        train(TINY, tiny_faces(), tmp_path, 3, held_out=tiny_faces(5, size=16))


def test_a_best_that_cannot_be_written_stops_the_run_in_a_sentence(tmp_path):
    (tmp_path / "best").write_text("a file where the folder should be")
    with pytest.raises(LatentFacesError, match="Could not write"):
        train(TINY, tiny_faces(), tmp_path, STEPS, held_out=HELD_OUT)
