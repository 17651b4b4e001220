"""The reader of traits against avatars that no training has seen, whose traits are known."""

import json

import numpy as np
import pytest
from PIL import Image, ImageFilter

from latentfaces.errors import LatentFacesError
from latentfaces.faces.avatars import COUNT
from latentfaces.faces.face_set import Faces
from latentfaces.faces.load import load_faces
from latentfaces.measures import trait_reader
from latentfaces.measures.trait_reader import CARD, WEIGHTS, is_right, read_traits
from latentfaces.paths import EXTRACTOR

# How often each trait is right, on faces as they are; by chance, hair would be right in 3 of 100.
AT_LEAST = {"hair": 0.9, "hair_color": 0.9, "skin_color": 0.95, "eyes": 0.75, "mouth": 0.75, "glasses": 0.95}


@pytest.fixture(scope="module")
def held_out():
    """Those of the first 2,000 avatars that are among the 1,000 held out of all: about a hundred."""
    rows = np.random.default_rng(0).choice(COUNT, 1000, replace=False)
    rows = np.sort(rows[rows < 2000])
    faces = load_faces("avatars", limit=2000)
    return Faces(faces.images[rows], faces.traits.iloc[rows].reset_index(drop=True))


def test_held_out_faces_are_read_as_often_right_as_the_card_says(held_out):
    card = json.loads((EXTRACTOR / CARD).read_text("utf-8"))
    found = is_right(read_traits(held_out.images), held_out.traits).mean()
    assert list(found.index) == list(held_out.traits)
    for trait, share in found.items():
        assert share == pytest.approx(card["held_out"][trait]["accuracy"], abs=0.08)  # of the whole thousand
        assert share > AT_LEAST.get(trait, 0) and share > card["held_out"][trait]["of always the most frequent"]


def test_blurred_and_noisy_faces_are_read_too(held_out):
    images = held_out.images + np.random.default_rng(0).normal(0, 6, held_out.images.shape)
    pictures = [Image.fromarray(x).filter(ImageFilter.GaussianBlur(0.5)) for x in images.clip(0, 255).astype(np.uint8)]
    found = is_right(read_traits(np.stack(pictures)), held_out.traits).mean()
    assert found["hair"] > 0.85 and found["glasses"] > 0.9 and found["skin_color"] > 0.85


def test_probabilities_of_a_trait_sum_to_one(held_out):
    read = read_traits(held_out.images[:3])
    assert len(read) == 3 and read.columns.nlevels == 2
    assert ((read >= 0) & (read <= 1)).all(axis=None)
    for trait in held_out.traits:
        np.testing.assert_allclose(read[trait].sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(read_traits(held_out.images[2:3]), read[2:3], atol=1e-5)


@pytest.mark.parametrize(
    "images",
    [
        np.zeros((2, 32, 32, 3), np.uint8),
        np.zeros((2, 64, 64, 3), np.float32),
        np.zeros((64, 64, 3), np.uint8),
        np.zeros((0, 64, 64, 3), np.uint8),
        [[1, 2], [3]],
    ],
    ids=["another size", "floats", "one face", "none", "ragged"],
)
def test_other_images_are_told(images):
    with pytest.raises(LatentFacesError, match="^The trait reader takes [^.]*faces? of "):
        read_traits(images)


@pytest.mark.parametrize("file", [WEIGHTS, CARD])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_damaged_files_of_the_reader_are_told(tmp_path, monkeypatch, file, damage):
    for name in (WEIGHTS, CARD):
        whole = bytearray((EXTRACTOR / name).read_bytes())
        if name == file:
            whole[len(whole) // 2] ^= 1
            whole = whole[: len(whole) // 2] if damage == "cut" else whole
        if name != file or damage != "missing":
            (tmp_path / name).write_bytes(whole)
    monkeypatch.setattr(trait_reader, "EXTRACTOR", tmp_path)
    trait_reader._reader.cache_clear()
    with pytest.raises(LatentFacesError, match=f"{file} is (missing|damaged).*restore it from the repository"):
        read_traits(np.zeros((1, 64, 64, 3), np.uint8))
    trait_reader._reader.cache_clear()
