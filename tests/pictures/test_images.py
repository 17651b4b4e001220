"""Arrays to pictures."""

import io

import keras
import numpy as np
import pytest
from PIL import Image

from latentfaces.pictures.images import GAP, bmp_bytes, grid, png_bytes, to_uint8


def test_to_uint8_is_the_way_back_from_floats():
    every_byte = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(to_uint8(every_byte / np.float32(127.5) - 1), every_byte)
    assert to_uint8(np.array([-7.0, -1.0, 0.0, 1.0, 7.0])).tolist() == [0, 0, 128, 255, 255]
    assert to_uint8(keras.ops.zeros((2, 4, 4, 3))).shape == (2, 4, 4, 3)


def test_grid_goes_row_by_row_on_white():
    faces = np.arange(5, dtype=np.uint8).repeat(4 * 4 * 3).reshape(5, 4, 4, 3)
    sheet = np.asarray(grid(faces))
    assert sheet.shape == (2 * (4 + GAP) + GAP, 3 * (4 + GAP) + GAP, 3)
    corners = [(GAP + row * (4 + GAP), GAP + column * (4 + GAP)) for row in range(2) for column in range(3)]
    for face, (top, left) in zip(faces, corners, strict=False):
        np.testing.assert_array_equal(sheet[top : top + 4, left : left + 4], face)
    top, left = corners[5]
    assert (sheet[top:, left:] == 255).all() and (sheet[:GAP] == 255).all()
    assert grid(faces, columns=5).size == (5 * (4 + GAP) + GAP, 4 + 2 * GAP)


@pytest.mark.parametrize("encode", [png_bytes, bmp_bytes])
def test_bytes_are_the_picture_and_always_the_same(encode):
    picture = grid(np.random.default_rng(0).integers(0, 256, (4, 8, 8, 3), dtype=np.uint8))
    np.testing.assert_array_equal(Image.open(io.BytesIO(encode(picture))), picture)
    assert encode(picture) == encode(picture)
