"""The stream of training batches: a pure function of faces, seed and step, so that a run can start at any step."""

import functools

import numpy as np
from jaxtyping import Float32

from latentfaces.arrays import Mask, Rows
from latentfaces.backend import keras
from latentfaces.faces.face_set import Faces
from latentfaces.training import hosts


class Batches(keras.utils.PyDataset):
    """Endless real images float32 (batch_size, S, S, 3) in [-1, 1], from `start_step` on; each in a tuple, for Keras.

    The n-th image of a run is row `n % len(faces)` of the shuffle of epoch `n // len(faces)`; every face occurs once in
    an epoch. Without shuffle, the faces keep their order, and each epoch ends with the last full batch; there must be
    at least one. The faces stay in place as uint8: only the rows of a batch are copied. A batch is made on demand, in
    less than a hundredth of the time of a step on a CPU (`make bench`). If several processes train together, each makes
    the whole batch and contributes its part.
    """

    def __init__(
        self,
        faces: Faces,
        batch_size: int,
        seed: int,
        start_step: int = 0,
        flips: bool = False,
        shuffle: bool = True,
    ):
        super().__init__()
        self.images, self.batch_size, self.seed = faces.images, batch_size, seed
        self.start_step, self.flips, self.shuffle = start_step, flips, shuffle

    @property
    def num_batches(self) -> None:
        return None  # no end

    def __getitem__(self, index: int) -> tuple[Float32[np.ndarray, "N S S 3"]]:
        step = self.start_step + index
        x = self.images[self.rows(step)].astype(np.float32) / 127.5 - 1.0
        mirrored = self.mirrored(step)
        x[mirrored] = x[mirrored, :, ::-1]
        return (hosts.own_part(x),)

    def rows(self, step: int) -> Rows:
        """Rows of the faces that a step of the run trains on, int64 (batch_size,)."""
        n_faces = len(self.images)
        if not self.shuffle:
            return np.arange(self.batch_size) + step % (n_faces // self.batch_size) * self.batch_size
        turns = [divmod(n, n_faces) for n in range(step * self.batch_size, (step + 1) * self.batch_size)]
        return np.array([order(n_faces, self.seed, epoch)[place] for epoch, place in turns])

    def mirrored(self, step: int) -> Mask:
        """Whether each face of a step is mirrored left to right, bool (batch_size,)."""
        if not self.flips:
            return np.zeros(self.batch_size, bool)
        return np.random.default_rng((self.seed, 1, step)).random(self.batch_size) < 0.5


@functools.lru_cache(maxsize=4)
def order(n_faces: int, seed: int, epoch: int) -> Rows:
    """Rows of all faces in the order of an epoch, int64 (n_faces,)."""
    return np.random.default_rng((seed, 0, epoch)).permutation(n_faces)
