"""Paths of a generator whose faces fade where draws of N(0, 1) are rare: the straight line must show it."""

import numpy as np
import pytest
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.experiments.interpolation import compare_paths
from latentfaces.faces.load import load_faces


@pytest.fixture(scope="module")
def two_avatars():
    return np.float32(load_faces("avatars", limit=2000).images[[0, 5]].reshape(2, -1) / 127.5 - 1)


def fading(two_avatars, edge):
    """Draws one of two avatars by the sign of the first coordinate of z, clear if z is longer than edge."""

    def draw(z):
        second = ops.cast(z[:, :1] > 0, "float32")
        clear = ops.sigmoid(10 * (ops.norm(z, axis=1, keepdims=True) - edge))
        faces = clear * ((1 - second) * two_avatars[0] + second * two_avatars[1])
        return ops.reshape(faces, (-1, 64, 64, 3))

    return generator_of(draw, latent_dim=100)


def test_a_straight_line_leaves_the_shell_and_a_great_circle_does_not(two_avatars):
    table = compare_paths(fading(two_avatars, edge=8.5), pairs=12)
    assert list(table.columns) == ["straight line", "great circle", "difference", "low", "high"]
    assert table["low"]["certainty"] > 0.05 and table["high"]["neither"] < -0.2 and table["high"]["detours"] < 0
    assert table["great circle"]["neither"] == 0 and table["great circle"]["detours"] == 0


def test_without_such_a_shell_both_paths_are_alike(two_avatars):
    table = compare_paths(fading(two_avatars, edge=0.0), pairs=12)
    assert table["straight line"]["neither"] == table["straight line"]["detours"] == 0
    assert abs(table["difference"]["certainty"]) < 0.01
