"""What the version before 2026's rooms wrote still opens: a tiny run, the model made of it, and a cache of faces.

tests/version_before was written by commit 50c32eb with the TINY preset; model-faces.npy is what its model drew there.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from tiny import TINY, tiny_faces

from latentfaces import paths
from latentfaces.backend import ON_JAX
from latentfaces.faces.cache import cached_faces
from latentfaces.models.catalogue import count_parameters
from latentfaces.models.pretrained import load_generator
from latentfaces.run_folder import RunFolder
from latentfaces.training.run import train

BEFORE = Path(__file__).parent / "version_before"


def test_a_run_goes_on(tmp_path, capsys):
    run_dir = shutil.copytree(BEFORE / "run", tmp_path / "run")
    losses, kids = (run_dir / "losses.csv").read_bytes(), (run_dir / "kid.csv").read_bytes()
    run = train(TINY, tiny_faces(), run_dir, 6, resume=True, held_out=tiny_faces(6, seed=1))
    assert run.step == 6 and "damaged" not in capsys.readouterr().out
    assert (run_dir / "losses.csv").read_bytes().startswith(losses)
    table = RunFolder(run_dir).read_losses()
    assert table.index.tolist() == [1, 2, 3, 4, 5, 6]
    if not ON_JAX:  # which has random numbers of its own
        # What the version before lost in its steps 5 and 6.
        assert table.d_loss[[5, 6]].tolist() == pytest.approx([1.386416, 1.271571], rel=1e-4)
        assert table.g_loss[[5, 6]].tolist() == pytest.approx([0.8075854, 0.8281134], rel=1e-4)
    assert (run_dir / "kid.csv").read_bytes().startswith(kids)


def test_a_run_can_be_published(tmp_path):
    from latentfaces.models.publish import publish

    publish(BEFORE / "run", tmp_path / "model")
    new, old = (json.loads((folder / "model" / "model.json").read_text()) for folder in (tmp_path, BEFORE))
    assert {name: new[name] for name in old if name not in ("preset", "machine")} == {
        name: old[name] for name in old if name not in ("preset", "machine")
    }
    assert (tmp_path / "model" / "losses.csv").read_bytes() == (BEFORE / "model" / "losses.csv").read_bytes()


def test_a_model_draws_the_same_faces():
    G = load_generator(BEFORE / "model")
    z = np.random.default_rng(0).standard_normal((4, 8)).astype(np.float32)
    before = np.load(BEFORE / "model-faces.npy")
    assert np.abs(G.faces(z).astype(int) - before).max() <= 1
    assert count_parameters(BEFORE / "model" / "generator.weights.h5") == G.network.count_params()


def test_a_cache_is_not_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CACHE", Path(shutil.copytree(BEFORE / "cache", tmp_path / "cache")))
    faces = cached_faces("tiny-3-8", 8, ["a recipe"], "tiny", lambda write: pytest.fail("made again"))
    np.testing.assert_array_equal(faces.images, tiny_faces(3).images)
    assert faces.traits["hair"].tolist() == ["short01", "none", "long12"]
