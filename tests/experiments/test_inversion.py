"""Finding a given face: a face of the generator comes back, and a picture that it cannot draw is called so."""

import numpy as np
import pytest
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.experiments import likeness
from latentfaces.experiments.inversion import distances, find_z
from latentfaces.latent import sample_latent

PATTERNS = np.random.default_rng(0).standard_normal((8, 32 * 32 * 3)).astype(np.float32)


@pytest.fixture(autouse=True)
def few_known_faces(monkeypatch):
    """Enough for patterns of noise, which are all alike."""
    monkeypatch.setattr(likeness, "KNOWN", 200)


@pytest.fixture(scope="module")
def G():
    """Draws mixtures of 8 patterns, a pattern for each coordinate of z."""
    return generator_of(lambda z: ops.reshape(ops.tanh(ops.matmul(z, PATTERNS) / 3), (-1, 32, 32, 3)))


def test_a_face_of_the_generator_is_found_again(G):
    z = sample_latent(2, G, seed=5)
    for picture, true in zip(G.faces(z), z):
        found = find_z(G, picture, steps=150, starts=2)
        assert not found.failed and found.distance < 6 < found.drawn
        np.testing.assert_allclose(found.z, true, atol=0.3)
        np.testing.assert_array_equal(found.face, G.faces(found.z[None])[0])
        assert found.distance == pytest.approx(distances(found.face[None], picture)[0])


def test_a_picture_that_the_generator_cannot_draw_is_a_failure(G):
    noise = np.random.default_rng(1).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    assert find_z(G, noise, steps=50, starts=2).failed


def test_steps_and_starts_draw_no_more_faces_than_one_call_may(G):
    with pytest.raises(
        LatentFacesError, match="The steps of a search from 2 starts must be a whole number from 1 to 500000"
    ):
        find_z(G, np.zeros((32, 32, 3), np.uint8), steps=500_001, starts=2)


def test_the_same_seed_finds_the_same_z_and_leaves_the_generator_as_it_was(G):
    picture = G.faces(sample_latent(1, G, seed=7))[0]
    first = find_z(G, picture, steps=20, starts=2)
    np.testing.assert_array_equal(first.z, find_z(G, picture, steps=20, starts=2).z)
    assert G.network.trainable


def test_distances_are_grey_levels():
    black, white = np.zeros((1, 32, 32, 3), np.uint8), np.full((32, 32, 3), 255, np.uint8)
    assert distances(black, white) == pytest.approx([255]) and distances(black, black[0]) == pytest.approx([0])
    # A chessboard has the coarse colours of grey.
    board = np.uint8(255 * (np.indices((32, 32)).sum(axis=0) % 2))[..., None].repeat(3, -1)
    assert distances(board[None], np.full((32, 32, 3), 128, np.uint8)) == pytest.approx([127.5 / 2**0.5], abs=0.5)


@pytest.mark.parametrize("picture", [np.zeros((16, 16, 3), np.uint8), np.zeros((2, 32, 32, 3), np.uint8)])
def test_a_picture_of_another_size_is_refused(G, picture):
    with pytest.raises(LatentFacesError, match="tiny draws faces of 32 x 32 pixels; give one picture of that size"):
        find_z(G, picture)
    with pytest.raises(LatentFacesError, match="The picture must be at least one picture, uint8"):
        find_z(G, picture / 255)
