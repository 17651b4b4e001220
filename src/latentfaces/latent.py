"""The latent space: drawing z with a chosen mean and standard deviation, sweeps, averages, interpolation.

N(m, s) means that every coordinate of z has mean m and standard deviation s. All functions are deterministic: the
same seed gives the same bytes.
"""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float32
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from latentfaces.arrays import ImageRows, Images, Latent, Latents, as_floats
from latentfaces.checks import MOST, instance, is_number, is_whole_number, listed, told, whole_number
from latentfaces.errors import LatentFacesError

FARTHEST = 1e36  # largest mean and std: every draw of such a law is finite in float32
# The ten means of Sorokoletova and Fischetto 2021.
MEANS = tuple(round(-1 + 0.2 * i, 1) for i in range(10))


@runtime_checkable
class DrawsFaces(Protocol):
    """The part of a `models.generator.Generator` that this module and the measures need."""

    latent_dim: int
    latent: str
    size: int

    def faces(self, z: ArrayLike) -> Images: ...


def sample_latent(
    n: int,
    G: DrawsFaces,
    mean: float = 0.0,
    std: float = 1.0,
    seed: int = 0,
    truncation: float | None = None,
) -> Latents:
    """z float32 (n, d) for generator G: mean + std * (a draw from the prior that G was trained with).

    With a normal prior z is from N(mean, std), and std < 1 is the linear truncation of StyleGAN. With a uniform prior z
    is from U(mean - std, mean + std). The draw depends only on seed: two calls that differ in mean or std move the same
    faces, and a larger n starts with the faces of a smaller one. A truncation t limits every coordinate of a standard
    normal draw to [-t, t] (BigGAN's truncation, Brock et al. 2019, but through the distribution function instead of
    drawing again, so that faces change smoothly with t); a uniform draw does not change.
    Raises LatentFacesError unless n is from 1 to a million, std >= 0, truncation > 0, and all are finite in float32.
    """
    generator(G)
    if not (is_whole_number(n, 1, MOST) and is_number(mean, -FARTHEST, FARTHEST) and is_number(std, 0, FARTHEST)):
        raise LatentFacesError(
            f"Cannot draw n={told(n)} latent vectors with mean={told(mean)} and std={told(std)}: n must be at least 1 "
            f"and at most {MOST:,}, std at least 0, and mean and std finite in float32."
        )
    if truncation is not None and not (is_number(truncation, 0) and truncation > 0):
        raise LatentFacesError(
            f"Cannot truncate at {told(truncation)}: give a number above 0, or None for no truncation."
        )
    rng = np.random.default_rng(whole_number("The seed", seed, 0))
    shape = (n, G.latent_dim)
    draw = rng.uniform(-1, 1, shape) if G.latent == "uniform" else rng.standard_normal(shape)
    if truncation is not None and G.latent != "uniform":
        draw = ndtri(ndtr(-truncation) + (ndtr(truncation) - ndtr(-truncation)) * ndtr(draw))
    return (float(mean) + float(std) * draw).astype(np.float32)


def generator(G: Any) -> DrawsFaces:
    """G itself. Raises LatentFacesError unless it draws faces."""
    return instance("G", G, DrawsFaces, "a generator, such as `load_generator` returns")


def generate(G: DrawsFaces, z: ArrayLike) -> Images:
    """Faces uint8 (n, S, S, 3) of z (n, d): `G.faces(z)`."""
    return generator(G).faces(z)


def std_sweep(G: DrawsFaces, stds: Sequence[float], n: int, mean: float = 0.0, seed: int = 0) -> ImageRows:
    """Faces uint8 (len(stds), n, S, S, 3): the same n draws at each standard deviation."""
    return np.stack([generate(G, sample_latent(n, G, mean, std, seed)) for std in listed("The stds", stds)])


