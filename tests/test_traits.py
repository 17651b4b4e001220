"""Traits against pictures whose value is known."""

import numpy as np
import pytest

from latentfaces.traits import TRAITS, brightness, colourfulness, sharpness, symmetry, warmth


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


def test_every_trait_gives_one_number_a_face():
    images = np.random.default_rng(0).integers(0, 256, (5, 8, 8, 3), np.uint8)
    for trait in TRAITS.values():
        assert trait(images).shape == (5,)
