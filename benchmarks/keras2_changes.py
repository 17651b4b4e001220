"""What changed between Keras 2 and Keras 3 for a GAN of that time: python benchmarks/keras2_changes.py

Measures both, and writes report/keras.json, which the report's table of these differences reads.
"""

import json
import warnings
from pathlib import Path

import keras
import keras2_loops
import numpy as np
import tensorflow as tf
import tf_keras

from latentfaces.models.normalization import BatchNormalization
from latentfaces.models.presets import Optimizer
from latentfaces.training import losses
from latentfaces.training.gan import build_optimizer

RESULTS = Path(__file__).parents[1] / "report" / "keras.json"
RATE, GRADIENT, STEPS = 1e-4, 1e-5, 100
LABEL, LOGIT = 1.05, 20.0


def moved(optimizer, variable):
    """How far a weight has moved after STEPS steps with the same small gradient."""
    for _ in range(STEPS):
        optimizer.apply_gradients([(tf.constant([GRADIENT]), variable)])
    return abs(float(variable.numpy()[0]))


def optimizers():
    """Kind -> how far a weight moves."""
    legacy = tf_keras.optimizers.legacy
    ours = {"rmsprop": Optimizer("rmsprop-keras2", RATE), "adam": Optimizer("adam", RATE, 0.9, 0.999)}
    theirs = {
        "rmsprop": (legacy.RMSprop(learning_rate=RATE), keras.optimizers.RMSprop(RATE)),
        "adam": (legacy.Adam(learning_rate=RATE), keras.optimizers.Adam(RATE)),
    }
    return {
        kind: {
            "keras_2": moved(theirs[kind][0], tf.Variable([0.0])),
            "keras_3": moved(theirs[kind][1], keras.Variable([0.0])),
            "ours": moved(build_optimizer(settings), keras.Variable([0.0])),
        }
        for kind, settings in ours.items()
    }


def slope_of(library, loss, logit):
    """The gradient on a logit of the cross-entropy of its sigmoid with LABEL."""
    D = library.Sequential([library.Input((1,)), library.layers.Dense(1, activation="sigmoid")])
    D.set_weights([np.ones((1, 1)), np.zeros(1)])

    @tf.function
    def slope(x):
        with tf.GradientTape() as tape:
            value = tf.reduce_sum(loss(tf.constant([[LABEL]]), D(x, training=True)))
        return tape.gradient(value, D.trainable_variables)[1]

    return float(slope(tf.constant([[logit]]))[0])


def our_slope(logit, epsilon):
    x = tf.Variable([[logit]])
    with tf.GradientTape() as tape:
        loss = losses.cross_entropy(losses.clip_probability(x, epsilon) if epsilon else tf.identity(x), LABEL)
    return float(tape.gradient(loss, x)[0, 0])


def sure_images():
    """The gradient on a logit of 20 when the label is 1.05."""
    return {
        "tf_keras_2": slope_of(tf_keras, tf_keras.losses.binary_crossentropy, LOGIT),
        "multi_backend_2": slope_of(tf_keras, keras2_loops.cross_entropy, LOGIT),
        "keras_3": slope_of(keras, keras.losses.binary_crossentropy, LOGIT),
        "ours_a": our_slope(LOGIT, 0.0),
        "ours_b": our_slope(LOGIT, 1e-7),
    }


def frozen_mean():
    """The mean of what a frozen layer makes, in training, of a batch with mean 2 and standard deviation 3."""
    x = np.random.default_rng(0).normal(2, 3, (64, 8)).astype(np.float32)
    layers = {
        "multi_backend_2": keras2_loops.BatchNormalization(),
        "tf_keras_2": tf_keras.layers.BatchNormalization(),
        "keras_3": keras.layers.BatchNormalization(),
        "ours_b": BatchNormalization(unbiased=True),
    }
    means = {}
    for name, layer in layers.items():
        layer.build(x.shape)
        if name == "ours_b":
            layer.counts = False
        else:
            layer.trainable = False
        means[name] = round(abs(float(np.array(layer(x, training=True)).mean())), 4)
    return means


def variance_factor():
    """What the moving variance takes of four places, as a multiple of their mean squared distance."""
    x = np.random.default_rng(0).normal(2, 3, (1, 2, 2, 5)).astype(np.float32)
    layers = {
        "keras_2": tf_keras.layers.BatchNormalization(),
        "keras_3": keras.layers.BatchNormalization(),
        "ours_b": BatchNormalization(unbiased=True),
    }
    factors = {}
    for name, layer in layers.items():
        layer(x, training=True)
        taken = (layer.moving_variance.numpy() - 0.99) / 0.01
        factors[name] = round(float(np.mean(taken / x.var(axis=(0, 1, 2)))), 3)
    return factors


def trains_after_freezing(library, optimizer):
    """Whether D, frozen after `compile` as the loops have it, still learns from `train_on_batch`."""
    D = library.Sequential([library.Input((3,)), library.layers.Dense(1, activation="sigmoid")])
    D.compile(optimizer, "binary_crossentropy")
    D.trainable = False
    before = D.get_weights()[0]
    D.train_on_batch(np.ones((4, 3), np.float32), np.ones((4, 1), np.float32))
    return not np.array_equal(before, D.get_weights()[0])


def heeds_decay(optimizer, variable):
    """Whether an optimizer with the argument `decay` moves a weight less than without."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras 3 says that it ignores it
        return moved(optimizer(RATE, decay=0.1), variable()) < 0.9 * moved(optimizer(RATE), variable())


def dense_limit(library):
    """The largest start weight of a Dense layer from 100 to 1,000, as a part of Glorot's limit."""
    layer = library.layers.Dense(1000)
    layer.build((None, 100))
    return round(float(np.abs(layer.get_weights()[0]).max() / np.sqrt(6 / 1100)), 2)


def main():
    both = {"keras_2": tf_keras, "keras_3": keras}
    results = {
        "versions": {"tf_keras": tf_keras.__version__, "keras": keras.__version__},
        "rate": RATE,
        "gradient": GRADIENT,
        "steps": STEPS,
        "label": LABEL,
        "logit": LOGIT,
        **optimizers(),
        "sure_images": sure_images(),
        "frozen_mean": frozen_mean(),
        "variance_factor": variance_factor(),
        "trains_after_freezing": {
            "keras_2": trains_after_freezing(tf_keras, tf_keras.optimizers.legacy.SGD(1.0)),
            "keras_3": trains_after_freezing(keras, keras.optimizers.SGD(1.0)),
        },
        "heeds_decay": {
            "keras_2": heeds_decay(tf_keras.optimizers.legacy.RMSprop, lambda: tf.Variable([0.0])),
            "keras_3": heeds_decay(keras.optimizers.RMSprop, lambda: keras.Variable([0.0])),
        },
        "leaky_slope": {
            "keras_2": round(float(tf_keras.layers.LeakyReLU().alpha), 4),
            "keras_3": float(keras.layers.LeakyReLU().negative_slope),
        },
        "dense_limit": {name: dense_limit(library) for name, library in both.items()},
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
