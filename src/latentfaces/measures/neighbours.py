"""The real faces nearest to a generated one: is it new, or a copy?"""

import numpy as np
from jaxtyping import Float, Float32, Int
from sklearn.neighbors import NearestNeighbors

from latentfaces.arrays import Images
from latentfaces.faces.face_set import Faces


def nearest_faces(
    images: Images, faces: Faces, k: int = 1
) -> tuple[Float[np.ndarray, "n {k}"], Int[np.ndarray, "n {k}"]]:
    """The k real faces nearest to each image in pixels: (distances (N, k), rows (N, k) into faces).

    images: uint8 (N, S, S, 3); faces: `Faces` of the same size, a multiple of 16.

    The distance is the root mean square difference of faces shrunk to 16 x 16, in grey levels of 255, so that a shift
    by a pixel does not hide a copy.
    """
    index = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(shrink(faces.images))
    distances, rows = index.kneighbors(shrink(images))
    return distances / 16 / np.sqrt(3), rows


def shrink(images: Images) -> Float32[np.ndarray, "n blocks"]:
    """Faces uint8 (N, S, S, 3) as float32 (N, 16 * 16 * 3) means of square blocks; all pixels if S is below 16."""
    n, size = images.shape[:2]
    block = max(1, size // 16)
    blocks = np.asarray(images).reshape(n, size // block, block, size // block, block, 3)
    return blocks.mean(axis=(2, 4), dtype=np.float32).reshape(n, -1)
