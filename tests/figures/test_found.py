"""A folder of pictures: every one is found or said not to be, with its edits, and nothing already made is lost."""

import json
from functools import partial

import numpy as np
import pytest
from PIL import Image
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.experiments import inversion, likeness
from latentfaces.figures import found
from latentfaces.latent import sample_latent
from latentfaces.pictures.images import write_faces
from latentfaces.run_folder import RunFolder

PATTERNS = np.random.default_rng(0).standard_normal((8, 32 * 32 * 3)).astype(np.float32)


@pytest.fixture
def G(tmp_path, monkeypatch):
    """Draws mixtures of 8 patterns, and has one direction."""
    entry = {"name": "smile", "vector": [1.0] * 8, "low": -3, "high": 3, "about": ""}
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "directions.json").write_text(json.dumps([entry]))
    G = generator_of(
        lambda z: ops.reshape(ops.tanh(ops.matmul(z, PATTERNS) / 3), (-1, 32, 32, 3)),
        folder=RunFolder(tmp_path / "model"),
    )
    monkeypatch.setattr(found, "load_generator", lambda name: G)
    monkeypatch.setattr(likeness, "KNOWN", 200)
    monkeypatch.setattr(found, "find_all", partial(inversion.find_all, steps=60, starts=2))
    return G


def test_a_folder_of_pictures_becomes_a_sheet_and_their_z(G, tmp_path):
    faces = G.faces(sample_latent(3, G, seed=4))
    noise = np.random.default_rng(1).integers(0, 256, (1, 32, 32, 3), dtype=np.uint8)
    write_faces(np.concatenate([faces, noise]), tmp_path / "mine")
    told = found.write_found("tiny", str(tmp_path / "mine"), tmp_path / "out")
    assert told.startswith(f"{tmp_path / 'out'}: 4 pictures and the nearest faces of tiny; z.npy holds their z.")
    assert "1 of them, marked with a question mark, cannot be drawn by this model" in told
    z = np.load(tmp_path / "out" / "z.npy")
    assert z.shape == (4, 8) and z.dtype == np.float32
    assert inversion.distances(G.faces(z[:1]), faces[0]) < 8
    # Three rows of faces of 128 px: the pictures, those found, and the edit.
    width, height = Image.open(tmp_path / "out" / "00000.png").size
    assert width > 4 * 128 and 3 * 128 < height < 4 * 128


def test_an_older_result_is_not_mixed_with_a_new_one(G, tmp_path):
    write_faces(np.zeros((1, 32, 32, 3), np.uint8), tmp_path / "out")
    with pytest.raises(LatentFacesError, match="already holds pictures"):
        found.write_found("tiny", str(tmp_path), tmp_path / "out")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "z.npy").write_bytes(b"of someone")
    with pytest.raises(LatentFacesError, match="z.npy is there already; choose another folder"):
        found.write_found("tiny", str(tmp_path), tmp_path / "other")
    assert (tmp_path / "other" / "z.npy").read_bytes() == b"of someone"
