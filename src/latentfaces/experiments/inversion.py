"""Your own face: the z whose face is nearest to a given picture, by gradient descent from several starts.

The distance between two pictures is the root mean square of their differences, in grey levels of 255; half of the
squares are of all pixels, which have the lines, and half of the pictures shrunk to 16 x 16 or, at sizes that 16 does
not divide, a little more, which have the colours.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from tqdm import tqdm

from latentfaces.arrays import Face, Images, Latent, Latents, PerImage, Tensor, as_pictures
from latentfaces.backend import keras, layers, ops
from latentfaces.checks import MOST, instance, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.likeness import are_faces
from latentfaces.latent import sample_latent
from latentfaces.models.generator import Generator

STEPS, STARTS = 200, 8
# Pictures that are searched at once.
BATCH = 8
# Of Adam, at its first step. 0.1 is too much for a G with self-modulation, whose faces change faster with z: 13 of 64
# held-out avatars were not found. (report/results/recovered.json says how many are not with this rate.)
RATE = 0.05
START_STD = 0.7  # of the random draws that a search starts from
# The weight of |z|^2: without it, z leaves those that G was trained on, and faces come apart.
PRIOR = 1e-4
COARSE = 16  # pixels a side, at least
# Of the distance of the best random draw. Most held-out avatars end below (report/results/recovered.json). That alone
# says little: a model of anime faces can also draw a flat colour.
FAILED = 0.7


@dataclass(frozen=True)
class Found:
    """The nearest face that was found to a picture.

    z: float32 (d,). face: uint8 (S, S, 3), its face. distance: to the picture, in grey levels. drawn: the distance of
    the nearest of steps x starts random draws. is_face: whether the picture is as much like faces of the model as they
    are, see `are_faces`.
    """

    z: Latent
    face: Face
    distance: float
    drawn: float
    is_face: bool

    @property
    def failed(self) -> bool:
        """Whether the model cannot draw the picture: it is no face, or the search ends hardly below random draws."""
        return not self.is_face or self.distance > FAILED * self.drawn


def find_z(G: Generator, picture: ArrayLike, steps: int = STEPS, starts: int = STARTS, seed: int = 0) -> Found:
    """The z of G whose face is nearest to a picture uint8 (S, S, 3) of G's size, see `Found`.

    The search starts from the nearest of many random draws, `starts` at once, and takes `steps` steps of Adam with a
    progress bar. The same seed gives the same z. Raises LatentFacesError for a picture of another size or type, and for
    more than a million steps x starts.
    """
    instance("G", G, Generator, "a generator, such as `load_generator` returns")
    picture = as_pictures("The picture", picture)
    if picture.shape != (G.size, G.size, 3):
        raise LatentFacesError(
            f"{G.name} draws faces of {G.size} x {G.size} pixels; give one picture of that size, uint8 ({G.size}, "
            f"{G.size}, 3), as `load_faces(folder, {G.size}).images[0]` is, not {picture.shape}."
        )
    starts = whole_number("The starts", starts, 1, 1000)
    # The search draws a random face for each step of each start.
    steps = whole_number(f"The steps of a search from {starts} starts", steps, 1, MOST // starts)
    return next(find_all(G, picture[None], steps, starts, seed))


def find_all(
    G: Generator, pictures: Images, steps: int = STEPS, starts: int = STARTS, seed: int = 0
) -> Iterator[Found]:
    """What `find_z` finds for each of the pictures uint8 (n, S, S, 3).

    Yields them in order, and searches for BATCH pictures at once, which takes far less time than one by one.
    """
    draws = sample_latent(steps * starts, G, std=START_STD, seed=seed)
    faces = G.faces(draws)
    for start in range(0, len(pictures), BATCH):
        batch = pictures[start : start + BATCH]
        drawn, is_face = np.array([distances(faces, picture) for picture in batch]), are_faces(G, batch)
        near = np.argsort(drawn, axis=1)[:, :starts]
        z = descended(G, np.repeat(batch, starts, axis=0), draws[near.ravel()], steps)
        for picture, tried, before, is_one in zip(batch, z.reshape(len(batch), starts, -1), drawn, is_face):
            ends = G.faces(tried)
            found = distances(ends, picture)
            best = int(found.argmin())
            yield Found(tried[best], ends[best], float(found[best]), float(before.min()), is_one)


def distances(faces: Images, picture: Face) -> PerImage:
    """The distance of each of the faces uint8 (N, S, S, 3) to a picture uint8 (S, S, 3), in grey levels."""
    return 127.5 * np.sqrt(np.asarray(_squares(_floats(picture[None]), _floats(faces))))


def descended(G: Generator, pictures: Images, z: Latents, steps: int) -> Latents:
    """z (n, d) after steps of Adam that bring the face of each nearer to its picture of uint8 (n, S, S, 3)."""
    # The z are the weights of a layer, so Keras' `fit` moves them on any engine; G stays as it is.
    place = keras.Input((), dtype="int32")
    held = layers.Embedding(len(z), G.latent_dim, embeddings_regularizer=keras.regularizers.L2(PRIOR))
    was_trainable, G.network.trainable = G.network.trainable, False
    try:
        model = keras.Model(place, G.network(held(place)))
        held.set_weights([z])
        rate = keras.optimizers.schedules.CosineDecay(RATE, steps)
        model.compile(keras.optimizers.Adam(rate), loss=lambda x, y: ops.sum(_squares(x, y)), jit_compile=False)
        with tqdm(total=steps, desc="finding the face", unit="step", leave=None, file=sys.stdout) as bar:
            model.fit(
                np.arange(len(z)),
                _floats(pictures),
                batch_size=len(z),
                epochs=steps,
                shuffle=False,
                verbose=0,
                callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: bar.update())],
            )
    finally:
        G.network.trainable = was_trainable
    return np.asarray(held.get_weights()[0], np.float32)


def _floats(images: Images) -> Float[np.ndarray, "n S S 3"]:
    return images.astype(np.float32) / 127.5 - 1


def _squares(x: Tensor, y: Tensor) -> Tensor:
    """Mean squared difference of images (N or 1, S, S, 3) in [-1, 1], of coarse and all pixels in equal parts: (N,)."""
    difference = y - x
    part = difference.shape[1] // COARSE
    coarse = ops.average_pool(difference, part) if part > 1 else difference
    return (ops.mean(difference**2, axis=(1, 2, 3)) + ops.mean(coarse**2, axis=(1, 2, 3))) / 2
