"""The Generator: a compiled network that draws faces, and the facts about its latent space.

It draws `BATCH` faces at a time and fills the last batch with z = 0. So one compiled function draws any number of
faces, and a z always gives the same face, whatever other faces are drawn: convolutions divide their work among threads
by the number of images, and round differently for some numbers.
"""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from jaxtyping import Float32
from numpy.typing import ArrayLike

from latentfaces.arrays import Images, Latents, as_floats
from latentfaces.backend import compiled_network, keras
from latentfaces.errors import LatentFacesError
from latentfaces.measures.traits import read_percentiles
from latentfaces.models.directions import Direction, read_directions
from latentfaces.pictures.images import rounded
from latentfaces.run_folder import RunFolder
from latentfaces.storage import file_sha256

# On two CPU cores a face of the smallest networks takes 0.44 ms in batches of 8, 0.36 ms in batches of 16 and 1.2 ms
# alone. A single face, such as a frame of the explorer's walk, costs a whole batch, which is slow for large networks.
BATCH = 8


class Generator:
    """Draws faces of z, uint8 with `faces` and float32 when called, and follows its network's weights if they change.

    name: its name. network: Keras model, z float32 (n, latent_dim) -> images float32 (n, size, size, 3), from -1
    (black) to 1 (white), which values may exceed. latent: the prior of z in training, "normal" for N(0, 1) or "uniform"
    for U(-1, 1). folder: the folder of its directions.json and real_traits.json, if it has any.
    """

    def __init__(self, name: str, network: keras.Model, latent: str = "normal", folder: RunFolder | None = None):
        self.name, self.network, self.latent, self.folder = name, network, latent, folder
        self.latent_dim: int = network.input_shape[1]
        self.size: int = network.output_shape[1]
        self._draw = compiled_network(network)

    def faces(self, z: ArrayLike) -> Images:
        """Faces uint8 (n, size, size, 3) of z (n, latent_dim), for any n; floats are in memory for one batch.

        Raises LatentFacesError for z of another shape, or with numbers that are not finite.
        """
        z = self._checked(z)
        faces = np.empty((len(z), self.size, self.size, 3), np.uint8)
        for rows, images in self._batches(z):
            faces[rows] = rounded(images)
        return faces

    def __call__(self, z: ArrayLike) -> Float32[np.ndarray, "n S S 3"]:
        """Images float32 (n, size, size, 3) of z (n, latent_dim); `to_uint8` converts them to `faces`."""
        z = self._checked(z)
        images = np.empty((len(z), self.size, self.size, 3), np.float32)
        for rows, batch in self._batches(z):
            images[rows] = batch
        return images

    def _checked(self, z: ArrayLike) -> Latents:
        z = as_floats("z", z)
        if z.ndim != 2 or z.shape[1] != self.latent_dim:
            raise LatentFacesError(
                f"{self.name} takes z of shape (n, {self.latent_dim}), but this z has the shape {z.shape}"
                f"{'; give z[None] for a single face' if z.shape == (self.latent_dim,) else ''}."
            )
        return z

    def _batches(self, z: Latents) -> Iterator[tuple[slice, np.ndarray]]:
        for start in range(0, len(z), BATCH):
            rows = slice(start, start + BATCH)
            batch = np.zeros((BATCH, self.latent_dim), np.float32)
            batch[: len(z[rows])] = z[rows]
            yield rows, np.asarray(self._draw(batch))[: len(z[rows])]

    @cached_property
    def directions(self) -> dict[str, Direction]:
        """{name: Direction} of its directions.json, or empty.

        Raises LatentFacesError for a damaged file, or one of another model.
        """
        if not self.folder:
            return {}
        # An earlier state of a run has those of the finished one: along them its faces begin to vary.
        folders = (self.folder, self.folder.finished)
        folder = next((each for each in folders if each.own_or_shipped(each.directions).is_file()), self.folder)
        weights = file_sha256(folder.weights) if folder.weights.is_file() else None
        return read_directions(folder.own_or_shipped(folder.directions), self.latent_dim, weights)

    @cached_property
    def real_traits(self) -> dict[str, list[float]] | None:
        """{trait: its percentiles 0 to 100 over real faces} of its real_traits.json, or None without the file.

        Raises LatentFacesError for a damaged file.
        """
        if not self.folder:
            return None
        return read_percentiles(self.folder.real_traits) or read_percentiles(self.folder.finished.real_traits)
