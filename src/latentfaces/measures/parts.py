"""Traits measured where they are: of the eyes, the mouth and the hair, in the boxes where a set's faces have them.

parts.json holds the boxes of every set whose faces have their parts at known places. `benchmarks/face_parts.py` finds
them in the faces, checks every measure against what is known of the faces, and writes the file.
"""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from latentfaces.arrays import Images, PerImage, Pictures, as_pictures
from latentfaces.checks import choice
from latentfaces.measures import traits

BATCH = 256


class Box(NamedTuple):
    """A part of every face; all four are fractions of the side of the picture."""

    top: float
    left: float
    height: float
    width: float

    def of(self, images: Images) -> Pictures:
        """That part of faces uint8 (n, S, S, 3): uint8 (n, height, width, 3), at least 2 x 2 pixels."""
        size = images.shape[1]
        # The size is rounded by itself, so that boxes of one size in fractions are of one size in pixels.
        height, width = (max(2, round(length * size)) for length in (self.height, self.width))
        top, left = min(round(self.top * size), size - height), min(round(self.left * size), size - width)
        return images[:, top : top + height, left : left + width]


def eye_symmetry(left: Pictures, right: Pictures) -> PerImage:
    """1 minus the mean absolute difference between the left eye and the mirrored right one, in [0, 1]."""
    return traits.symmetry(np.concatenate([left, right], axis=2))


def eye_sharpness(left: Pictures, right: Pictures) -> PerImage:
    """The mean `sharpness` of both eyes, in [0, 1]."""
    return (traits.sharpness(left) + traits.sharpness(right)) / 2


EYES = ("left eye", "right eye")  # left in the picture
# Measure -> the trait, and the parts of a face that it is measured on; without parts, on the whole face.
MEASURES: dict[str, tuple[Callable[..., PerImage], tuple[str, ...]]] = {
    "brightness": (traits.brightness, ()),
    "colourfulness": (traits.colourfulness, ()),
    "warmth, hair": (traits.warmth, ("hair",)),
    "symmetry, eyes": (eye_symmetry, EYES),
    "sharpness, eyes": (eye_sharpness, EYES),
    "sharpness, mouth": (traits.sharpness, ("mouth",)),
}


def boxes(faces: str | None) -> dict[str, Box]:
    """{part: its `Box`} in faces of a set, "avatars" or "anime"; empty for None, faces whose parts may be anywhere.

    Raises LatentFacesError for a set that is not known.
    """
    if faces is None:
        return {}
    of_sets = _sets()
    known = of_sets[choice("set of faces with parts at known places", faces, of_sets)]
    return {part: Box(*numbers) for part, numbers in known["boxes"].items()}


def measures_of(faces: str | None) -> list[str]:
    """Which of MEASURES the faces of a set have: those on whose parts a `Box` is known. Errors as in `boxes`."""
    known = boxes(faces)
    return [name for name, (_, parts) in MEASURES.items() if all(part in known for part in parts)]


def measure(images: Images, faces: str | None = None) -> pd.DataFrame:
    """Each measure of each of the faces uint8 (N, S, S, 3): a row for every face, a column for each of `measures_of`.

    faces: the set that they are from or that their generator was trained on, see `boxes`. Raises LatentFacesError for a
    set that is not known and for images of another type.
    """
    known, names = boxes(faces), measures_of(faces)
    images = as_pictures("The faces", images)
    tables = []
    for start in range(0, len(images), BATCH):
        batch, columns = images[start : start + BATCH], {}
        for name in names:
            trait, where = MEASURES[name]
            columns[name] = trait(*(known[part].of(batch) for part in where)) if where else trait(batch)
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def real_std(faces: str) -> pd.Series:
    """The standard deviation of each measure over the real faces of a set, as `benchmarks/face_parts.py` measured it.

    An effect divided by it says how much of the variety among real faces the effect is. Errors as in `boxes`.
    """
    return pd.Series(_sets()[choice("set of faces with parts at known places", faces, _sets())]["real_std"])


@cache
def _sets() -> dict[str, Any]:
    return json.loads(files("latentfaces.measures").joinpath("parts.json").read_text("utf-8"))
