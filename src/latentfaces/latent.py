"""The latent space: drawing z with a chosen mean and standard deviation, sweeps, averages, interpolation.

N(m, s) means that every coordinate of z has mean m and standard deviation s. All functions are deterministic: the
same seed gives the same bytes.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float32
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from latentfaces.arrays import ImageRows, Images, Latent, Latents
from latentfaces.checks import is_whole_number, whole_number
from latentfaces.errors import LatentFacesError

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
    seed: int | Sequence[int] = 0,
    truncation: float | None = None,
) -> Latents:
    """z float32 (n, d) for generator G: mean + std * (a draw from the prior that G was trained with).

    With a normal prior z is from N(mean, std), and std < 1 is the linear truncation of StyleGAN. With a uniform prior z
    is from U(mean - std, mean + std). The draw depends only on seed: two calls that differ in mean or std move the same
    faces, and a larger n starts with the faces of a smaller one. A truncation t limits every coordinate of a standard
    normal draw to [-t, t] (BigGAN's truncation, Brock et al. 2019, but through the distribution function instead of
    drawing again, so that faces change smoothly with t); a uniform draw does not change.
    Raises LatentFacesError unless n >= 1, std >= 0, truncation > 0, and all are finite.
    """
    if not is_whole_number(n, 1) or not (np.isfinite(mean) and np.isfinite(std) and std >= 0):
        raise LatentFacesError(
            f"Cannot draw n={n} latent vectors with mean={mean} and std={std}: n must be at least 1, std at least "
            "0, and mean and std finite."
        )
    if truncation is not None and not (np.isfinite(truncation) and truncation > 0):
        raise LatentFacesError(f"Cannot truncate at {truncation}: give a number above 0, or None for no truncation.")
    rng = np.random.default_rng(whole_number("The seed", seed, 0))
    shape = (n, G.latent_dim)
    draw = rng.uniform(-1, 1, shape) if G.latent == "uniform" else rng.standard_normal(shape)
    if truncation is not None and G.latent != "uniform":
        draw = ndtri(ndtr(-truncation) + (ndtr(truncation) - ndtr(-truncation)) * ndtr(draw))
    return (mean + std * draw).astype(np.float32)


def generate(G: DrawsFaces, z: ArrayLike) -> Images:
    """Faces uint8 (n, S, S, 3) of z (n, d): `G.faces(z)`."""
    return G.faces(z)


def std_sweep(G: DrawsFaces, stds: Sequence[float], n: int, mean: float = 0.0, seed: int = 0) -> ImageRows:
    """Faces uint8 (len(stds), n, S, S, 3): the same n draws at each standard deviation."""
    return np.stack([G.faces(sample_latent(n, G, mean, std, seed)) for std in stds])


def mean_sweep(G: DrawsFaces, means: Sequence[float], n: int, std: float = 0.4, seed: int = 0) -> ImageRows:
    """Faces uint8 (len(means), n, S, S, 3): the same n draws at each mean."""
    return np.stack([G.faces(sample_latent(n, G, mean, std, seed)) for mean in means])


def average_faces(
    G: DrawsFaces, means: Sequence[float] = MEANS, n: int = 1000, std: float = 0.4, seed: int = 0
) -> tuple[Images, Images]:
    """The two average faces at each mean, uint8 (len(means), S, S, 3) each.

    The first is the pixel mean of n faces of N(mean, std): what those faces have in common, blurred. The second is the
    single face at the mean of z, G((mean, ..., mean)): sharp, because only z is averaged.
    """
    pixel_means = np.stack([G.faces(sample_latent(n, G, mean, std, seed)).mean(axis=0) for mean in means])
    return np.rint(pixel_means).astype(np.uint8), faces_at_mean_z(G, means)


def faces_at_mean_z(G: DrawsFaces, means: Sequence[float] = MEANS) -> Images:
    """The face G((mean, ..., mean)) for each mean: uint8 (len(means), S, S, 3)."""
    return G.faces(np.repeat(np.array(means, np.float32)[:, None], G.latent_dim, axis=1))


def lerp(a: Latent, b: Latent, t: ArrayLike) -> Latents:
    """Straight interpolation of z (d,) a and b at t float (n,) in [0, 1]: float32 (n, d)."""
    t = np.asarray(t, np.float32)[:, None]
    return ((1 - t) * a + t * b).astype(np.float32)


def slerp(a: Latent, b: Latent, t: ArrayLike) -> Latents:
    """Spherical interpolation (White 2016) of z (d,) a and b at t float (n,) in [0, 1]: float32 (n, d).

    The path stays on the shell where N(0, 1) has its mass; a straight line crosses the middle, where draws are rare. If
    a and b are parallel or one of them is zero, the path is the straight line.
    """
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    angle = np.arccos(np.clip(np.dot(a, b) / lengths, -1, 1)) if lengths else 0.0
    # By rounding, parallel vectors have an angle of about the square root of float32's precision.
    if np.sin(angle) < 1e-3:
        return lerp(a, b, t)
    t = np.asarray(t, np.float64)[:, None]
    return ((np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)).astype(np.float32)


def closed_walk(corners: Float32[np.ndarray, "stops d"], frames_between: int) -> Latents:
    """z float32 (n * frames_between, d): along great circles (`slerp`) through corners (n, d), back to the first."""
    t = np.arange(frames_between) / frames_between
    return np.concatenate([slerp(a, b, t) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)])


def walk(G: DrawsFaces, stops: int = 6, frames_between: int = 20, std: float = 0.7, seed: int = 0) -> Latents:
    """z float32 (stops * frames_between, d): a `closed_walk` through `stops` random faces."""
    return closed_walk(sample_latent(stops, G, std=std, seed=seed), frames_between)
