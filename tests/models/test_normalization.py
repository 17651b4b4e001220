"""BatchNormalization: the results, gradients and moving statistics of Keras' own, and those of Keras 2."""

import keras
import numpy as np
import pytest

from latentfaces.backend import ON_JAX, tf
from latentfaces.models.normalization import BatchNormalization

SHAPES = [(2, 2, 1, 5), (8, 6, 6, 3), (8, 4)]


def both(**settings):
    return BatchNormalization(**settings), keras.layers.BatchNormalization(**settings)


def faces(shape):
    return np.random.default_rng(0).normal(2, 3, shape).astype(np.float32)


def assert_alike(ours, theirs, rtol=1e-5):
    ours, theirs = (np.asarray(keras.ops.cast(values, "float32")) for values in (ours, theirs))
    np.testing.assert_allclose(ours, theirs, rtol=rtol, atol=rtol * np.abs(theirs).max())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("training", [True, False])
def test_results_and_statistics_are_keras_own(shape, training):
    ours, theirs = both(momentum=0.7)
    for x in (faces(shape), 2 * faces(shape) - 1):
        assert_alike(ours(x, training=training), theirs(x, training=training))
    for a, b in zip(ours.weights, theirs.weights, strict=True):
        assert a.path.rpartition("/")[2] == b.path.rpartition("/")[2]
        assert_alike(a, b)


def test_results_are_keras_own_in_bfloat16():
    ours, theirs = both(dtype="mixed_bfloat16")
    x = keras.ops.cast(faces((8, 6, 6, 3)), "bfloat16")
    y = ours(x, training=True)
    assert keras.backend.standardize_dtype(y.dtype) == "bfloat16"
    assert_alike(y, theirs(x, training=True), rtol=2**-8)
    for a, b in zip(ours.weights, theirs.weights, strict=True):
        assert_alike(a, b)


def slopes(layer, x):
    """The slopes of a sum of cubes on x and both weights, and that of their squared length on x."""
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            total = tf.reduce_sum(layer(x, training=True) ** 3)
        first = inner.gradient(total, [x, *(w.value for w in layer.trainable_weights)])
        length = sum(tf.reduce_sum(slope**2) for slope in first)
    return [*first, outer.gradient(length, x)]


@pytest.mark.skipif(ON_JAX, reason="JAX has no kernel of its own for it")
@pytest.mark.parametrize("compiled", [False, True])
def test_gradients_are_keras_own(compiled):
    x = tf.constant(faces((8, 6, 6, 3)))
    run = tf.function(slopes) if compiled else slopes
    ours, theirs = both()
    for layer in (ours, theirs):
        layer.build(x.shape)
    for a, b in zip(run(ours, x), slopes(theirs, x), strict=True):
        assert_alike(a, b, rtol=1e-4)


def test_a_frozen_layer_uses_its_moving_statistics():
    ours, theirs = both()
    x = faces((8, 6, 6, 3))
    for layer in (ours, theirs):
        layer(x, training=True)
        layer.trainable = False
    assert_alike(ours(x, training=True), theirs(x, training=True))


def test_batch_statistics_of_keras_2():
    """In training it normalises by the batch; the moving variance takes the unbiased one where the batch counts."""
    layer, plain = BatchNormalization(unbiased=True), keras.layers.BatchNormalization()
    x = faces((2, 2, 1, 5))
    assert_alike(layer(x, training=True), plain(x, training=True))
    mean, variance, n = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2)), 4
    np.testing.assert_allclose(layer.moving_mean, 0.01 * mean, rtol=1e-5)
    np.testing.assert_allclose(layer.moving_variance, 0.99 + 0.01 * variance * n / (n - 1.001), rtol=1e-6)
    before = [np.array(w) for w in layer.weights]
    layer.counts = False
    assert_alike(layer(x, training=True), plain(x, training=True))
    layer.counts = True
    layer(x, training=False)
    assert all(np.array_equal(a, w) for a, w in zip(before, layer.weights, strict=True))


def test_its_settings_travel():
    again = BatchNormalization.from_config(BatchNormalization(unbiased=True, epsilon=5e-5).get_config())
    assert again.unbiased and again.epsilon == 5e-5
