"""The real faces nearest to a generated one: is it new, or a copy?"""

import numpy as np
from jaxtyping import Float, Float32, Int
from sklearn.neighbors import NearestNeighbors

from latentfaces.arrays import Images, as_pictures
from latentfaces.checks import instance, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces


def nearest_faces(
    images: np.ndarray, faces: Faces, k: int = 1
) -> tuple[Float[np.ndarray, "n {k}"], Int[np.ndarray, "n {k}"]]:
    """The k real faces nearest to each image in pixels: (distances (N, k), rows (N, k) into faces).

    images: uint8 (N, S, S, 3); faces: `Faces` of the same size, a multiple of 16.

    The distance is the root mean square difference of faces shrunk to 16 x 16, in grey levels of 255, so that a shift
    by a pixel does not hide a copy. Raises LatentFacesError for images of another size, or k beyond the faces.
    """
    instance("The real faces", faces, Faces, "`Faces`, such as `load_faces` returns")
    k = whole_number("The number of neighbours k", k, 1, len(faces))
    images = as_pictures("The generated faces", images)
    if images.shape[1:] != faces.images.shape[1:]:
        raise LatentFacesError(f"The faces to compare have the shapes {images.shape[1:]} and {faces.images.shape[1:]}.")
    index = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(shrink(faces.images))
    distances, rows = index.kneighbors(shrink(images))
    return distances / 16 / np.sqrt(3), rows


def shrink(images: Images) -> Float32[np.ndarray, "n blocks"]:
    """Faces uint8 (N, S, S, 3) as float32 means of square blocks, (N, 16 * 16 * 3) if S is a multiple of 16.

    Otherwise the blocks are the largest that S divides into, so that a side has at least 16; all pixels if S is below.
    """
    n, size = images.shape[:2]
    block = max(side for side in range(1, max(1, size // 16) + 1) if size % side == 0)
    blocks = np.asarray(images).reshape(n, size // block, block, size // block, block, 3)
    return blocks.mean(axis=(2, 4), dtype=np.float32).reshape(n, -1)
