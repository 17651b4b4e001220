"""Checks of what users give: each returns the value in the plain Python type that the code works with.

A check raises LatentFacesError, one sentence that begins with its argument `name`: "The seed". Numbers may be Python's
or NumPy's, but not booleans. Nothing here imports NumPy; `arrays` checks arrays.
"""

import numbers
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from latentfaces.errors import LatentFacesError

LARGEST = 3.4028234663852886e38  # in float32, in which z and weights are
MOST = 1_000_000  # faces or z in one call: z alone then takes 0.8 GB while it is drawn
LONGEST = 80  # characters of a wrong value in a sentence

Kind = TypeVar("Kind")


def told(value: Any) -> str:
    """A wrong value for a sentence: on one line, and cut where it is long."""
    text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def lowered(name: str) -> str:
    """The name of an argument for the middle of a sentence: "The labels" -> "the labels"."""
    return f"{name[0].lower()}{name[1:]}"


def set_checked(record: Any, values: dict[str, Any]) -> None:
    """Sets fields of a frozen dataclass to their checked values."""
    for name, value in values.items():
        object.__setattr__(record, name, value)


def is_whole_number(value: Any, low: float, high: float | None = None) -> bool:
    """Whether value is a whole number from low to high, both included; without high there is no upper limit."""
    is_whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    return is_whole and low <= value and (high is None or value <= high)


def whole_number(name: str, value: Any, low: float, high: float | None = None) -> int:
    """value as an int. Raises LatentFacesError unless `is_whole_number`."""
    if not is_whole_number(value, low, high):
        limits = f", at least {low}" if high is None else f" from {low} to {high}"
        raise LatentFacesError(f"{name} must be a whole number{limits}, not {told(value)}.")
    return int(value)


def is_number(value: Any, low: float = -LARGEST, high: float = LARGEST) -> bool:
    """Whether value is a number from low to high, both included; by default, any that is finite in float32."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        return False
    try:
        real = float(value)  # a float16 would make the limits float16 too, and infinite
    except OverflowError:  # of a whole number or a fraction
        return False
    return low <= real <= high


def number(name: str, value: Any, low: float = -LARGEST, high: float = LARGEST) -> float:
    """value as a float. Raises LatentFacesError unless `is_number`."""
    if not is_number(value, low, high):
        limits = f", at least {low:g}" if high == LARGEST else f" from {low:g} to {high:g}"
        raise LatentFacesError(f"{name} must be a finite number{'' if low == -LARGEST else limits}, not {told(value)}.")
    return float(value)


def flag(name: str, value: Any) -> bool:
    """value as a bool, from Python's or NumPy's; not 0, 1 or text."""
    if type(value).__name__ not in ("bool", "bool_"):
        raise LatentFacesError(f"{name} must be True or False, not {told(value)}.")
    return bool(value)


def text(name: str, value: Any) -> str:
    """value as it is, if it is text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise LatentFacesError(f"{name} must be text, not {told(value)}.")
    return value


def choice(kind: str, value: Any, choices: Iterable[str]) -> str:
    """value as it is, if it is one of the choices; kind: what it names, "optimizer"."""
    if not isinstance(value, str) or value not in choices:
        shown = f'"{value}"' if isinstance(value, str) else told(value)
        raise LatentFacesError(f"There is no {kind} {shown}; choose one of {', '.join(choices)}.")
    return value


def user_path(name: str, value: Any) -> Path:
    """A path that the user gave, as text or os.PathLike; a `~` at its start is the home folder."""
    given = os.fspath(value) if isinstance(value, os.PathLike) else value
    if not isinstance(given, str) or not given.strip() or "\0" in given:
        raise LatentFacesError(f"{name} must be a path, as text or pathlib.Path, not {told(value)}.")
    return Path(os.path.expanduser(given))


def listed(name: str, values: Any) -> list[Any]:
    """The values as a list, at least one; what they are is checked where they are used. Text is refused."""
    if not isinstance(values, Iterable) or isinstance(values, str | bytes) or not (found := list(values)):
        raise LatentFacesError(f"{name} must be a list with at least one value, not {told(values)}.")
    return found


def labelled(name: str, values: Any) -> dict[str, Any]:
    """The values, a dict {label: value} with at least one; what they are is checked where they are used."""
    listed(name, instance(name, values, Mapping, "a dict with labels as its keys"))
    return {text(f"Each label of {lowered(name)}", label): value for label, value in values.items()}


def instance(name: str, value: Kind, kind: Any, described: str) -> Kind:
    """value as it is, if it is of a class; described: the class in words, "a generator, from `load_generator`"."""
    if not isinstance(value, kind):
        raise LatentFacesError(f"{name} must be {described}, not {told(value)}.")
    return value
