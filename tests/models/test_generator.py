"""The Generator: a face depends on its z alone, any number of them is drawn, and its weights may change."""

import shutil

import numpy as np
import pytest
from tiny import TINY, generator_of, grey

from latentfaces.backend import layers, ops
from latentfaces.errors import LatentFacesError
from latentfaces.latent import generate, sample_latent
from latentfaces.models.generator import BATCH, Generator
from latentfaces.models.networks import build_generator
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import PRETRAINED
from latentfaces.pictures.images import to_uint8


@pytest.fixture(scope="module")
def avatars():
    return load_generator("avatars")


@pytest.mark.parametrize("n", [1, 2, 3, 5, 16, 17, 31, 33, 37])
def test_a_face_is_the_same_whichever_others_are_drawn_with_it(avatars, n):
    z = sample_latent(64, avatars, seed=3)
    np.testing.assert_array_equal(avatars.faces(z[7 : 7 + n]), avatars.faces(z)[7 : 7 + n])


def test_faces_are_the_images_rounded(avatars):
    z = sample_latent(37, avatars, seed=3)
    images = avatars(z)
    assert images.dtype == np.float32 and images.shape == (37, 64, 64, 3)
    np.testing.assert_array_equal(to_uint8(images), avatars.faces(z))
    np.testing.assert_array_equal(generate(avatars, z.astype(np.float64)), avatars.faces(z))


@pytest.mark.parametrize("n", [0, 1, 31, 100])
def test_every_z_has_its_face_in_its_place(n):
    G = generator_of(lambda z: grey(z[:, 0] / 127.5 - 1, 4), 1)
    faces = G.faces(np.arange(n, dtype=np.float32)[:, None])
    assert faces.shape == (n, 4, 4, 3) and faces.dtype == np.uint8
    np.testing.assert_array_equal(faces[:, 0, 0, 0], np.arange(n))


def test_a_number_of_faces_that_is_new_is_not_compiled_anew():
    shapes = []

    def draw(z):
        shapes.append(tuple(z.shape))
        return grey(ops.mean(z, axis=1), 4)

    G = generator_of(layers.Lambda(draw, output_shape=(4, 4, 3)))
    shapes.clear()
    for n in (100, 1, 2, 3, 64, 5, 7):
        G.faces(np.zeros((n, 8), np.float32))
    assert shapes == [(BATCH, 8)]


def test_it_follows_weights_that_change():
    network, z = build_generator(TINY), np.ones((3, 8), np.float32)
    G = Generator("tiny", network)
    before = G(z)
    network.set_weights([2 * weight for weight in network.get_weights()])
    np.testing.assert_allclose(G(z), network(z, training=False), atol=1e-6)
    assert not np.allclose(G(z), before)


@pytest.mark.parametrize("shape", [(3, 7), (8,), (0,), (1, 3, 8)])
def test_z_of_another_shape_is_refused_in_a_sentence(shape):
    G = generator_of(lambda z: grey(ops.mean(z, axis=1), 4))
    for draw in (G, G.faces):
        with pytest.raises(LatentFacesError, match=r"tiny takes z of shape \(n, 8\), but this z"):
            draw(np.zeros(shape, np.float32))


def test_what_lies_beside_the_weights_is_read_when_it_is_asked_for(tmp_path):
    shutil.copytree(PRETRAINED / "avatars", tmp_path / "model")
    (tmp_path / "model" / "real_traits.json").write_text("{")
    G = load_generator(tmp_path / "model")
    assert G.faces(sample_latent(1, G)).shape == (1, 64, 64, 3)
    (tmp_path / "model" / "directions.json").write_text("[]")
    assert G.directions == {}
    with pytest.raises(LatentFacesError, match="real_traits.json is damaged"):
        G.real_traits  # noqa: B018
    bare = generator_of(lambda z: grey(ops.mean(z, axis=1), 4))
    assert (bare.directions, bare.real_traits) == ({}, None)
