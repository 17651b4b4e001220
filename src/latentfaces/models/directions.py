"""Named directions in a model's latent space: directions.json in its folder; the explorer shows them as sliders.

The file is a list of {"name": "smile", "vector": [d floats], "low": -3, "high": 3, "about": "a sentence"}, or
{"weights": the sha256 of the generator's weights that they were found in, "directions": such a list}. An entry that
shapes no trait and is there to be studied says "is_trait": false.
"""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from latentfaces.arrays import Latent
from latentfaces.errors import LatentFacesError
from latentfaces.storage import read_json, write_sealed_json

STEP = 0.05  # of a slider


@dataclass(frozen=True)
class Direction:
    """A direction: `about` says what z + strength * vector changes.

    vector: float32 (d,). strength: from low <= 0 to high >= 0, both whole steps of a slider, so that 0 is a step too.
    is_trait: whether it has the name of a trait that was measured to follow it; such directions shape a face, and the
    others are there to be studied.
    """

    vector: Latent
    low: float
    high: float
    about: str
    is_trait: bool = True


def read_directions(path: Path, latent_dim: int, weights: str | None = None) -> dict[str, Direction]:
    """{name: Direction} from directions.json, empty without the file.

    weights: the sha256 of the generator's weights, if known. Raises LatentFacesError for a damaged file, or one whose
    directions were found in other weights.
    """
    if not path.is_file():
        return {}

    def parse(entries: Any) -> dict[str, Direction]:
        if isinstance(entries, dict):
            if weights not in (None, entries["weights"]):
                raise LatentFacesError(
                    f"{path} has the directions of another model: find this model's with `latentfaces directions`, or "
                    "delete the file to work without directions."
                )
            entries = entries["directions"]
        return {entry["name"]: _direction(entry, latent_dim) for entry in entries}

    return read_json(path, parse, "restore it, or delete it to work without directions")


def write_directions(path: Path, directions: Mapping[str, Direction], weights: str) -> None:
    """Writes directions.json for `read_directions`. Raises LatentFacesError if that fails."""
    entries = [
        {**dataclasses.asdict(direction), "name": name, "vector": [round(float(x), 4) for x in direction.vector]}
        for name, direction in directions.items()
    ]
    write_sealed_json(path, {"weights": weights, "directions": entries})


def _direction(entry: dict[str, Any], latent_dim: int) -> Direction:
    name, vector = entry["name"], np.array(entry["vector"], np.float32)
    if not isinstance(name, str) or "~" in name:
        raise ValueError(f"the name {name} is not text without a ~")
    if vector.shape != (latent_dim,) or not np.isfinite(vector).all():
        raise ValueError(f'the vector of "{name}" is not {latent_dim} numbers')
    low, high = float(entry["low"]), float(entry["high"])
    if not (low <= 0 <= high and STEP <= high - low < math.inf):
        raise ValueError(f'"{name}" goes from {low} to {high}, which must be finite and include 0')
    low, high = (round(STEP * math.trunc(round(end / STEP, 6)), 2) for end in (low, high))
    is_trait = entry.get("is_trait", True)
    if not isinstance(is_trait, bool):
        raise ValueError(f'"is_trait" of "{name}" is {is_trait!r}, which must be true or false')
    return Direction(vector, low, high, str(entry["about"]), is_trait)


def shift(directions: Mapping[str, Direction], strengths: Mapping[str, float]) -> Latent | np.float32:
    """The sum of strength * vector, float32 (d,), or 0 for no strengths ({name: strength}).

    Raises LatentFacesError for a name that is not among the directions ({name: Direction}), or a strength that is out
    of range.
    """
    for name, strength in strengths.items():
        if name not in directions:
            known = f"it has {', '.join(directions)}" if directions else "it has none"
            raise LatentFacesError(f'The model has no direction "{name}": {known}.')
        low, high = directions[name].low, directions[name].high
        if not low <= strength <= high:
            raise LatentFacesError(
                f'The direction "{name}" goes from {low:g} to {high:g}; {strength:g} is out of range.'
            )
    return sum((np.float32(strength) * directions[name].vector for name, strength in strengths.items()), np.float32(0))
