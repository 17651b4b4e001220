"""What can be measured on a face without a trained reader. Every function: uint8 (N, S, S, 3) -> float (N,)."""

import numpy as np


def brightness(images):
    """Mean luma (ITU-R BT.601) in [0, 1]; 0 is black."""
    return (_unit(images) @ np.array([0.299, 0.587, 0.114], np.float32)).mean(axis=(1, 2))


def warmth(images):
    """Mean of red minus blue, in [-1, 1]; positive is warm."""
    x = _unit(images)
    return (x[..., 0] - x[..., 2]).mean(axis=(1, 2))


def colourfulness(images):
    """Mean over pixels of the largest minus the smallest of red, green and blue (HSV's chroma), in [0, 1]."""
    return np.ptp(_unit(images), axis=-1).mean(axis=(1, 2))


def symmetry(images):
    """1 minus the mean absolute difference between a face and its mirror image, in [0, 1]; 1 is symmetric."""
    x = _unit(images)
    return 1 - np.abs(x - x[:, :, ::-1]).mean(axis=(1, 2, 3))


def sharpness(images):
    """Mean absolute difference between neighbouring pixels, across and down, in [0, 1]; 0 is a flat picture."""
    x = _unit(images)
    return (np.abs(np.diff(x, axis=1)).mean(axis=(1, 2, 3)) + np.abs(np.diff(x, axis=2)).mean(axis=(1, 2, 3))) / 2


def _unit(images):
    return images.astype(np.float32) / 255


TRAITS = {trait.__name__: trait for trait in (brightness, warmth, colourfulness, symmetry, sharpness)}
