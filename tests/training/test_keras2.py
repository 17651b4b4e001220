"""The references' presets against Keras 2: their loops on `tf_keras`, and the parts of Keras that changed since.

benchmarks/keras2_loops.py holds the loops, and benchmarks/keras2.py runs ours on the same weights, faces and random
numbers. It also compares the networks at full size.
"""

import sys

import keras
import numpy as np
import pytest

from latentfaces.models.normalization import BatchNormalization
from latentfaces.models.presets import Optimizer
from latentfaces.paths import ROOT
from latentfaces.training import losses
from latentfaces.training.gan import build_optimizer

tf_keras = pytest.importorskip("tf_keras", reason="tf_keras, which is Keras 2, is not installed (pip install tf_keras)")
tf = pytest.importorskip("tensorflow")

sys.path.insert(0, str(ROOT / "benchmarks"))
import keras2  # noqa: E402
import keras2_loops  # noqa: E402

REFERENCES = ("anime-baseline", "simpsons")
STEPS = (1, 5, 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Networks with an eighth of the filters, trained by the original loop and by ours on both engines, in float64."""
    pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")
    folder = tmp_path_factory.mktemp("keras2")
    for name in REFERENCES:
        np.savez(folder / f"{name} given.npz", **keras2.give(name, 8, STEPS, batch_size=2, dtype="float64"))
    keras2.side_by_side(folder, REFERENCES)
    return folder


@pytest.mark.parametrize("engine", keras2.ENGINES)
@pytest.mark.parametrize("name", REFERENCES)
def test_the_steps_are_those_of_keras_2(folder, name, engine):
    """Every weight, the squares of both optimizers and all losses, after 1, 5 and 20 steps.

    In float64, because in float32 rounding decides over whole steps of RMSprop: the original itself ends elsewhere from
    weights that differ by their rounding (benchmarks/keras2.py). Measured: 1e-13 for reference A. For reference B 2e-8,
    because tf_keras holds the momentum of BatchNormalization in float32, and 1e-6 for one moving mean, which contains
    a bias that rounding alone moves. 1e-5 of the distance that a weight has moved is about what float32 resolves.
    """
    given, ours, original = (keras2.load(folder, name, kind) for kind in ("given", engine, "original"))
    assert original["losses"].shape == (20, 2) and len(np.unique(original["losses"])) == 40
    for mark in STEPS:
        apart = keras2.differences(given, ours, original, mark)
        assert apart == {part: pytest.approx(0, abs=1e-5) for part in apart}, mark


@pytest.mark.parametrize("settings", [{}, {"clipvalue": 1.0}, {"clipvalue": 1.0, "decay": 0.1}])
def test_rmsprop_is_that_of_keras_2(settings):
    """Fifty steps with gradients from 1e-9, far below epsilon, to 100, far above clipvalue."""
    rng, start = np.random.default_rng(0), np.zeros(60, np.float32)
    ours, theirs = keras.Variable(start), tf.Variable(start)
    optimizer = build_optimizer(Optimizer("rmsprop-keras2", 1e-3, **settings))
    original = tf_keras.optimizers.legacy.RMSprop(learning_rate=1e-3, **settings)
    for _ in range(50):
        gradient = (rng.normal(size=60) * np.logspace(-9, 2, 60)).astype(np.float32)
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [ours])
        original.apply_gradients([(tf.constant(gradient), theirs)])
    np.testing.assert_allclose(np.array(ours), theirs.numpy(), rtol=1e-5, atol=1e-9)


def test_sure_probabilities_have_no_gradient_in_reference_b():
    """Multi-backend Keras clips them to [1e-7, 1 - 1e-7]: in float32 that is a logit of 16 either way."""
    logits = np.linspace(-30, 30, 61, dtype=np.float64)[:, None]
    x = tf.Variable(logits)
    with tf.GradientTape() as tape:
        theirs = tf.reduce_sum(keras2_loops.cross_entropy(tf.fill(x.shape, tf.constant(0.93, x.dtype)), tf.sigmoid(x)))
    slopes = tape.gradient(theirs, x)
    y = tf.Variable(logits)
    with tf.GradientTape() as tape:
        ours = 61 * losses.cross_entropy(losses.clip_probability(y, 1e-7), 0.93)
    np.testing.assert_allclose(float(ours), float(theirs), rtol=1e-7)
    np.testing.assert_allclose(tape.gradient(ours, y), slopes, rtol=1e-6, atol=1e-9)
    sure = np.abs(logits) > 16.2
    assert np.all(slopes[sure] == 0) and np.all(slopes[~sure] != 0)


def test_labels_above_1_keep_their_gradient_in_reference_a():
    """tf.keras takes the logits of a sigmoid for the loss: however sure D is, a label of 1.05 pulls on it."""
    D = tf_keras.Sequential([tf_keras.Input((1,)), tf_keras.layers.Dense(1, activation="sigmoid")])
    D.set_weights([np.ones((1, 1)), np.zeros(1)])
    D.compile(tf_keras.optimizers.legacy.SGD(1.0), "binary_crossentropy")
    loss = D.train_on_batch(np.full((1, 1), 30.0), np.full((1, 1), 1.05))
    assert D.get_weights()[1][0] == pytest.approx(0.05, rel=1e-4)
    logits = keras.ops.convert_to_tensor([[30.0]])
    assert float(losses.cross_entropy(logits, 1.05)) == pytest.approx(loss, rel=1e-5)


def test_moving_variance_is_the_unbiased_one():
    """Of four places 4/3 of the other; tf_keras' kernel divides by n - 1, multi-backend Keras by n - 1 - epsilon."""
    x = np.random.default_rng(0).normal(2, 3, (1, 2, 2, 5)).astype(np.float32)
    ours, theirs = BatchNormalization(unbiased=True), tf_keras.layers.BatchNormalization()
    np.testing.assert_allclose(ours(x, training=True), theirs(x, training=True), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(ours.moving_mean, theirs.moving_mean, rtol=1e-5)
    np.testing.assert_allclose(np.array(ours.moving_variance) - 0.99, theirs.moving_variance - 0.99, rtol=1e-3)


def test_a_frozen_batch_normalization_goes_on_by_its_batch_in_reference_b():
    """tf.keras of TensorFlow 2 and Keras 3 take the moving statistics then, and G would learn from another D."""
    x = np.random.default_rng(0).normal(2, 3, (8, 4)).astype(np.float32)
    frozen = {"ours": BatchNormalization(unbiased=True), "original": keras2_loops.BatchNormalization()}
    frozen["tf.keras"], frozen["Keras 3"] = tf_keras.layers.BatchNormalization(), keras.layers.BatchNormalization()
    means = {}
    for name, layer in frozen.items():
        layer.build(x.shape)
        if name == "ours":
            layer.counts = False
        else:
            layer.trainable = False
        means[name] = float(np.abs(np.array(layer(x, training=True)).mean()))
        assert np.all(np.array(layer.moving_mean) == 0)
    assert means["ours"] < 1e-5 and means["original"] < 1e-5
    assert means["tf.keras"] > 1 and means["Keras 3"] > 1
