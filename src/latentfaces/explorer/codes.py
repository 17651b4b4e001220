"""z as letters, for a link: a face that was shaped is no draw of a seed, and a friend's browser must show the same.

Each number is rounded to a 128th, which nobody sees in a face, and becomes two letters of base64url. page/src/codes.js
does the same.
"""

import string
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float32

from latentfaces.arrays import Latents, Mask

LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
STEP = 1 / 128
MOST = 2047  # steps: two letters are 12 bits


def rounded_z(z: Latents) -> Latents:
    """z float32 (n, d) in whole steps, from -MOST to MOST of them."""
    return (np.clip(np.rint(z / STEP), -MOST, MOST) * STEP).astype(np.float32)


def is_tellable(z: Sequence[float]) -> bool:
    """Whether z (d,) is the same after it went through a link."""
    return bool(np.array_equal(rounded_z(np.array([z], np.float32))[0], np.asarray(z, np.float64)))


def is_alike(z: Latents, other: Float32[np.ndarray, "1 d"]) -> Mask:
    """Which of z float32 (n, d) are the same face as another z (1, d).

    Each number of both was rounded at most twice, before and after its directions.
    """
    return np.asarray(np.abs(z - other).max(axis=1) < 1.01 * STEP)


def encode(z: Sequence[float]) -> str:
    """The letters of z (d,), two a number."""
    steps = np.rint(np.asarray(z) / STEP).astype(int) + MOST + 1
    return "".join(LETTERS[step >> 6] + LETTERS[step & 63] for step in steps.tolist())


def decode(letters: str) -> tuple[float, ...]:
    """z (d,) of its letters. Raises ValueError for letters that `encode` does not write."""
    values = [LETTERS.index(letter) for letter in letters]
    steps = [64 * high + low - MOST - 1 for high, low in zip(values[::2], values[1::2], strict=True)]
    if not steps or min(steps) < -MOST:
        raise ValueError(f"{letters!r} has no z")
    return tuple(step * STEP for step in steps)
