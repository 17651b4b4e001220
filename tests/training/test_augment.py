"""DiffAugment: each change by itself, within its bounds, and with a gradient for G."""

import keras
import numpy as np
import pytest

from latentfaces.backend import tf
from latentfaces.training import augment as module
from latentfaces.training.augment import augment


def faces(n=64, size=16):
    return np.random.default_rng(0).uniform(-1, 1, (n, size, size, 3)).astype(np.float32)


def draws(monkeypatch, values):
    """Lets augment draw these parts of its intervals, in order, for every image."""
    values = iter(values)
    monkeypatch.setattr(
        module.keras.random,
        "uniform",
        lambda shape, low, high, seed: np.full(shape, low + (high - low) * next(values), np.float32),
    )


# Brightness, saturation and contrast in the middle, no shift, and a cut at a corner: nothing but the cut.
STILL = [0.5, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, lambda x: x),
        ({0: 1.0}, lambda x: x + 0.5),
        ({1: 0.0}, lambda x: np.broadcast_to(x.mean(3, keepdims=True), x.shape)),
        ({2: 0.0}, lambda x: (x + x.mean((1, 2, 3), keepdims=True)) / 2),
        ({3: 0.99}, lambda x: np.concatenate([np.zeros_like(x[:, :2]), x[:, :-2]], axis=1)),
        ({4: 0.0}, lambda x: np.concatenate([x[:, :, 2:], np.zeros_like(x[:, :, :2])], axis=2)),
    ],
    ids=["nothing", "brightness", "saturation", "contrast", "down", "left"],
)
def test_each_change_alone(monkeypatch, changed, expected):
    draws(monkeypatch, [changed.get(i, value) for i, value in enumerate(STILL)])
    x = faces()
    kept = expected(x).copy()
    kept[:, :4, :4] = 0
    np.testing.assert_allclose(augment(x, None, cutout=True), kept, atol=1e-5)


def test_without_cutout_all_of_the_image_is_seen(monkeypatch):
    draws(monkeypatch, STILL[:5])
    np.testing.assert_allclose(augment(faces(), None, cutout=False), faces(), atol=1e-5)


def test_images_are_changed_apart_and_anew():
    seed = keras.random.SeedGenerator(0)
    x = np.repeat(faces(1), 8, axis=0)
    first, second = (np.array(augment(x, seed, cutout=False)) for _ in range(2))
    assert len({image.tobytes() for image in [*first, *second]}) == 16


def test_the_gradient_reaches_what_is_seen():
    x = tf.constant(faces(4))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(augment(x, keras.random.SeedGenerator(0), cutout=True) ** 2)
    slope = tape.gradient(y, x).numpy()
    assert np.isfinite(slope).all() and (np.abs(slope).max(axis=(1, 2, 3)) > 0).all()
