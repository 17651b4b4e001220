"""Augmentation of D's inputs, real and generated, so that D cannot memorise a small set of faces.

The gradient of G passes through it (DiffAugment, Zhao et al. 2020: colour, translation and, if wanted, cutout).
"""

from latentfaces.arrays import Tensor
from latentfaces.backend import keras, ops


def augment(x: Tensor, seed: keras.random.SeedGenerator, *, cutout: bool) -> Tensor:
    """Images float32 (N, S, S, 3), each with its own random changes; differentiable in x.

    Brightness changes by up to 0.5, saturation is multiplied by 0 to 2, contrast by 0.5 to 1.5; the image is shifted by
    up to an eighth of its size. Values may leave [-1, 1]; uncovered pixels are 0. seed: a Keras SeedGenerator.
    cutout: also blank a square of half the size of the image.
    """
    n, size = ops.shape(x)[0], x.shape[1]

    def draw(low: float, high: float, *shape: int) -> Tensor:
        return keras.random.uniform((n, *shape), low, high, seed=seed)

    x = x + draw(-0.5, 0.5, 1, 1, 1)
    x = _stretch(x, 3, draw(0.0, 2.0, 1, 1, 1))
    x = _stretch(x, (1, 2, 3), draw(0.5, 1.5, 1, 1, 1))
    reach = size // 8
    down, right = (_shift(size, ops.floor(draw(-reach, reach + 1, 1, 1))) for _ in range(2))
    x = ops.einsum("nij,njkc,nlk->nilc", down, x, right)
    if not cutout:
        return x
    rows, columns = (_near(size, draw(0.0, size, 1)) for _ in range(2))
    return x * (1 - rows[:, :, None, None] * columns[:, None, :, None])


def _stretch(x: Tensor, axes: int | tuple[int, ...], factor: Tensor) -> Tensor:
    """x with its differences from the mean over axes multiplied by factor."""
    mean = ops.mean(x, axis=axes, keepdims=True)
    return mean + factor * (x - mean)


def _shift(size: int, by: Tensor) -> Tensor:
    """Matrices (N, size, size) that shift an image by `by` (N, 1, 1) whole pixels when multiplied with it."""
    at = ops.arange(size, dtype="float32")
    return ops.cast(ops.equal(at[:, None] - at[None, :], by), "float32")


def _near(size: int, centre: Tensor) -> Tensor:
    """1 for the pixels (N, size) within a quarter of the size of centre (N, 1), 0 for all others."""
    return ops.cast(ops.abs(ops.arange(size, dtype="float32") + 0.5 - centre) < size / 4, "float32")
