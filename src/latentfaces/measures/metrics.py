"""Distances between generated and real faces: FID, KID, precision, recall, density and coverage on features.

Compare numbers only with numbers of the same extractor, size, n and compression; `evaluate` stores all of them, and the
floor: what as many other real faces reach against the same real faces.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float64
from sklearn.metrics import pairwise_distances

from latentfaces.arrays import Features, Images, OtherFeatures, PerImage, as_floats
from latentfaces.checks import MOST, instance, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.faces.jpeg import Jpeg
from latentfaces.latent import DrawsFaces, generator, sample_latent
from latentfaces.measures.features import BATCH, EXTRACTORS, extract_features, features_of_batches, load_extractor
from latentfaces.run_folder import RULER

KID_SUBSETS = 20
KID_SUBSET_SIZE = 500
MOST_HELD_OUT = 1000
NEAREST = 5
MIN_FACES = 50
# Rows of a matrix of distances that are in memory at once.
BLOCK = 500


def fid(a: Features, b: OtherFeatures) -> float:
    """Frechet distance (Heusel et al. 2017) between Gaussians fitted to features (N, d) a and (M, d) b."""
    a, b = _features(a, b, 2)
    difference = np.sum((a.mean(0) - b.mean(0)) ** 2)
    # Centred, and scaled so that x^T x and y^T y are the covariances A and B.
    x, y = ((rows - rows.mean(0)) / np.sqrt(len(rows) - 1) for rows in (a, b))
    spread = np.sum(x**2) + np.sum(y**2)
    if max(len(a), len(b)) < a.shape[1]:
        # tr sqrt(A B) is the sum of the singular values of x y^T, which is small if there are few faces.
        return float(difference + spread - 2 * np.linalg.svd(x @ y.T, compute_uv=False).sum())
    # tr sqrt(A B) = tr sqrt(sqrt(A) B sqrt(A)), where sqrt(A) B sqrt(A) is symmetric; only rounding goes below 0.
    values, vectors = np.linalg.eigh(x.T @ x)
    root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
    overlap = np.sqrt(np.clip(np.linalg.eigvalsh(root @ (y.T @ y) @ root), 0, None)).sum()
    return float(difference + spread - 2 * overlap)


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


class HeldOutKid:
    """The KID of generated faces to held-out faces: the same in training, in `evaluate`, and along the std of z.

    n held-out faces, the first `MOST_HELD_OUT`, are compared with as many that a generator draws from seed 0. All have
    the compression of the held-out faces. real: the features of the held-out faces.
    """

    def __init__(self, held_out: Faces, extractor: str = RULER):
        self.extractor, self.jpeg = extractor, held_out.jpeg
        self.n = min(MOST_HELD_OUT, len(held_out))
        self.real = self.features(held_out.images[: self.n])

    def __call__(self, images: Images) -> tuple[float, float]:
        """What `kid` says of faces uint8 (n, S, S, 3)."""
        return kid(self.features(images), self.real)

    def features(self, images: Images) -> Features:
        """Features of faces uint8 (n, S, S, 3) that have the compression of the held-out faces."""
        return extract_features(images, self.extractor, self.jpeg)


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


def realism(real: Features, fake: OtherFeatures, k: int = NEAREST) -> Float64[np.ndarray, " m"]:
    """The realism score (Kynkaanniemi et al. 2019) of each fake, (M,): more than 1 inside the ball of a real face.

    real, fake: features (N, d) and (M, d), both with more than k rows. The ball of a real face reaches to its k-th
    neighbour; the score is its radius divided by the distance between its face and the fake, the largest over the real
    faces. As in the paper the wider half of the balls is left out: a real face with no neighbours makes any fake real.
    """
    k = whole_number("The number of neighbours k", k, 1)
    real, fake = _features(real, fake, k + 1)
    radii = _radii(real, k)
    dense = radii <= np.median(radii)
    # A fake that is a real face would be infinitely real.
    distances = np.maximum(pairwise_distances(real[dense], fake), np.finfo(float).eps)
    return (radii[dense, None] / distances).max(axis=0)


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


class Compared(NamedTuple):
    """The faces of a comparison, n of each kind, in batches uint8 (64, S, S, 3): others are real ones for the floor."""

    real: Iterator[Images]
    generated: Iterator[Images]
    others: Iterator[Images]


def evaluate(
    G: DrawsFaces, faces: Faces, n: int = 5000, seed: int = 0, extractor: str = RULER, others: Faces | None = None
) -> dict[str, Any]:
    """The scores of `compare` for the faces that `batches_to_compare` draws by seed from G and from real faces.

    All have the compression of faces. Raises LatentFacesError for an unusable extractor, or faces that
    `batches_to_compare` refuses.
    """
    load_extractor(extractor)  # fails early, before faces are drawn
    seed = whole_number("The seed", seed, 0)
    return compare_batches(batches_to_compare(G, faces, n, seed, others), faces.size, faces.jpeg, seed, extractor)


def compare(
    real_images: Images,
    fake_images: Images,
    other_images: Images | None = None,
    jpeg: Jpeg | None = None,
    seed: int = 0,
    extractor: str = RULER,
) -> dict[str, Any]:
    """Scores of generated faces against as many real ones, uint8 (n, S, S, 3) each, as a dict of plain numbers.

    The scores are fid, kid and those of `prdc`; with as many other real faces also the floors of fid and kid, which are
    the scores of these. jpeg: the compression that all are given first, see `Faces.jpeg`. The dict also has n, the
    extractor and its resize, the compression, the size in pixels, and the seed of the subsets. Raises LatentFacesError
    for an unusable extractor.
    """
    seed = whole_number("The seed", seed, 0)
    real, fake = (extract_features(images, extractor, jpeg) for images in (real_images, fake_images))
    others = None if other_images is None else extract_features(other_images, extractor, jpeg)
    return _scores(real, fake, others, real_images.shape[1], jpeg, seed, extractor)


def compare_batches(
    images: Compared, size: int, jpeg: Jpeg | None = None, seed: int = 0, extractor: str = RULER
) -> dict[str, Any]:
    """`compare` for faces that come in batches uint8 (n, size, size, 3); only their features stay in memory."""
    real, fake, others = (features_of_batches(batches, extractor, jpeg) for batches in images)
    return _scores(real, fake, others, size, jpeg, seed, extractor)


def _scores(
    real: Features, fake: Features, others: Features | None, size: int, jpeg: Jpeg | None, seed: int, extractor: str
) -> dict[str, Any]:
    kid_mean, kid_std = kid(fake, real, seed)
    floors = {}
    if others is not None:
        floors["floor_fid"] = round(fid(others, real), 3)
        floors["floor_kid_x1000"] = round(kid(others, real, seed)[0], 3)
    return {
        "fid": round(fid(fake, real), 3),
        "kid_x1000": round(kid_mean, 3),
        "kid_x1000_std": round(kid_std, 3),
        **{name: round(value, 4) for name, value in prdc(real, fake).items()},
        **floors,
        "n": len(real),
        "extractor": extractor,
        "resize": EXTRACTORS[extractor],
        "compression": str(jpeg) if jpeg else "none",
        "size": size,
        "seed": seed,
    }


def batches_to_compare(
    G: DrawsFaces, faces: Faces, n: int = 5000, seed: int = 0, others: Faces | None = None
) -> Compared:
    """n real, n generated and n other real faces, drawn by seed.

    others: `Faces` to measure the floor with, such as the training faces if faces are held out; without them, both
    kinds are drawn from faces, none twice. n is reduced to what there is. Raises LatentFacesError for faces of another
    size than G's, or too few.
    """
    instance("The faces to compare", faces, Faces, "`Faces`, such as `load_faces` returns")
    if generator(G).size != faces.size:
        raise LatentFacesError(
            f"The model draws faces of {G.size} px but these are {faces.size} px; load them with size={G.size}."
        )
    seed = whole_number("The seed", seed, 0)
    n = whole_number("The number of faces to compare", n, 1, MOST)
    n = min(n, len(faces) // 2) if others is None else min(n, len(faces), len(others))
    if n < MIN_FACES:
        raise LatentFacesError(
            f"{n} real faces, and as many others for the floor, are too few for a meaningful score; give at least "
            f"{2 * MIN_FACES}."
        )
    rng = np.random.default_rng(seed)
    if others is None:
        rows = rng.choice(len(faces), 2 * n, replace=False)
        others, rows, other_rows = faces, rows[:n], rows[n:]
    else:
        rows, other_rows = (rng.choice(len(some), n, replace=False) for some in (faces, others))
    z = sample_latent(n, G, seed=seed)
    return Compared(
        faces.blocks(BATCH, np.sort(rows)),
        (G.faces(z[start : start + BATCH]) for start in range(0, n, BATCH)),
        others.blocks(BATCH, np.sort(other_rows)),
    )
