"""Sliders of a model: avatars have the traits that people name, and every other set what can be measured on it."""

import json

import numpy as np
import pandas as pd
import pytest
from tiny import generator_of, grey

from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.experiments import named_directions, sliders
from latentfaces.faces.load import load_faces
from latentfaces.models.directions import read_directions
from latentfaces.pictures.images import write_faces
from latentfaces.run_folder import RunFolder


def test_the_traits_of_avatars_are_those_that_were_drawn(tmp_path, monkeypatch):
    faces = load_faces("avatars")
    measured, true = sliders.avatar_traits(faces.images[:300]), faces.traits[:300]
    assert np.corrcoef(measured["long hair"], true.hair.str.startswith("long"))[0, 1] > 0.95
    assert np.corrcoef(measured.glasses, true.glasses != "none")[0, 1] > 0.95
    skin = true.skin_color.map(lambda colour: sum(sliders.rgb(colour)))
    assert np.corrcoef(measured["lighter skin"], skin)[0, 1] > 0.95
    warmth = true.hair_color.map(lambda colour: sliders.rgb(colour)[0] - sliders.rgb(colour)[2])
    assert np.corrcoef(measured["warmer hair"], warmth)[0, 1] > 0.9


@pytest.mark.parametrize("source", ["mine", "avatars"])
def test_a_model_of_other_faces_or_of_another_size_has_sliders_for_what_can_be_measured(tmp_path, monkeypatch, source):
    folder = RunFolder(tmp_path / "run")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text(json.dumps({"preset": {}, "faces": {"source": source}}))
    folder.weights.write_bytes(b"weights")
    rng = np.random.default_rng(0)
    write_faces(rng.integers(0, 256, (60, 24, 24, 3), dtype=np.uint8), tmp_path / "mine")
    G = generator_of(lambda z: grey(ops.sum(z[:, :1], axis=1) / 3, 24), folder=folder)
    monkeypatch.setattr(sliders, "load_generator", lambda name: G)
    # This generator has no layers.
    monkeypatch.setattr(named_directions, "weight_directions", lambda G, n: np.eye(8, dtype=np.float32)[:n])
    table = sliders.write_sliders(str(tmp_path / "run"), str(tmp_path / "mine"))
    written = read_directions(folder.directions, 8)
    # Grey faces are neither warm nor colourful.
    assert (
        list(written)
        == list(table.index)
        == ["brighter", "weights, 1", "weights, 2", "weights, 3", "a random direction"]
    )
    assert written["brighter"].vector[0] > 0.99 and table.fit["brighter"] > 0.95
    # The others are there to be studied.
    assert [name for name, each in written.items() if each.is_trait] == table.index[table.fit.notna()].tolist()
    assert written["brighter"].is_trait and not written["a random direction"].is_trait
    assert isinstance(table, pd.DataFrame) and not table.brighter["weights, 2"]
    folder.weights.write_bytes(b"other weights")
    with pytest.raises(LatentFacesError, match="has the directions of another model"):
        G.directions  # noqa: B018
