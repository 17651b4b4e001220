"""How far generated faces are from real ones: FID and KID on features that need no download, and neighbours.

The features come from a convolutional network with fixed random weights, which tells distributions of faces apart
well enough to rank models (random embeddings: Naeem et al. 2020, section 5). Numbers compare only with numbers of
the same extractor, size and n.
"""

import numpy as np
import scipy.linalg
from sklearn.neighbors import NearestNeighbors

from latentfaces.backend import keras, layers
from latentfaces.errors import LatentFacesError
from latentfaces.latent import generate, sample_latent

EXTRACTOR = "random-conv-512"
KID_SUBSETS = 20
KID_SUBSET_SIZE = 500


def extract_features(images):
    """Features float64 (N, 512) of faces uint8 (N, S, S, 3); S must be a multiple of 16."""
    images = np.asarray(images)
    x = keras.Input(images.shape[1:])
    y = layers.Rescaling(1 / 127.5, -1)(x)
    for seed, filters in enumerate((64, 128, 128)):
        weights = keras.initializers.HeNormal(seed=seed)
        y = layers.ReLU()(layers.Conv2D(filters, 5, strides=2, padding="same", kernel_initializer=weights)(y))
    y = layers.Flatten()(layers.AveragePooling2D(images.shape[1] // 16)(y))
    return keras.Model(x, y).predict(images, batch_size=64, verbose=0).astype(np.float64)


def fid(a, b):
    """Frechet distance (Heusel et al. 2017) between Gaussians fitted to features (N, d) a and (M, d) b."""
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # The eigenvalues of a product of two covariances are real and not negative, but for rounding.
    overlap = np.sqrt(np.clip(scipy.linalg.eigvals(cov_a @ cov_b).real, 0, None)).sum()
    return float(np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(cov_a) + np.trace(cov_b) - 2 * overlap)


def kid(a, b, seed=0):
    """Kernel distance (Binkowski et al. 2018) between features (N, d) a and (M, d) b, times 1,000: (mean, std).

    Unbiased squared MMD with the kernel (x.y / d + 1)^3, over random subsets; it can fall a little below 0.
    """
    rng = np.random.default_rng(seed)
    m = min(KID_SUBSET_SIZE, len(a), len(b))

    def kernel(x, y):
        return (x @ y.T / x.shape[1] + 1) ** 3

    def estimate():
        x, y = a[rng.choice(len(a), m, replace=False)], b[rng.choice(len(b), m, replace=False)]
        xx, yy = kernel(x, x), kernel(y, y)
        within = (xx.sum() - np.trace(xx) + yy.sum() - np.trace(yy)) / (m * (m - 1))
        return within - 2 * kernel(x, y).mean()

    values = np.array([estimate() for _ in range(KID_SUBSETS)]) * 1000
    return float(values.mean()), float(values.std())


def evaluate(G, faces, n=5000, seed=0):
    """Scores of generator G against real faces, as a dict of plain numbers.

    fid and kid of n generated against n real faces (drawn by seed), and the floor that real faces reach against
    other real faces with n // 2 a side. Fewer than n faces: n becomes their number. Raises LatentFacesError for
    faces of another size than G's, or fewer than 100.
    """
    if tuple(G.output_shape[1:3]) != (faces.size, faces.size):
        raise LatentFacesError(
            f"The model draws faces of {G.output_shape[1]} px and these are {faces.size} px; load them with "
            f"size={G.output_shape[1]}."
        )
    n = min(n, len(faces))
    if n < 100:
        raise LatentFacesError(f"FID and KID of {n} faces say nothing; give at least 100.")
    rows = np.sort(np.random.default_rng(seed).choice(len(faces), n, replace=False))
    real = extract_features(faces.images[rows])
    fake = extract_features(generate(G, sample_latent(n, G, seed=seed)))
    order = np.random.default_rng(seed).permutation(n)
    halves = real[order[: n // 2]], real[order[n // 2 :]]
    kid_mean, kid_std = kid(fake, real, seed)
    return {
        "fid": round(fid(fake, real), 3),
        "kid_x1000": round(kid_mean, 3),
        "kid_x1000_std": round(kid_std, 3),
        "floor_fid": round(fid(*halves), 3),
        "floor_kid_x1000": round(kid(*halves, seed)[0], 3),
        "n": n,
        "extractor": EXTRACTOR,
        "size": faces.size,
        "seed": seed,
    }


def nearest_faces(images, faces, k=1):
    """The k real faces nearest to each image in pixels: (distances (N, k), rows (N, k) into faces).

    images: uint8 (N, S, S, 3); faces: `Faces` of the same size, a multiple of 16.

    The distance is the root mean square over pixels of faces shrunk to 16 x 16, in grey levels of 255, so that a
    shift by a pixel does not hide a copy.
    """
    index = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(_shrink(faces.images))
    distances, rows = index.kneighbors(_shrink(images))
    return distances / 16 / np.sqrt(3), rows


def _shrink(images):
    n, size = images.shape[:2]
    blocks = np.asarray(images).reshape(n, 16, size // 16, 16, size // 16, 3)
    return blocks.mean(axis=(2, 4), dtype=np.float32).reshape(n, -1)
