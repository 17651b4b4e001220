"""A user's own arrays as faces: the same pixels where their meaning is certain, one sentence where it is not."""

import numpy as np
import pandas as pd
import pytest

from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.faces.pixels import as_faces
from latentfaces.pictures.images import to_uint8

RGB = np.random.default_rng(0).integers(0, 256, (5, 8, 8, 3), dtype=np.uint8)
GREY = RGB[..., :1]
OPAQUE = np.concatenate([RGB, np.full((5, 8, 8, 1), 255, np.uint8)], axis=-1)


@pytest.mark.parametrize(
    "images",
    [
        RGB,
        RGB[::-1][::-1],
        np.asfortranarray(RGB),
        RGB.tolist(),
        list(RGB),
        RGB.astype(np.int64),
        RGB.astype(np.uint16),
        RGB.astype(np.float32),
        RGB / 255,
        (RGB / 255).astype(np.float16),
        RGB / 127.5 - 1,
        np.moveaxis(RGB, -1, 1),
        OPAQUE,
        OPAQUE / 255,
        np.moveaxis(OPAQUE, -1, 1),
    ],
    ids=range(15),
)
def test_what_certainly_means_the_same_faces_is_converted(images):
    faces = as_faces(images)
    np.testing.assert_array_equal(faces, RGB)
    assert faces.dtype == np.uint8 and faces.flags.c_contiguous


def test_uint8_faces_are_taken_as_they_are():
    assert Faces(RGB).images is RGB
    assert len(Faces(RGB[:0])) == 0


def test_a_set_of_faces_holds_the_converted_ones():
    faces = Faces(np.moveaxis(RGB / 255, -1, 1))
    assert (len(faces), faces.size, faces.fingerprint) == (5, 8, Faces(RGB).fingerprint)


@pytest.mark.parametrize("images", [GREY, GREY[..., 0], np.moveaxis(GREY, -1, 1), GREY / 255], ids=range(4))
def test_grey_is_repeated_for_the_three_colours(images):
    np.testing.assert_array_equal(as_faces(images), GREY.repeat(3, axis=-1))


def test_transparent_pixels_become_white():
    alpha = np.array([0, 255, 128], np.uint8)
    images = np.full((3, 8, 8, 4), 100, np.uint8)
    images[..., 3] = alpha[:, None, None]
    np.testing.assert_array_equal(as_faces(images)[:, 0, 0], np.array([[255], [100], [177]]).repeat(3, axis=1))


def test_what_a_generator_draws_is_taken():
    images = np.random.default_rng(1).uniform(-1, 1, (4, 8, 8, 3)).astype(np.float32)
    assert np.abs(as_faces(images).astype(int) - to_uint8(images)).max() <= 1


@pytest.mark.parametrize(
    ("images", "said"),
    [
        (RGB[:, :, :4], "must be squares"),
        (RGB[0], "give a single picture as images\\[None\\]"),
        (RGB[:, 0, 0, 0], "must be squares"),
        (RGB[..., :2], "must be squares"),
        (np.zeros((3, 8, 8), np.uint8), "one picture or 3 grey ones"),
        (np.zeros((0, 8, 8, 3)), "are none"),
        (np.zeros((2, 0, 0, 3), np.uint8), "must be squares"),
        (np.array([]), "must be squares"),
        ([RGB[0], RGB[0, :4, :4]], "cannot become one array"),
        (None, "must be an array of numbers"),
        ("avatars", "must be an array of numbers"),
        (RGB > 100, "must be an array of numbers"),
        (RGB + 0j, "must be an array of numbers"),
        (RGB.astype(object), "must be an array of numbers"),
        (RGB / 255 + np.nan, "NaN or infinity"),
        (np.where(RGB == RGB[0, 0, 0, 0], np.inf, RGB), "NaN or infinity"),
        (RGB.astype(np.uint16) * 257, "values from 0 to 65535"),
        (RGB.astype(int) - 128, "values from -128 to 127"),
        (RGB / 255 * 1.2, "values from 0 to 1.2"),
        (RGB / 255 - 0.1, "values from -0.1 to 0.9"),
        (RGB.astype(int) // 255, "values from 0 to 1"),
        (OPAQUE / 127.5 - 1, "values from -1 to 1"),
    ],
    ids=range(22),
)
def test_what_could_mean_several_things_is_refused_in_a_sentence(images, said):
    with pytest.raises(LatentFacesError, match=said) as raised:
        as_faces(images)
    assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


def test_traits_have_a_row_for_each_face():
    with pytest.raises(LatentFacesError, match="4 rows for 5 faces"):
        Faces(RGB, pd.DataFrame({"hair": list("abcd")}))


def test_faces_that_two_sets_share_are_counted():
    assert Faces(RGB).count_shared(Faces(RGB[1:4])) == 3
    assert Faces(RGB[:2]).count_shared(Faces(RGB)) == 2
    assert Faces(RGB[:2]).count_shared(Faces(RGB[2:])) == 0
