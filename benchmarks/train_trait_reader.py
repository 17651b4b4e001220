"""Trains the reader of the avatars' traits: python benchmarks/train_trait_reader.py      (5 minutes on one core)

It sees none of the 1,000 faces that the models hold out. Of the others, VALIDATION faces are kept aside to decide which
classes are merged: the pair of classes of a trait that is mixed up most becomes one, as long as more than MIXED_UP of
the faces of any pair are taken for the other of the two. The held-out faces are read once, at the end.

Writes data/extractor/traits.weights.h5 (half precision) and traits.json: classes, groups, accuracy of each trait.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from latentfaces.backend import keras, machine, ops
from latentfaces.faces.load import load_faces
from latentfaces.measures.trait_reader import CARD, SIZE, WEIGHTS, build_reader, is_right, merge, read_traits, split
from latentfaces.models.publish import copy_half
from latentfaces.paths import EXTRACTOR
from latentfaces.storage import atomic_write, file_sha256, write_sealed_json
from latentfaces.training.precision import compute_in_bfloat16, fastest_precision

HELD_OUT = 1000
VALIDATION = 2000
EPOCHS = 10
BATCH = 64
MIXED_UP = 0.1


def distort(images, rng):
    """Faces float32 (n, S, S, 3) with what generated faces have and real ones do not: all of it mild."""
    n = len(images)
    # By up to 2 pixels in both directions.
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)), "edge")
    down, right = rng.integers(0, 5, (2, n))
    x = np.stack([p[i : i + SIZE, j : j + SIZE] for p, i, j in zip(padded, down, right)]).astype(np.float32)
    # A quarter of the faces stays sharp and clean, a quarter is blurred and noisy.
    blurred, noisy = x[: n // 2], x[n // 4 : 3 * n // 4]
    around = np.pad(blurred, ((0, 0), (1, 1), (1, 1), (0, 0)), "edge")
    across = around[:, :, :-2] + around[:, :, 1:-1] + around[:, :, 2:]
    mean = (across[:, :-2] + across[:, 1:-1] + across[:, 2:]) / 9
    blurred += rng.random((len(blurred), 1, 1, 1), np.float32) * (mean - blurred)
    noisy += 12 * rng.random((len(noisy), 1, 1, 1), np.float32) * rng.standard_normal(noisy.shape, np.float32)
    gain, shift = rng.standard_normal((2, n, 1, 1, 3), np.float32)
    return np.clip(x * (1 + 0.02 * gain) + 4 * shift, 0, 255)


def batches(images, codes, rng):
    """Batches (distorted faces, codes of their traits), without end, each face once in an epoch."""
    while True:
        order = rng.permutation(len(images))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            yield distort(images[rows], rng), codes[rows]


def groups_of(probabilities, truth):
    """The groups of classes of one trait that can be told apart, by the rule above: a list of lists of names.

    probabilities: DataFrame (n, classes); truth: the true classes (n,).
    """
    groups = [[name] for name in probabilities]
    values = probabilities.to_numpy(copy=True)
    true = pd.Categorical(truth, categories=list(probabilities)).codes
    while len(groups) > 1:
        k = len(groups)
        mixed = np.zeros((k, k))
        for a in range(k):
            for b in range(a):
                rows = np.isin(true, (a, b))
                taken_for_a = values[rows, a] > values[rows, b]
                mixed[a, b] = (taken_for_a != (true[rows] == a)).mean() if rows.any() else 0
        a, b = np.unravel_index(mixed.argmax(), mixed.shape)
        if mixed[a, b] <= MIXED_UP:
            break
        groups[b] = sorted(groups[b] + groups.pop(a))
        values[:, b] += values[:, a]
        values = np.delete(values, a, axis=1)
        true = np.where(true == a, b, np.where(true > a, true - 1, true))
    return groups


def accuracy(read, truth, groups):
    """{trait: how often the most probable group has the true class, and by always guessing the most frequent group}."""
    result, right = {}, is_right(read, truth).mean()
    for trait, together in groups.items():
        group_of = {name: "+".join(names) for names in together for name in names}
        true = truth[trait].map(group_of)
        result[trait] = {
            "classes": len(group_of),
            "told apart": len(together),
            "accuracy": round(float(right[trait]), 4),
            "of always the most frequent": round(float(true.value_counts(normalize=True).iloc[0]), 4),
        }
    return result


def trained(faces, classes):
    """(the network, trained on `Faces`; minutes of one core that it took)."""
    codes = [pd.Categorical(faces.traits[trait], categories=names).codes for trait, names in classes.items()]
    codes = np.stack(codes, axis=1).astype(np.int32)
    keras.utils.set_random_seed(0)
    network = build_reader(sum(map(len, classes.values())))
    if fastest_precision() == "bfloat16":
        compute_in_bfloat16(network)
    steps = len(faces) // BATCH

    def loss(true, logits):
        return sum(
            ops.mean(keras.losses.sparse_categorical_crossentropy(true[:, i], part, from_logits=True))
            for i, part in enumerate(split(logits, classes).values())
        )

    all_steps = EPOCHS * steps
    rate = keras.optimizers.schedules.CosineDecay(1e-4, all_steps, warmup_target=2e-3, warmup_steps=all_steps // 20)
    network.compile(keras.optimizers.Adam(rate), loss)
    began = time.process_time()  # the machine may have other work
    stream = batches(faces.images, codes, np.random.default_rng(0))
    network.fit(stream, steps_per_epoch=steps, epochs=EPOCHS)
    return network, round((time.process_time() - began) / 60, 1)


def save(network):
    """Writes the weights in half precision, without the optimizer's state, which Keras would save with them."""
    bare = build_reader(network.output_shape[1])
    bare.set_weights(network.get_weights())
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.weights.h5"
        bare.save_weights(full)
        with atomic_write(EXTRACTOR / WEIGHTS) as partial:
            copy_half(full, partial)


def main():
    faces, held_out = load_faces("avatars", SIZE).holdout(HELD_OUT)
    faces, validation = faces.holdout(VALIDATION)
    classes = {trait: sorted(column.unique()) for trait, column in faces.traits.items()}
    network, minutes = trained(faces, classes)
    save(network)
    card = {
        "sha256": file_sha256(EXTRACTOR / WEIGHTS),
        "faces": len(faces),
        "epochs": EPOCHS,
        "cpu_minutes": minutes,
        "machine": machine(),
        "classes": classes,
        "groups": {trait: [[name] for name in names] for trait, names in classes.items()},
    }
    write_sealed_json(EXTRACTOR / CARD, card)
    # Classes are merged by the validation faces alone, and the held-out faces are read with what came of it.
    read = read_traits(validation.images)
    groups = {trait: groups_of(read[trait], validation.traits[trait]) for trait in classes}
    card |= {"groups": groups, "validation": accuracy(merge(read, groups), validation.traits, groups)}
    card["held_out"] = accuracy(merge(read_traits(held_out.images), groups), held_out.traits, groups)
    write_sealed_json(EXTRACTOR / CARD, card)
    print(f"{minutes} minutes of one core", pd.DataFrame(card["held_out"]).T, sep="\n")


if __name__ == "__main__":
    main()
