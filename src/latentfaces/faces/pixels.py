"""A user's own array -> uint8 faces: converted where its shape and range leave no doubt, refused elsewhere."""

from typing import Any

import numpy as np

from latentfaces.arrays import Images
from latentfaces.errors import LatentFacesError

BLOCK = 1024
CHANNELS = (1, 3, 4)
ROUNDING = 1e-3  # values may exceed their range by this
# A set in [0, 255] has a value above this, and a set in [-1, 1] has one below minus this fraction of its range.
BRIGHT, DARK = 16, 0.5


def as_faces(images: Any) -> Images:
    """Faces uint8 (N, S, S, 3), contiguous, of an array of images; an array of this form is returned unchanged.

    images: (N, S, S, 3), (N, S, S, 4) with opacity (transparent pixels become white, as in files), grey (N, S, S, 1)
    or (N, S, S), each also with its channels first, (N, C, S, S). Values: uint8; other whole numbers in [0, 255]; or
    floats in [0, 1], [-1, 1] (without opacity) or [0, 255]. Raises LatentFacesError for anything else.
    """
    array = _channels_last(_array(images))
    if array.dtype == np.uint8 and array.shape[-1] == 3:
        return np.ascontiguousarray(array) if not array.flags.c_contiguous else array
    scale, shift = (1.0, 0.0) if array.dtype == np.uint8 else _scale(array)
    faces = np.empty((*array.shape[:3], 3), np.uint8)
    for start in range(0, len(array), BLOCK):
        rows = slice(start, start + BLOCK)
        values = np.clip(array[rows].astype(np.float32) * np.float32(scale) + np.float32(shift), 0, 255)
        if values.shape[-1] == 4:
            opacity = values[..., 3:] / 255
            values = values[..., :3] * opacity + 255 * (1 - opacity)
        faces[rows] = np.rint(values)  # grey is repeated for the three colours
    return faces


def _array(images: Any) -> np.ndarray:
    try:
        array = images if isinstance(images, np.ndarray) else np.asarray(images)
    except Exception as error:  # NumPy's for a ragged list, an engine's for a tensor that is not on this machine
        raise LatentFacesError(
            "The images of `Faces` cannot become one array; give them one size, as uint8 (N, S, S, 3)."
        ) from error
    if array.dtype.kind not in "uif":
        raise LatentFacesError(
            f"The images of `Faces` must be an array of numbers, uint8 (N, S, S, 3) for instance, not {array.dtype} "
            f"{array.shape}."
        )
    return array


def _channels_last(array: np.ndarray) -> np.ndarray:
    """The array as (N, S, S, C), C among CHANNELS."""
    shape = array.shape
    if array.ndim == 3 and shape[0] in CHANNELS and shape[1] == shape[2] > max(CHANNELS):
        raise LatentFacesError(
            f"The images of `Faces` have the shape {shape}, which could be one picture or {shape[0]} grey ones; give "
            "images[None] for one picture, images[..., None] for grey ones."
        )
    if array.ndim == 3 and shape[1] == shape[2]:
        return array[..., None]
    if array.ndim == 4 and shape[1] == shape[2] and shape[3] in CHANNELS and shape[1]:
        return array
    if array.ndim == 4 and shape[2] == shape[3] and shape[1] in CHANNELS and shape[2]:
        return np.moveaxis(array, 1, -1)
    mend = "crop or pad them to squares, or load their files with `load_faces`, which does"
    if array.ndim == 3 and shape[2] in CHANNELS:
        mend = "give a single picture as images[None]"
    raise LatentFacesError(f"The images of `Faces` must be squares, (N, S, S, 3), not {shape}; {mend}.")


def _scale(array: np.ndarray) -> tuple[float, float]:
    """(scale, shift) from the values of an array to [0, 255]."""
    if len(array) == 0:
        raise LatentFacesError(f"The images of `Faces` are none, {array.shape}; give at least one.")
    blocks = [array[start : start + BLOCK] for start in range(0, len(array), BLOCK)]
    low, high = (float(best([best(block) for block in blocks], initial=0)) for best in (np.min, np.max))
    lacks_finite = not (np.isfinite(low) and np.isfinite(high))
    is_float = array.dtype.kind == "f"
    if not lacks_finite:
        if is_float and -ROUNDING <= low and high <= 1 + ROUNDING:
            return 255.0, 0.0
        if is_float and -1 - ROUNDING <= low < -DARK and high <= 1 + ROUNDING and array.shape[-1] != 4:
            return 127.5, 127.5
        if -ROUNDING <= low and BRIGHT <= high <= 255 + ROUNDING:
            return 1.0, 0.0
    found = "NaN or infinity" if lacks_finite else f"values from {low:g} to {high:g}"
    raise LatentFacesError(
        f"The images of `Faces` have {found} as {array.dtype}, which could mean several things; scale them to [0, 255] "
        "and convert them to uint8, or give floats in [0, 1] or [-1, 1]."
    )
