"""Shipped models, run folders as models, and the sentences for what is neither."""

import json
import shutil

import h5py
import numpy as np
import pytest
from PIL import Image

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.latent import generate, sample_latent
from latentfaces.models import catalogue, pretrained
from latentfaces.models.model_card import write_card
from latentfaces.models.publish import copy_half
from latentfaces.run_folder import RunFolder
from latentfaces.storage import CHECKSUM, file_sha256


@pytest.mark.parametrize("name", catalogue.pretrained_names())
def test_a_shipped_model_draws_faces_that_differ(name):
    G = pretrained.load_generator(name)
    faces = generate(G, sample_latent(16, G))
    size = RunFolder(paths.PRETRAINED / name).read_metadata()["preset"]["size"]
    assert faces.shape == (16, size, size, 3)
    assert len({face.tobytes() for face in faces}) == 16
    assert faces.std(axis=0).mean() > 20


@pytest.mark.parametrize("name", catalogue.pretrained_names())
def test_a_shipped_card_says_where_the_weights_come_from(name):
    card = RunFolder(paths.PRETRAINED / name).read_metadata()
    assert card["steps"] > 0 and card["minutes"] > 0 and card["faces"]["count"] > 0
    assert "/" not in card["faces"]["source"]
    scores = json.loads((paths.PRETRAINED / name / "scores.json").read_text())
    assert scores["fid"] > scores["floor_fid"] > 0
    assert scores["weights"] == file_sha256(paths.PRETRAINED / name / "generator.weights.h5"), "evaluate it again"


@pytest.mark.parametrize("name", ["avatars", "anime", "simpsons"])
def test_a_shipped_model_has_one_kid(name):
    """That of the scores is that of the held-out comparison at the standard deviation that it was trained with."""
    scores, compared = (
        json.loads((paths.PRETRAINED / name / file).read_text()) for file in ("scores.json", "held_out.json")
    )
    at_1 = compared["by_std"]["std"].index(1.0)
    assert (scores["kid_x1000"], scores["kid_n"]) == (compared["by_std"]["kid_x1000"][at_1], compared["n"])


def test_everything_that_is_read_of_a_shipped_model_notices_damage():
    files = sorted(paths.PRETRAINED.glob("*/*.json"))
    assert files and [path for path in files if CHECKSUM not in json.loads(path.read_text())] == []


def test_the_names_the_interface_promises_are_shipped():
    sets, more = {"avatars", "anime", "simpsons"}, {"avatars-short", "anime-short", "simpsons-reference"}
    assert sets | more <= set(catalogue.pretrained_names())
    assert catalogue.model_table()["name"].tolist() == catalogue.pretrained_names()


def test_half_precision_moves_no_pixel_visibly(tmp_path):
    G = pretrained.load_generator("avatars")
    z = sample_latent(8, G)
    before = generate(G, z)
    rng = np.random.default_rng(0)
    G.network.set_weights([w * (1 + rng.uniform(-1e-4, 1e-4, w.shape)) for w in G.network.get_weights()])
    G.network.save_weights(tmp_path / "full.weights.h5")
    full = generate(G, z)
    copy_half(tmp_path / "full.weights.h5", tmp_path / "generator.weights.h5")
    with h5py.File(tmp_path / "generator.weights.h5") as file:
        kinds = []
        file.visititems(lambda name, node: kinds.append(node.dtype) if isinstance(node, h5py.Dataset) else None)
    assert set(kinds) == {np.dtype(np.float16)}
    G.network.load_weights(tmp_path / "generator.weights.h5")
    assert np.abs(generate(G, z).astype(int) - full).max() <= 4
    assert np.abs(full.astype(int) - before).max() <= 4


@pytest.mark.parametrize("name", catalogue.pretrained_names())
def test_the_cards_say_what_the_files_say(name, tmp_path, monkeypatch):
    folder, kept_folder = tmp_path / name, paths.PRETRAINED / name
    shutil.copytree(kept_folder, folder)
    monkeypatch.setattr(paths, "PRETRAINED", tmp_path)
    write_card(RunFolder(folder))
    text = (folder / "README.md").read_text()
    assert text == (kept_folder / "README.md").read_text()
    scores = json.loads((folder / "scores.json").read_text())
    assert all(str(scores[key]) in text for key in ("fid", "kid_x1000", "precision", "recall"))
    assert ("Wischofsky" in text) == ("avatars" in name)
    fresh, kept = (np.asarray(Image.open(path / "samples.png")).astype(int) for path in (folder, kept_folder))
    assert fresh.shape == kept.shape and np.abs(fresh - kept).max() <= 8


def test_an_unknown_model_is_named_with_the_known_ones():
    with pytest.raises(LatentFacesError, match='no model "nonsense"; choose one of .*avatars'):
        pretrained.load_generator("nonsense")


@pytest.mark.parametrize(
    ("file", "content"),
    [("model.json", b"{"), ("model.json", b"[]"), ("generator.weights.h5", b"x"), ("generator.weights.h5", None)],
)
def test_a_damaged_model_is_told_in_a_sentence(tmp_path, file, content):
    shutil.copytree(paths.PRETRAINED / "avatars", tmp_path / "model")
    if content is None:
        (tmp_path / "model" / file).unlink()
    else:
        (tmp_path / "model" / file).write_bytes(content)
    with pytest.raises(LatentFacesError, match="damaged"):
        pretrained.load_generator(tmp_path / "model")


def test_a_model_of_another_architecture_is_refused(tmp_path):
    shutil.copytree(paths.PRETRAINED / "avatars", tmp_path / "model")
    card = json.loads((tmp_path / "model" / "model.json").read_text())
    del card["checksum"]
    card["preset"]["latent_dim"] = 50
    (tmp_path / "model" / "model.json").write_text(json.dumps(card))
    with pytest.raises(LatentFacesError, match="weights of another network, [0-9,]+ numbers where the recipe"):
        pretrained.load_generator(tmp_path / "model")
