"""Publishing a run: which of its generators is published, and what is said of it."""

import dataclasses
import json

import numpy as np
import pytest
from tiny import TINY, tiny_faces

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.measures import metrics
from latentfaces.models import pretrained
from latentfaces.models.publish import model_folder, publish
from latentfaces.run_folder import RunFolder
from latentfaces.training import run, tracking
from latentfaces.training.run import train


def test_what_is_shipped_of_a_tracked_run_is_its_best(tmp_path, monkeypatch):
    folder = tmp_path / "shipped"
    monkeypatch.setattr(tracking, "KIMG", 2 * TINY.batch_size / 1000)
    # Lower with every measurement but the last: step 4 is the best.
    values = iter([3.0, 2.0, 9.0])
    monkeypatch.setattr(metrics, "kid", lambda *_: (next(values), 0.0))
    monkeypatch.setattr(run, "machine", lambda: "8 CPU cores of a friend")
    train(TINY, tiny_faces(), tmp_path / "run", 6, held_out=tiny_faces(12, seed=1))
    measured = ("scores.json", "real_traits.json", "held_out.json")
    stale = [folder / path for path in ("samples/000007.png", *measured, "states/2/model.json")]
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("of what had this name before")
    publish(tmp_path / "run", folder)
    assert not any(path.exists() for path in [*stale, folder / "states"])
    card = json.loads((folder / "model.json").read_text())
    assert (card["steps"], card["kimg"], card["kid_x1000"]) == (4, 0.0, 2.0)
    assert (card["kid_n"], card["machine"]) == (12, "8 CPU cores of a friend")
    assert [int(row.split(",")[0]) for row in (folder / "losses.csv").read_text().splitlines()[1:]] == [1, 2, 3, 4]
    best, end = (pretrained.load_generator(tmp_path / "run" / name).network.get_weights() for name in ("best", "."))
    shipped = pretrained.load_generator(folder).network.get_weights()
    far = [max(np.abs(a - b).max() for a, b in zip(shipped, other, strict=True)) for other in (best, end)]
    assert far[0] < 1e-3 < far[1]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda run: (run / "generator.weights.h5").unlink(), "has no generator yet; train it further"),
        (lambda run: (run / "generator.weights.h5").write_bytes(b"x"), "generator.weights.h5 is damaged"),
        (lambda run: (run / "losses.csv").unlink(), "losses.csv is missing or damaged"),
        (lambda run: (run / "run.json").write_text("{}"), "run.json is damaged"),
        (lambda run: [path.unlink() for path in run.glob("checkpoints/*")], "There is no checkpoint in"),
        (lambda run: (run / "checkpoints" / "step-00000001.json").unlink(), "is at its first step; train it further"),
    ],
)
def test_a_run_that_cannot_be_published_leaves_what_was_there(tmp_path, damage, sentence):
    train(TINY, tiny_faces(), tmp_path / "run", 1)
    damage(tmp_path / "run")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "scores.json").write_text("of what had this name before")
    with pytest.raises(LatentFacesError, match=sentence):
        publish(tmp_path / "run", tmp_path / "model")
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["scores.json"]


def test_own_faces_in_a_folder_named_avatars_are_not_the_artists(tmp_path):
    train(TINY, dataclasses.replace(tiny_faces(), source="/pictures/avatars"), tmp_path / "run", 1)
    publish(tmp_path / "run", tmp_path / "model")
    card = (tmp_path / "model" / "README.md").read_text()
    assert "trained on | own avatars: 10 faces" in card and "Lisa" not in card


def test_damage_to_a_published_model_is_noticed(tmp_path):
    train(TINY, tiny_faces(), tmp_path / "run", 1)
    publish(tmp_path / "run", tmp_path / "model")
    folder = RunFolder(tmp_path / "model")
    for path, read in ((folder.weights, pretrained.load_generator), (folder.losses, lambda _: folder.read_losses())):
        read(tmp_path / "model")
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2] ^= 1
        path.write_bytes(whole)
        with pytest.raises(LatentFacesError, match="damaged .*it differs from its checksum in model.json"):
            read(tmp_path / "model")


@pytest.mark.parametrize("name", ["", ".", "..", "../avatars", "/tmp/mine", "a/b", "a\\b", ".hidden", "a\n", "-x"])
def test_a_name_stays_in_the_folder_of_models(name):
    with pytest.raises(LatentFacesError, match="A model cannot be called"):
        model_folder(name)


def test_a_plain_name_is_a_folder():
    assert model_folder("anime-2.1") == paths.PUBLISHED / "anime-2.1"
