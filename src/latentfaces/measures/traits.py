"""Traits that can be measured on a face without a trained classifier, and their distribution over real faces.

Every trait is a function uint8 (N, S, S, 3) -> float (N,), also of parts of faces, which need not be square.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Float32

from latentfaces.arrays import Images, PerImage, Pictures, as_pictures
from latentfaces.storage import read_json

BATCH = 64


def brightness(images: Pictures) -> PerImage:
    """Mean luma (ITU-R BT.601) in [0, 1]; 0 is black."""
    return (_unit(images) @ np.array([0.299, 0.587, 0.114], np.float32)).mean(axis=(1, 2))


def warmth(images: Pictures) -> PerImage:
    """Mean of red minus blue, in [-1, 1]; positive is warm."""
    x = _unit(images)
    return (x[..., 0] - x[..., 2]).mean(axis=(1, 2))


def colourfulness(images: Pictures) -> PerImage:
    """Mean over pixels of the largest minus the smallest of red, green and blue (HSV's chroma), in [0, 1]."""
    red, green, blue = np.moveaxis(_unit(images), -1, 0)
    # Channel by channel, which is five times faster than NumPy's max and min over the last axis.
    largest, smallest = (function(function(red, green), blue) for function in (np.maximum, np.minimum))
    return (largest - smallest).mean(axis=(1, 2))


def symmetry(images: Pictures) -> PerImage:
    """1 minus the mean absolute difference between a face and its mirror image, in [0, 1]; 1 is symmetric."""
    x = _unit(images)
    return 1 - np.abs(x - x[:, :, ::-1]).mean(axis=(1, 2, 3))


def sharpness(images: Pictures) -> PerImage:
    """Mean absolute difference between neighbouring pixels, across and down, in [0, 1]; 0 is a flat picture."""
    x = _unit(images)
    return (np.abs(np.diff(x, axis=1)).mean(axis=(1, 2, 3)) + np.abs(np.diff(x, axis=2)).mean(axis=(1, 2, 3))) / 2


SMALLEST_WITH_GRAIN = 32  # pixels; in a smaller face the corner has one or none, which do not vary


def grain(images: Pictures) -> PerImage:
    """Standard deviation of the pixels in the upper left corner, a sixteenth of each side, in levels of 255.

    For faces of at least `SMALLEST_WITH_GRAIN` pixels.

    In all 20,000 avatars that corner is plain background of one colour, so the grain of real ones is 0, and that of
    noisy ones is the standard deviation of the noise. (The root of the mean variance of the three channels.)
    """
    corner = images[:, : images.shape[1] // 16, : images.shape[2] // 16].astype(np.float64)
    return np.sqrt(corner.var(axis=(1, 2), ddof=1).mean(axis=-1))


def _unit(images: Pictures) -> Float32[np.ndarray, "n height width 3"]:
    return images.astype(np.float32) / 255


TRAITS = {trait.__name__: trait for trait in (brightness, warmth, colourfulness, symmetry, sharpness)}


def percentiles(images: Images) -> dict[str, list[float]]:
    """How each trait is distributed over faces uint8 (N, S, S, 3): {trait: its percentiles 0 to 100}."""
    images = as_pictures("The faces", images)
    return percentiles_of_batches(images[start : start + BATCH] for start in range(0, len(images), BATCH))


def percentiles_of_batches(batches: Iterable[Images]) -> dict[str, list[float]]:
    """`percentiles` of faces that come in batches uint8 (n, S, S, 3)."""
    values = [[trait(batch) for trait in TRAITS.values()] for batch in batches]
    return {
        name: np.percentile(np.concatenate(trait), range(101)).round(5).tolist()
        for name, trait in zip(TRAITS, zip(*values, strict=True), strict=True)
    }


def read_percentiles(path: Path) -> dict[str, list[float]] | None:
    """The result of `percentiles` from the JSON file that `latentfaces evaluate` wrote, or None without the file.

    Raises LatentFacesError for a damaged file.
    """
    if not path.is_file():
        return None

    def parse(table: Any) -> dict[str, list[float]]:
        return {name: np.array(table[name], float).reshape(101).tolist() for name in TRAITS}

    return read_json(path, parse, "delete it, or run `latentfaces evaluate` again")
