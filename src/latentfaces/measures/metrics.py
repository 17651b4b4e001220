"""Distances between generated and real faces: FID, KID, precision, recall, density and coverage on features.

Compare numbers only with numbers of the same extractor, size and n; `evaluate` stores all three with them, and the
floor that real faces reach against other real faces.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from jaxtyping import Float64
from sklearn.metrics import pairwise_distances

from latentfaces.arrays import Features, Images, OtherFeatures, PerImage, as_floats
from latentfaces.checks import MOST, instance, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.latent import DrawsFaces, generator, sample_latent
from latentfaces.measures.features import BATCH, EXTRACTORS, extract_features, features_of_batches, load_extractor

KID_SUBSETS = 20
KID_SUBSET_SIZE = 500
NEAREST = 5
MIN_FACES = 100
# Rows of a matrix of distances that are in memory at once.
BLOCK = 500


def fid(a: Features, b: OtherFeatures) -> float:
    """Frechet distance (Heusel et al. 2017) between Gaussians fitted to features (N, d) a and (M, d) b."""
    a, b = _features(a, b, 2)
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # tr sqrt(A B) = tr sqrt(sqrt(A) B sqrt(A)), where sqrt(A) B sqrt(A) is symmetric; only rounding goes below 0.
    values, vectors = np.linalg.eigh(cov_a)
    root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
    overlap = np.sqrt(np.clip(np.linalg.eigvalsh(root @ cov_b @ root), 0, None)).sum()
    return float(np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(cov_a) + np.trace(cov_b) - 2 * overlap)


def kid(a: Features, b: OtherFeatures, seed: int = 0) -> tuple[float, float]:
    """Kernel distance (Binkowski et al. 2018) between features (N, d) a and (M, d) b, times 1,000: (mean, std).

    Unbiased squared MMD with the kernel (x.y / d + 1)^3, over 20 random subsets of half the features, at most 500. It
    can be slightly below 0.
    """
    a, b = _features(a, b, 2)
    rng = np.random.default_rng(whole_number("The seed", seed, 0))
    # At most half, so that the subsets differ and their std measures the uncertainty of the mean.
    m = min(KID_SUBSET_SIZE, max(2, min(len(a), len(b)) // 2))

    def kernel(x: Features, y: Features) -> Float64[np.ndarray, "n n"]:
        return (x @ y.T / x.shape[1] + 1) ** 3

    def estimate() -> float:
        x, y = a[rng.choice(len(a), m, replace=False)], b[rng.choice(len(b), m, replace=False)]
        xx, yy = kernel(x, x), kernel(y, y)
        within = (xx.sum() - np.trace(xx) + yy.sum() - np.trace(yy)) / (m * (m - 1))
        return within - 2 * kernel(x, y).mean()

    values = np.array([estimate() for _ in range(KID_SUBSETS)]) * 1000
    return float(values.mean()), float(values.std())


def prdc(real: Features, fake: OtherFeatures, k: int = NEAREST) -> dict[str, float]:
    """Precision, recall (Kynkaanniemi et al. 2019), density and coverage (Naeem et al. 2020) as a dict.

    real, fake: features (N, d) and (M, d), both with more than k rows. The ball of a point reaches to its k-th
    neighbour of the same kind. precision: the fraction of fakes in the ball of a real face; recall: the fraction of
    real faces in the ball of a fake; density: the number of real balls that contain a fake, on average, divided by k
    (above 1 where fakes crowd); coverage: the fraction of real balls that contain a fake.
    """
    k = whole_number("The number of neighbours k", k, 1)
    real, fake = _features(real, fake, k + 1)
    real_radii, fake_radii = _radii(real, k), _radii(fake, k)
    in_balls, covered, recalled = np.zeros(len(fake)), [], []
    for start in range(0, len(real), BLOCK):
        distances = pairwise_distances(real[start : start + BLOCK], fake)
        inside = distances < real_radii[start : start + BLOCK, None]
        in_balls += inside.sum(axis=0)
        covered.extend(inside.any(axis=1))
        recalled.extend((distances < fake_radii).any(axis=1))
    return {
        "precision": float((in_balls > 0).mean()),
        "recall": float(np.mean(recalled)),
        "density": float(in_balls.mean() / k),
        "coverage": float(np.mean(covered)),
    }


def _features(a: Any, b: Any, least: int) -> tuple[Features, OtherFeatures]:
    """Both as float64 (N, d) and (M, d). Raises LatentFacesError for other shapes, or fewer than `least` rows."""
    for name, features in (("The first features", a), ("The second features", b)):
        shape = as_floats(name, features).shape
        if len(shape) != 2 or shape[0] < least:
            raise LatentFacesError(f"{name} must be an array (n, d) with n at least {least}, not {shape}.")
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if a.shape[1] != b.shape[1]:
        raise LatentFacesError(f"Both features must have the same length d, not {a.shape[1]} and {b.shape[1]}.")
    return a, b


def _radii(features: Features, k: int) -> PerImage:
    """Distance of every row of features (N, d) to its k-th neighbour."""
    radii = np.empty(len(features))
    for start in range(0, len(features), BLOCK):
        distances = pairwise_distances(features[start : start + BLOCK], features)
        # The nearest point is the point itself.
        radii[start : start + BLOCK] = np.partition(distances, k, axis=1)[:, k]
    return radii


def evaluate(G: DrawsFaces, faces: Faces, n: int = 5000, seed: int = 0, extractor: str = "embedded") -> dict[str, Any]:
    """The scores of `compare` for the faces that `batches_to_compare` draws by seed from G and from real faces.

    Raises LatentFacesError for an unusable extractor, or faces that `batches_to_compare` refuses.
    """
    load_extractor(extractor)  # fails early, before faces are drawn
    seed = whole_number("The seed", seed, 0)
    real, fake = batches_to_compare(G, faces, n, seed)
    return compare_batches(real, fake, faces.size, seed, extractor)


def compare(real_images: Images, fake_images: Images, seed: int = 0, extractor: str = "embedded") -> dict[str, Any]:
    """Scores of generated faces against as many real ones, uint8 (n, S, S, 3) each, as a dict of plain numbers.

    The scores are fid, kid, those of `prdc`, and the floors of fid and kid, which compare two halves of the real faces.
    The dict also has n, the extractor and its resize, the size in pixels, and the seed of the subsets. Raises
    LatentFacesError for an unusable extractor.
    """
    seed = whole_number("The seed", seed, 0)
    real, fake = (extract_features(images, extractor) for images in (real_images, fake_images))
    return _scores(real, fake, real_images.shape[1], seed, extractor)


def compare_batches(
    real: Iterator[Images], fake: Iterator[Images], size: int, seed: int = 0, extractor: str = "embedded"
) -> dict[str, Any]:
    """`compare` for faces that come in batches uint8 (n, size, size, 3); only their features stay in memory."""
    return _scores(features_of_batches(real, extractor), features_of_batches(fake, extractor), size, seed, extractor)


def _scores(real: Features, fake: Features, size: int, seed: int, extractor: str) -> dict[str, Any]:
    n = len(real)
    order = np.random.default_rng(seed).permutation(n)
    halves = real[order[: n // 2]], real[order[n // 2 :]]
    kid_mean, kid_std = kid(fake, real, seed)
    return {
        "fid": round(fid(fake, real), 3),
        "kid_x1000": round(kid_mean, 3),
        "kid_x1000_std": round(kid_std, 3),
        **{name: round(value, 4) for name, value in prdc(real, fake).items()},
        "floor_fid": round(fid(*halves), 3),
        "floor_kid_x1000": round(kid(*halves, seed)[0], 3),
        "n": n,
        "extractor": extractor,
        "resize": EXTRACTORS[extractor],
        "size": size,
        "seed": seed,
    }


def batches_to_compare(
    G: DrawsFaces, faces: Faces, n: int = 5000, seed: int = 0
) -> tuple[Iterator[Images], Iterator[Images]]:
    """(real, generated): n faces each, drawn by seed, in batches uint8 (64, S, S, 3); n is at most the number of faces.

    Raises LatentFacesError for faces of another size than G's, or fewer than 100.
    """
    instance("The faces to compare", faces, Faces, "`Faces`, such as `load_faces` returns")
    if generator(G).size != faces.size:
        raise LatentFacesError(
            f"The model draws faces of {G.size} px but these are {faces.size} px; load them with size={G.size}."
        )
    seed = whole_number("The seed", seed, 0)
    n = min(whole_number("The number of faces to compare", n, 1, MOST), len(faces))
    if n < MIN_FACES:
        raise LatentFacesError(f"{n} faces are too few for a meaningful score; give at least {MIN_FACES}.")
    rows = np.sort(np.random.default_rng(seed).choice(len(faces), n, replace=False))
    z = sample_latent(n, G, seed=seed)
    return faces.blocks(BATCH, rows), (G.faces(z[start : start + BATCH]) for start in range(0, n, BATCH))