def mean_sweep(G: DrawsFaces, means: Sequence[float], n: int, std: float = 0.4, seed: int = 0) -> ImageRows:
    """Faces uint8 (len(means), n, S, S, 3): the same n draws at each mean."""
    return np.stack([generate(G, sample_latent(n, G, mean, std, seed)) for mean in listed("The means", means)])


def average_faces(
    G: DrawsFaces, means: Sequence[float] = MEANS, n: int = 1000, std: float = 0.4, seed: int = 0
) -> tuple[Images, Images]:
    """The two average faces at each mean, uint8 (len(means), S, S, 3) each.

    The first is the pixel mean of n faces of N(mean, std): what those faces have in common, blurred. The second is the
    single face at the mean of z, G((mean, ..., mean)): sharp, because only z is averaged.
    """
    means = listed("The means", means)
    pixel_means = np.stack([generate(G, sample_latent(n, G, mean, std, seed)).mean(axis=0) for mean in means])
    return np.rint(pixel_means).astype(np.uint8), faces_at_mean_z(G, means)


def faces_at_mean_z(G: DrawsFaces, means: Sequence[float] = MEANS) -> Images:
    """The face G((mean, ..., mean)) for each mean: uint8 (len(means), S, S, 3)."""
    values = as_floats("The means", listed("The means", means))
    return generator(G).faces(np.repeat(values[:, None], G.latent_dim, axis=1))


def lerp(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Latents:
    """Straight interpolation of z (d,) a and b at t float (n,) in [0, 1]: float32 (n, d).

    Raises LatentFacesError unless a and b are two z of one length, and all numbers finite.
    """
    a, b, t = _ends_and_places(a, b, t)
    return ((1 - t) * a + t * b).astype(np.float32)


def slerp(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Latents:
    """Spherical interpolation (White 2016) of z (d,) a and b at t float (n,) in [0, 1]: float32 (n, d).

    The path stays on the shell where N(0, 1) has its mass; a straight line crosses the middle, where draws are rare. If
    a and b are parallel or one of them is zero, the path is the straight line. Raises LatentFacesError as `lerp` does.
    """
    a, b, _ = _ends_and_places(a, b, t)
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    angle = np.arccos(np.clip(np.dot(a, b) / lengths, -1, 1)) if lengths else 0.0
    # By rounding, parallel vectors have an angle of about the square root of float32's precision.
    if np.sin(angle) < 1e-3:
        return lerp(a, b, t)
    t = np.asarray(t, np.float64).reshape(-1, 1)
    return ((np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)).astype(np.float32)


def _ends_and_places(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> tuple[Latent, Latent, Float32[np.ndarray, "n 1"]]:
    a, b, t = as_floats("z", a), as_floats("z", b), as_floats("t", t)
    if a.ndim != 1 or a.shape != b.shape or t.ndim > 1:
        raise LatentFacesError(
            f"A path needs two z of the same shape (d,) and t of shape (n,), not {a.shape}, {b.shape} and {t.shape}."
        )
    return a, b, t.reshape(-1, 1)


def closed_walk(corners: Float32[np.ndarray, "stops d"], frames_between: int) -> Latents:
    """z float32 (n * frames_between, d): along great circles (`slerp`) through corners (n, d), back to the first."""
    t = np.arange(frames_between) / frames_between
    return np.concatenate([slerp(a, b, t) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)])


def walk(G: DrawsFaces, stops: int = 6, frames_between: int = 20, std: float = 0.7, seed: int = 0) -> Latents:
    """z float32 (stops * frames_between, d): a `closed_walk` through `stops` random faces.

    Raises LatentFacesError for numbers of stops and frames below 1 or over a million in all, and as `sample_latent`.
    """
    stops = whole_number("The stops of a walk", stops, 1, MOST)
    frames_between = whole_number("The frames between two stops", frames_between, 1, MOST // stops)
    return closed_walk(sample_latent(stops, G, std=std, seed=seed), frames_between)
