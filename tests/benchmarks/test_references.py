"""benchmarks/references.py with a model that is made in seconds: what it writes, and that it goes on."""

import sys

import pytest
from tiny import tiny_faces

from latentfaces.paths import ROOT
from latentfaces.pictures.images import write_faces


@pytest.fixture
def references(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import references

    yield references
    del sys.modules["references"]


def test_models_are_made_and_those_that_are_there_stay(references, tmp_path, monkeypatch, capsys):
    faces = tmp_path / "faces"
    write_faces(tiny_faces(220, size=64).images, faces)
    short = references.Model("short", "compact", str(faces), steps=2, run="one", hold_out=100)
    models = [short, references.Model("none", "compact", str(tmp_path / "nothing"), steps=2)]
    monkeypatch.setattr(references, "MODELS", models)
    monkeypatch.setattr(references, "MEASURED", 100)
    assert references.main(tmp_path / "made") == "Not made: none."
    made = tmp_path / "made" / "short"
    assert {"generator.weights.h5", "model.json", "losses.csv", "scores.json", "samples.png", "README.md"} <= {
        path.name for path in made.iterdir()
    }
    before = (made / "generator.weights.h5").read_bytes()
    models[1] = references.Model("long", "compact", str(faces), steps=4, run="one", hold_out=100)
    assert references.main(tmp_path / "made") == 0
    assert "short exists already" in capsys.readouterr().out
    assert (made / "generator.weights.h5").read_bytes() == before
    # The run is past the step whose state this model is.
    models[1] = references.Model("late", "compact", str(faces), steps=3, run="one", hold_out=100)
    assert references.main(tmp_path / "made") == "Not made: late."
    assert "is already at step 4, and late is its state at step 3" in capsys.readouterr().out
