"""Reads the traits of avatars from their pixels: which hair, eyes, mouth and the rest DiceBear would have drawn.

A small network, trained by `benchmarks/train_trait_reader.py` on real avatars without those that the models hold out.
Its weights are stored in the repository, and traits.json beside them says its classes and how often it is right.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from jaxtyping import Float32
from numpy.typing import ArrayLike

from latentfaces.arrays import Images, Tensor
from latentfaces.backend import compiled_network, keras, layers, ops
from latentfaces.checks import told
from latentfaces.errors import LatentFacesError
from latentfaces.paths import EXTRACTOR
from latentfaces.storage import file_sha256, read_json, reporting_damage

SIZE = 64
BATCH = 64
WEIGHTS, CARD = "traits.weights.h5", "traits.json"
MEND = "restore it from the repository"


def read_traits(images: ArrayLike) -> pd.DataFrame:
    """The probability of every class of every trait in each of the faces uint8 (N, 64, 64, 3) of avatars, in [0, 1].

    A row for each face; columns (trait, class), such as ("hair_color", "#0e0e0e"), which sum to 1 in each trait:
    `read_traits(images)["eyes"].idxmax(axis=1)` is the most probable eyes. Classes that cannot be told apart in 64
    pixels are one class, their names joined with "+". traits.json says how often each trait is right on held-out
    avatars; faces of other sets are read as the avatars that they resemble. Raises LatentFacesError for other images,
    and for weights that are missing or damaged.
    """
    read = _reader()
    try:
        faces = np.asarray(images)
    except Exception:  # NumPy's for a ragged list, an engine's for a tensor without values
        raise LatentFacesError(f"The trait reader takes faces of one size, not {told(images)}.") from None
    if faces.dtype != np.uint8 or faces.shape[1:] != (SIZE, SIZE, 3) or len(faces) == 0:
        raise LatentFacesError(
            f"The trait reader takes at least one face of {SIZE} pixels, uint8 (n, {SIZE}, {SIZE}, 3), not "
            f"{faces.dtype} {faces.shape}; `to_uint8` converts floats in [-1, 1], `load_faces` resizes."
        )
    return read(faces)


def build_reader(classes: int) -> keras.Model:
    """The network, untrained: float32 (N, 64, 64, 3), 0 to 255 -> logits (N, classes), trait after trait.

    What it reads is at one place in all faces, so the last layers keep the places, in an 8 x 8 grid.
    """
    x = keras.Input((SIZE, SIZE, 3), name="x")
    y = x / 127.5 - 1.0
    for filters, kernel, stride in ((24, 4, 2), (48, 3, 2), (48, 3, 1), (96, 3, 2), (96, 3, 1)):
        y = layers.Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False)(y)
        y = layers.LeakyReLU(0.2)(layers.BatchNormalization(momentum=0.9)(y))
    y = layers.Flatten()(layers.Conv2D(16, 1)(y))
    y = layers.LeakyReLU(0.2)(layers.Dense(128)(y))
    return keras.Model(x, layers.Dense(classes)(y), name="trait_reader")


def split(values: Tensor, traits: dict[str, list[str]]) -> dict[str, Tensor]:
    """{trait: its columns} of a tensor or an array (N, classes); traits: the names of the classes of each trait."""
    ends = np.cumsum([len(names) for names in traits.values()])
    return {trait: values[:, end - len(names) : end] for end, (trait, names) in zip(ends, traits.items())}


def merge(probabilities: pd.DataFrame, groups: dict[str, list[list[str]]]) -> pd.DataFrame:
    """Probabilities (N, all classes) with each group of classes of a trait as one class, the sum of its members."""
    merged = {
        (trait, "+".join(names)): probabilities[trait][names].sum(axis=1)
        for trait, together in groups.items()
        for names in together
    }
    return pd.DataFrame(merged)


def is_right(read: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Whether the most probable class of each trait is the true one, bool (N, traits).

    read: what `read_traits` says. truth: the true class of each trait, as `Faces.traits` has it; a class that was
    merged with others is right if any of them is the most probable.
    """
    found = {trait: read[trait].idxmax(axis=1).str.split("+") for trait in truth}
    return pd.DataFrame({trait: [true in names for true, names in zip(truth[trait], found[trait])] for trait in truth})


@cache
def _reader() -> Callable[[Images], pd.DataFrame]:
    weights = EXTRACTOR / WEIGHTS

    def parse(card: Any) -> tuple[str, dict[str, list[str]], dict[str, list[list[str]]]]:
        return card["sha256"], card["classes"], card["groups"]

    sha256, traits, groups = read_json(EXTRACTOR / CARD, parse, MEND)
    columns = pd.MultiIndex.from_tuples([(trait, name) for trait, names in traits.items() for name in names])
    with reporting_damage(weights, MEND):
        if file_sha256(weights) != sha256:
            raise ValueError(f"its sha256 is not the one in {CARD}")
        network = build_reader(len(columns))
        network.load_weights(weights)
    logits_of = compiled_network(network)

    def probabilities(batch: Images) -> Float32[np.ndarray, "n classes"]:
        logits = split(logits_of(ops.cast(batch, "float32")), traits)
        return ops.convert_to_numpy(ops.concatenate([ops.softmax(part) for part in logits.values()], axis=1))

    def read(faces: Images) -> pd.DataFrame:
        batches = [probabilities(faces[start : start + BATCH]) for start in range(0, len(faces), BATCH)]
        return merge(pd.DataFrame(np.concatenate(batches), columns=columns), groups)

    return read
