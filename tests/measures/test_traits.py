"""Traits against pictures whose value is known."""

import numpy as np
import pytest

from latentfaces.errors import LatentFacesError
from latentfaces.faces.load import load_faces
from latentfaces.measures.traits import (
    TRAITS,
    brightness,
    colourfulness,
    grain,
    percentiles,
    read_percentiles,
    sharpness,
    symmetry,
    warmth,
)
from latentfaces.storage import write_json


def flat(red, green, blue):
    return np.full((1, 8, 8, 3), (red, green, blue), np.uint8)


def test_flat_colours():
    assert brightness(flat(255, 255, 255))[0] == pytest.approx(1)
    assert brightness(flat(0, 255, 0))[0] == pytest.approx(0.587)
    assert warmth(flat(255, 0, 0))[0] == pytest.approx(1)
    assert warmth(flat(0, 0, 255))[0] == pytest.approx(-1)
    assert colourfulness(flat(90, 90, 90))[0] == 0
    assert colourfulness(flat(255, 0, 128))[0] == pytest.approx(1)
    assert sharpness(flat(10, 200, 30))[0] == 0
    assert symmetry(flat(10, 200, 30))[0] == 1


def test_a_face_that_is_half_black_and_half_white():
    image = flat(0, 0, 0)
    image[:, :, 4:] = 255
    assert symmetry(image)[0] == 0
    assert symmetry(image.transpose(0, 2, 1, 3))[0] == 1
    assert sharpness(image)[0] == pytest.approx(1 / 14)


def test_the_grain_of_avatars_is_that_of_the_noise_on_them():
    faces = load_faces("avatars", limit=200).images
    assert grain(faces).max() == 0
    for sd in (1, 2):
        noisy = np.rint(faces + np.random.default_rng(0).normal(0, sd, faces.shape))
        # Rounding to whole levels adds a variance of 1/12.
        assert grain(np.clip(noisy, 0, 255).astype(np.uint8)).mean() == pytest.approx(np.sqrt(sd**2 + 1 / 12), rel=0.02)


def test_every_trait_gives_one_number_a_face():
    images = np.random.default_rng(0).integers(0, 256, (5, 8, 8, 3), np.uint8)
    for trait in TRAITS.values():
        assert trait(images).shape == (5,)


def test_percentiles_of_real_faces_come_back_from_their_file(tmp_path):
    greys = np.linspace(0, 255, 1101).astype(np.uint8)
    found = percentiles(np.broadcast_to(greys[:, None, None, None], (1101, 4, 4, 3)))
    np.testing.assert_allclose(found["brightness"], np.linspace(0, 1, 101), atol=0.005)
    assert set(found) == set(TRAITS) and found["warmth"] == [0.0] * 101
    write_json(tmp_path / "real_traits.json", found)
    assert read_percentiles(tmp_path / "real_traits.json") == found
    assert read_percentiles(tmp_path / "none.json") is None


@pytest.mark.parametrize("damage", ["{", "[]", '{"brightness": [1, 2]}'])
def test_a_damaged_file_of_percentiles_is_told(tmp_path, damage):
    (tmp_path / "real_traits.json").write_text(damage)
    with pytest.raises(LatentFacesError, match="real_traits.json is damaged"):
        read_percentiles(tmp_path / "real_traits.json")
