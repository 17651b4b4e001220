"""Checks of numbers from the user: whole numbers may be Python's or NumPy's, but not booleans."""

import numbers
from typing import Any

from latentfaces.errors import LatentFacesError


def is_whole_number(value: Any, low: float, high: float | None = None) -> bool:
    """Whether value is a whole number from low to high, both included; without high there is no upper limit."""
    is_whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    return is_whole and low <= value and (high is None or value <= high)


def whole_number(name: str, value: Any, low: float, high: float | None = None) -> int:
    """value as an int. Raises LatentFacesError unless `is_whole_number`; name begins the sentence: "The seed"."""
    if not is_whole_number(value, low, high):
        limits = f", at least {low}" if high is None else f" from {low} to {high}"
        raise LatentFacesError(f"{name} must be a whole number{limits}, not {value!r}.")
    return int(value)
