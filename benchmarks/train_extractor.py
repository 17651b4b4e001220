"""Trains the embedded feature extractor: python benchmarks/train_extractor.py

It learns to recognise distortions of a face (quarter turns, hue, blur, noise) and the true traits of an avatar, so its
features distinguish sets of faces. Trains on the avatars and on the sets in the folder that LATENTFACES_REAL_FACES
names; writes data/extractor/.
"""

import os
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from latentfaces.backend import keras, layers, machine, tf
from latentfaces.faces.load import load_faces
from latentfaces.measures.features import EMBEDDED_WEIGHTS, SIZE, build_extractor
from latentfaces.models.publish import copy_half
from latentfaces.paths import EXTRACTOR
from latentfaces.storage import atomic_write, file_sha256, write_json
from latentfaces.training.precision import compute_in_bfloat16, fastest_precision

EPOCHS = 6
BATCH = 64
HELD_OUT = 500


def load_sets():
    """(images, traits) of all faces: traits is an int DataFrame of classes, -1 if a face has none."""
    avatars = load_faces("avatars", SIZE)
    folder = os.environ.get("LATENTFACES_REAL_FACES")
    others = [load_faces(path, SIZE) for path in sorted(Path(folder).expanduser().glob("*.zip"))] if folder else []
    traits = avatars.traits.apply(lambda column: column.astype("category").cat.codes.astype(np.int32))
    none = pd.DataFrame(-1, index=range(sum(map(len, others))), columns=traits.columns, dtype=np.int32)
    images = np.concatenate([avatars.images, *(faces.images for faces in others)])
    return images, pd.concat([traits, none], ignore_index=True)


def distort(x, classes, number):
    """(distorted faces, targets, weights) of batch `number`: x float32 (BATCH, S, S, 3), 0 to 255."""
    turns = np.repeat(np.arange(4), BATCH // 4)
    x = tf.concat([tf.image.rot90(part, k) for k, part in enumerate(tf.split(x, 4))], axis=0)
    # Each distortion leaves half of the faces clean, so that undistorted real faces are well known.
    amounts = tf.nn.relu(tf.random.stateless_uniform([BATCH, 3], [number, 0], -1, 1))
    hue, blur, noise = (amounts[:, i, None, None, None] for i in range(3))
    y, i, q = tf.split(tf.image.rgb_to_yiq(x), 3, axis=-1)
    cos, sin = tf.cos(np.pi * hue), tf.sin(np.pi * hue)
    x = tf.image.yiq_to_rgb(tf.concat([y, cos * i - sin * q, sin * i + cos * q], axis=-1))
    x = (1 - blur) * x + blur * tf.nn.avg_pool2d(x, 5, 1, "SAME")
    x = tf.clip_by_value(x + 64 * noise * tf.random.stateless_normal(tf.shape(x), [number, 1]), 0, 255)
    known = {name: tf.cast(value >= 0, tf.float32) for name, value in classes.items()}
    ones = tf.ones(BATCH)
    targets = {"turns": turns, "distortion": amounts, **{k: tf.maximum(v, 0) for k, v in classes.items()}}
    return x, targets, {"turns": ones, "distortion": ones, **known}


def stream(images, traits, rows, epochs, seed):
    """tf.data of batches of distorted faces, each face once in an epoch."""
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(rows) for _ in range(epochs)])
    columns = {name: tf.constant(traits[name].to_numpy()) for name in traits}

    def batch(number, rows):
        x = tf.numpy_function(lambda rows: images[rows].astype(np.float32), [rows], tf.float32)
        x = tf.ensure_shape(x, (BATCH, SIZE, SIZE, 3))
        return distort(x, {name: tf.gather(column, rows) for name, column in columns.items()}, number + seed)

    of_rows = tf.data.Dataset.from_tensor_slices(order).batch(BATCH, drop_remainder=True)
    return of_rows.enumerate().map(batch, num_parallel_calls=tf.data.AUTOTUNE).prefetch(4)


def main():
    images, traits = load_sets()
    shuffled = np.random.default_rng(0).permutation(len(images))
    held_out, rows = shuffled[:HELD_OUT], shuffled[HELD_OUT:]
    keras.utils.set_random_seed(0)
    extractor = build_extractor()
    heads = {"turns": 4, **{name: int(traits[name].max()) + 1 for name in traits}}
    features = extractor.output
    outputs = {name: layers.Dense(n, name=name)(features) for name, n in heads.items()}
    outputs["distortion"] = layers.Dense(3, name="distortion")(features)
    model = keras.Model(extractor.input, outputs)
    if fastest_precision() == "bfloat16":
        compute_in_bfloat16(extractor)
    steps = EPOCHS * (len(rows) // BATCH)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(1e-3, steps)),
        loss={**dict.fromkeys(heads, cross_entropy), "distortion": "mse"},
        loss_weights={**dict.fromkeys(traits, 1 / len(traits.columns)), "turns": 1.0, "distortion": 10.0},
        weighted_metrics={**dict.fromkeys(heads, ["accuracy"]), "distortion": ["mae"]},
    )
    began = time.monotonic()
    model.fit(stream(images, traits, rows, EPOCHS, seed=0), steps_per_epoch=steps, epochs=1, shuffle=False)
    minutes = (time.monotonic() - began) / 60
    scores = model.evaluate(stream(images, traits, held_out, 4, seed=1_000_000), return_dict=True, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.weights.h5"
        extractor.save_weights(full)
        with atomic_write(EXTRACTOR / EMBEDDED_WEIGHTS) as partial:
            copy_half(full, partial)
    print(f"its sha256, for features.SHA256: {file_sha256(EXTRACTOR / EMBEDDED_WEIGHTS)}")
    write_json(
        EXTRACTOR / "card.json",
        {
            "faces": len(rows),
            "epochs": EPOCHS,
            "minutes": round(minutes, 1),
            "machine": machine(),
            "held_out": {
                name: round(value, 4) for name, value in scores.items() if "accuracy" in name or "mae" in name
            },
        },
    )


if __name__ == "__main__":
    main()
