"""Array types with shapes for signatures: n images, S pixels a side, d coordinates of z, f features.

A letter is the same number within a call: a function of two `Images` takes equally many of both, of one size. For type
checkers all of these are `np.ndarray`; the tests check type and shape at each call (jaxtyping, tests/conftest.py).
"""

from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Float32, Float64, Int64, UInt8

from latentfaces.checks import told
from latentfaces.errors import LatentFacesError

Face = UInt8[np.ndarray, "S S 3"]
Images = UInt8[np.ndarray, "n S S 3"]
ImageRows = UInt8[np.ndarray, "rows columns S S 3"]
Pictures = UInt8[np.ndarray, "... height width 3"]

Latent = Float32[np.ndarray, "d"]
Latents = Float32[np.ndarray, "n d"]

Features = Float64[np.ndarray, "n f"]
OtherFeatures = Float64[np.ndarray, "m f"]

PerImage = Float[np.ndarray, "n"]
Mask = Bool[np.ndarray, "n"]
Rows = Int64[np.ndarray, "n"]


def as_floats(name: str, values: Any) -> Float32[np.ndarray, "..."]:
    """A user's numbers, an array, a list or a tensor of any shape, as float32.

    Raises LatentFacesError unless all are numbers and finite in float32; name: "z".
    """
    try:
        array = np.asarray(values)
        is_numbers = array.dtype.kind not in "bcmMOSU"
        with np.errstate(over="ignore", invalid="ignore"):
            array = np.asarray(array, np.float32) if is_numbers else array
    except Exception:  # NumPy's for a ragged list, an engine's for a tensor without values
        is_numbers = False
    if not is_numbers:
        raise LatentFacesError(f"{name} must be an array of numbers of one shape, not {told(values)}.")
    if not np.isfinite(array).all():
        raise LatentFacesError(f"{name} of shape {array.shape} must have only numbers that are finite in float32.")
    return array


def as_pictures(name: str, images: Any) -> UInt8[np.ndarray, "... height width 3"]:
    """A user's pictures uint8 (..., H, W, 3), at least one. Raises LatentFacesError for anything else."""
    try:
        array = np.asarray(images)
    except Exception:  # as above
        array = None
    if array is None or array.dtype != np.uint8 or array.ndim < 3 or array.shape[-1] != 3 or not array.size:
        found = told(images) if array is None else f"{array.dtype} {array.shape}"
        raise LatentFacesError(
            f"{name} must be at least one picture, uint8 (n, H, W, 3), not {found}; `to_uint8` converts floats in "
            "[-1, 1]."
        )
    return array


Tensor = Any  # of TensorFlow, JAX or, before a network is called, Keras: mypy cannot use their types
