"""Directions: found where a generator was given them, named by what they change, and honest about the rest."""

import numpy as np
import pandas as pd
import pytest

from latentfaces.backend import keras, layers, ops
from latentfaces.experiments import find_directions, named_directions
from latentfaces.measures import traits
from latentfaces.models.generator import Generator


def two_sliders():
    """A `Generator` of 8 coordinates: the first says how bright a face is, the second how warm; the others nothing.

    Its first layer has the brightness three times as large as the warmth.
    """
    kernel = np.zeros((8, 6), np.float32)
    kernel[0, 0], kernel[1, 1] = 0.3, 0.1
    z = keras.Input((8,))
    first = layers.Dense(6, use_bias=False)
    shown = layers.LeakyReLU(1.0)(first(z))
    second = layers.LeakyReLU(1.0)(layers.Dense(6, use_bias=False, kernel_initializer="identity")(shown))
    bright, warm = second[:, :1], 3 * second[:, 1:2]
    pixel = ops.concatenate([bright + warm / 2, bright, bright - warm / 2], axis=1)
    network = keras.Model(z, ops.reshape(pixel, (-1, 1, 1, 3)) * ops.ones((1, 12, 12, 3)))
    first.set_weights([kernel])
    return Generator("two sliders", network)


def measures(images):
    return pd.DataFrame({"brightness": traits.brightness(images), "warmth": traits.warmth(images)})


@pytest.fixture(scope="module")
def G():
    return two_sliders()


def test_weights_give_the_strongest_direction_first(G):
    directions = find_directions.weight_directions(G, 2)
    np.testing.assert_allclose(directions, np.eye(8)[:2], atol=1e-6)


def test_activations_give_the_directions_that_vary_most(G):
    directions = find_directions.activation_directions(G, 2, n=1000)
    np.testing.assert_allclose(directions, np.eye(8)[:2], atol=0.05)


def test_a_regressed_direction_is_that_of_its_trait_on_other_faces_too(G):
    z = np.random.default_rng(3).standard_normal((600, 8)).astype(np.float32)
    warmth = measures(G.faces(z)).warmth.to_numpy()
    direction = find_directions.regressed_direction(z[:400], warmth[:400])
    assert direction[1] > 0.99 and np.linalg.norm(direction) == pytest.approx(1, abs=1e-5)
    assert find_directions.fit(z[400:], warmth[400:], direction) > 0.95


def test_what_moves_is_told_and_what_does_not_is_not(G):
    ways = {"brightness": np.eye(8, dtype=np.float32)[0], "nothing": np.eye(8, dtype=np.float32)[7]}
    table = find_directions.changes(G, ways, measures, n=50)
    # A grey of x in [-1, 1] is a brightness of (x + 1) / 2, and x goes from -0.9 to 0.9 (a few are beyond white).
    assert table.brightness["brightness"] == pytest.approx(0.87, abs=0.04)
    assert abs(table.warmth["brightness"]) < 0.1 and (table.loc["nothing"] == 0).all()


def test_sliders_have_the_names_of_traits_that_follow_them(G):
    def three(images):
        noise = np.random.default_rng(0).standard_normal(len(images))
        return measures(images).assign(noise=noise, always=1.0)

    real_std = pd.Series({"brightness": 0.1, "warmth": 0.1, "noise": 1.0, "always": 0.0})
    sliders, table = named_directions.named_directions(G, three, real_std)
    assert list(sliders) == ["brightness", "warmth", "weights, 1", "weights, 2", "weights, 3", "a random direction"]
    assert table.fit["brightness"] > 0.9 and np.isnan(table.fit["weights, 1"])
    unit = "From end to end, in standard deviations of real faces"
    assert sliders["brightness"].about.startswith(f"{unit}: brightness +8.")
    assert sliders["weights, 2"].about.startswith(f"What G's first layer amplifies. {unit}: warmth ")
    assert sliders["a random direction"].about.startswith(f"A control, drawn at random. {unit}: ")
    assert all(np.linalg.norm(slider.vector) == pytest.approx(1, abs=1e-5) for slider in sliders.values())
