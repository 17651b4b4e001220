"""The View: a small record of what the explorer shows; it converts to a link, to lines of Python, and to z.

The faces on screen are a function of the View, so notebook and page show the same faces for the same view. A link is a
query string such as ?model=avatars&mean=0.30&std=0.40&seed=7&width=4. Other settings are added if they differ from
their defaults: &compare=anime &trunc=1.50 &d.smile=1.00 &show=sweep, &z=CODE for a face that is no draw of the seed
(see `codes`), and for every pinned face &pin=7~3~0.30~0.40~off~smile~1.00 (seed, index, mean, std, truncation,
directions) or &pin=z~CODE.
"""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import numpy as np

from latentfaces import checks
from latentfaces.arrays import Latents, as_floats
from latentfaces.checks import LARGEST, instance, set_checked, user_path, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.codes import decode, encode, is_alike, is_tellable, rounded_z
from latentfaces.explorer.link_names import LINK_NAMES, meant
from latentfaces.latent import MEANS, sample_latent
from latentfaces.models.directions import shift
from latentfaces.models.generator import Generator

LIMITS = {"mean": (-1, 1), "std": (0, 2), "seed": (0, 2**32 - 1), "truncation": (0.5, 3), "width": (1, 8)}
WHOLE = ("seed", "width", "index")
SHOWS = ("face", "grid", "sweep")
MOST_PINS = 12
NEW_SEEDS = 10_000  # the button for new faces chooses one of these seeds
PIN_LAW = ("seed", "index", "mean", "std")


@dataclass(frozen=True, kw_only=True)
class LatentLaw:
    """The distribution of z.

    mean, std: of every coordinate of z, from -1 to 1 and from 0 to 2.
    seed: of the draw, a whole number from 0 to 2^32 - 1.
    truncation: limits every coordinate of the standard draw to +-truncation, 0.5 to 3; None truncates nothing.
    directions: {name: strength}, added to every z as strength * vector.
    """

    mean: float = 0.0
    std: float = 1.0
    seed: int = 0
    truncation: float | None = None
    directions: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        checked: dict[str, Any] = {}
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name, low)
            if hasattr(self, name) and (name != "truncation" or value is not None):
                checked[name] = check(name, value, low, high)
        directions = instance("The directions of a view", self.directions, Mapping, "{name: strength}")
        checked["directions"] = {
            checks.text("The name of a direction", name): check(f"d.{name}", strength)
            for name, strength in directions.items()
        }
        set_checked(self, checked)

    def z(self, n: int, G: Generator) -> Latents:
        """z float32 (n, d) for a generator; each row depends only on the law and its own number."""
        z = sample_latent(n, G, self.mean, self.std, self.seed, self.truncation)
        return z + shift(G.directions, self.directions)


def check(name: str, value: Any, low: float = -LARGEST, high: float = LARGEST) -> float:
    """value as a finite number (a whole one where its name says so). Raises LatentFacesError outside [low, high]."""
    if name in WHOLE:
        return whole_number(f"The {name} of a view", value, low, high)
    return checks.number(f"The {name} of a view", value, low, high)


@dataclass(frozen=True, kw_only=True)
class Pin(LatentLaw):
    """A pinned face: number `index` of a law's draw."""

    index: int

    def __post_init__(self) -> None:
        super().__post_init__()
        check("index", self.index, 0, LIMITS["width"][1] ** 2 - 1)


@dataclass(frozen=True, kw_only=True)
class View(LatentLaw):
    """Everything that the explorer shows.

    model, compare: names of models or folders of runs; the second model shows the same z next to the first.
    width: the grid has width x width faces, 1 to 8.
    show: "face", one face; "grid"; or "sweep": the first `width` faces of the draw, one in each row, at ten means
        (`latent.MEANS`).
    face: z of the one face as a tuple of d floats, to which the directions are added; None for the draw's first.
    pins: pinned faces, each a `Pin` or, if it was shaped or came from a file, its z as a tuple of d floats.
    Raises LatentFacesError for an invalid value.
    """

    model: str = "avatars"
    compare: str | None = None
    width: int = 4
    show: str = "grid"
    face: tuple[float, ...] | None = None
    pins: tuple[Pin | tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("model", "compare"):
            if name == "model" or self.compare is not None:
                user_path(f"The {name} of a view", getattr(self, name))
                set_checked(self, {name: os.fspath(getattr(self, name))})
        checks.choice("kind of view", self.show, SHOWS)
        if self.face is not None:
            set_checked(self, {"face": _pin(self.face)})
        pins = instance("The pins of a view", self.pins, tuple | list, "a tuple of `Pin` and of z")
        set_checked(self, {"pins": tuple(_pin(pin) for pin in pins)})
        if len(self.pins) > MOST_PINS:
            raise LatentFacesError(f"At most {MOST_PINS} faces can be pinned; unpin one first.")

    @property
    def columns(self) -> int:
        return {"face": 1, "grid": self.width, "sweep": len(MEANS)}[self.show]

    def faces_z(self, G: Generator) -> Latents:
        """z float32 (n, d) of the faces on screen, in reading order, drawn from a generator's prior."""
        if self.show == "face":
            z = self._pin_z(self.face, G) + shift(G.directions, self.directions) if self.face else self.z(1, G)
            return np.asarray(z, np.float32)
        if self.show == "grid":
            return self.z(self.width**2, G)
        sweep = [dataclasses.replace(self, mean=mean).z(self.width, G) for mean in MEANS]
        return np.stack(sweep, axis=1).reshape(-1, G.latent_dim)

    def mean_z(self, G: Generator) -> Latents:
        """The mean of z, float32 (1, d): `mean` in every coordinate, plus the directions."""
        return dataclasses.replace(self, std=0.0).z(1, G)

    def pins_z(self, G: Generator) -> Latents:
        """z float32 (len(pins), d) of the pinned faces. Raises LatentFacesError for a z with another d."""
        return np.concatenate([self._pin_z(pin, G) for pin in self.pins])

    @staticmethod
    def _pin_z(pin: Pin | tuple[float, ...], G: Generator) -> Latents:
        if isinstance(pin, Pin):
            return pin.z(pin.index + 1, G)[-1:]
        if len(pin) != G.latent_dim:
            raise LatentFacesError(
                f"This z has {len(pin)} coordinates but {G.name} takes {G.latent_dim}; choose the model that it was "
                "drawn for."
            )
        return np.array([pin], np.float32)

    def to_pin(self, cell: int, G: Generator) -> Pin | tuple[float, ...]:
        """The face in a cell of the screen, counted from 0 in reading order, as one of `pins`."""
        if self.show == "face" and self.face:
            return tuple(rounded_z(self.faces_z(G))[0].tolist())
        return self.pin(cell)

    def pins_without(self, cell: int, G: Generator) -> tuple[Pin | tuple[float, ...], ...]:
        """The pins other than the face in a cell of the screen, which may be pinned by its law or by its z."""
        if not self.pins:
            return ()
        alike = is_alike(self.pins_z(G), self.faces_z(G)[cell : cell + 1])
        return tuple(pin for pin, is_same in zip(self.pins, alike, strict=True) if not is_same)

    def shaping(self, pin: Pin | tuple[float, ...], G: Generator) -> "View":
        """The view with a pinned face as the one to shape, its strengths on the sliders."""
        if not isinstance(pin, Pin):
            return dataclasses.replace(self, face=tuple(rounded_z(self._pin_z(pin, G))[0].tolist()), directions={})
        if pin.index:
            plain = dataclasses.replace(pin, directions={})
            face = tuple(rounded_z(self._pin_z(plain, G))[0].tolist())
            return dataclasses.replace(self, face=face, directions=pin.directions)
        law = {field.name: getattr(pin, field.name) for field in dataclasses.fields(LatentLaw)}
        return dataclasses.replace(self, **law, face=None)

    def pin(self, cell: int) -> Pin:
        """The `Pin` of the face in a cell of a grid or sweep, counted from 0 in reading order."""
        law = {name: getattr(self, name) for name in ("mean", "std", "seed", "truncation", "directions")}
        if self.show == "sweep":
            cell, column = divmod(cell, len(MEANS))
            law["mean"] = MEANS[column]
        return Pin(**law, index=cell)

    def query(self) -> str:
        """The view as the query string of a link, which cannot contain z that `codes` would round."""
        parts: list[tuple[str, object]] = [("model", self.model)]
        parts += [("compare", self.compare)] if self.compare else []
        parts += [("mean", number(self.mean)), ("std", number(self.std)), ("seed", self.seed), ("width", self.width)]
        parts += [("trunc", number(self.truncation))] if self.truncation is not None else []
        parts += [(f"d.{name}", number(strength)) for name, strength in self.directions.items() if strength]
        parts += [("show", self.show)] if self.show != "grid" else []
        parts += [("z", encode(self.face))] if self.face and is_tellable(self.face) else []
        parts += [("pin", _pin_text(pin)) for pin in self.pins if isinstance(pin, Pin) or is_tellable(pin)]
        return "?" + "&".join(f"{quote(name)}={quote(str(value))}" for name, value in parts)

    @classmethod
    def from_query(cls, link: str) -> "View":
        """The view of a link: a query string, or an address with one.

        A name that no view has means nothing, because other programs add theirs to a link. Raises LatentFacesError for
        a link without any name of a view, a name that is mistyped, or text instead of a number.
        """
        values: dict[str, Any] = {}
        directions: dict[str, float] = {}
        pins: list[Pin | tuple[float, ...]] = []
        no_link = LatentFacesError(
            f'"{link}" is not a link to a view; such a link looks like ?model=avatars&mean=0.30.'
        )
        try:
            query = urlsplit(link).query if "?" in link else link
            parts = parse_qsl(query.strip(), keep_blank_values=True, strict_parsing=True)
        except ValueError as error:
            raise no_link from error
        if not any(name in LINK_NAMES or name.startswith("d.") or meant(name) for name, _ in parts):
            raise no_link
        for name, text in parts:
            if name.startswith("d."):
                directions[name[2:]] = parse(name, text)
            elif name == "pin":
                pins.append(_parse_pin(text))
            elif name == "z":
                values["face"] = _parse_z(text)
            elif name in ("model", "compare", "show"):
                values[name] = text
            elif name in ("mean", "std", "seed", "width", "trunc"):
                values["truncation" if name == "trunc" else name] = parse(name, text)
            elif known := meant(name):
                raise LatentFacesError(f'The link contains "{name}", which no view has; the nearest is "{known}".')
        return cls(**values, directions=directions, pins=tuple(pins))


# What a visit begins with, but for the model: a face and a grid that every shipped model draws well. Whoever knows
# what is at seed 0, the default of a view and of a link, still finds it there.
START = View(seed=1704)


def _pin(pin: Any) -> "Pin | tuple[float, ...]":
    """A pin of a view: a `Pin`, or z (d,) as a tuple of floats."""
    if isinstance(pin, Pin):
        return pin
    z = as_floats("A pinned z", pin)
    if z.ndim != 1:
        raise LatentFacesError(f"A pinned z must have the shape (d,), not {z.shape}.")
    return tuple(z.tolist())


def number(value: float) -> str:
    """A number with two digits as in a link, 0.30, or with as many as it needs to be read back unchanged."""
    return two_digits(value) if float(two_digits(value)) == value else repr(float(value))


def two_digits(value: float) -> str:
    """A number with two digits after the point, and no minus sign if it rounds to 0."""
    return f"{round(value, 2) + 0.0:.2f}"


def parse(name: str, text: str) -> float:
    """The number in a text. Raises LatentFacesError if the text is not a number."""
    try:
        return int(text) if name in WHOLE else float(text)
    except ValueError as error:
        kind = "whole number" if name in WHOLE else "number"
        raise LatentFacesError(f'A view cannot have {name}={text}: "{text}" is not a {kind}.') from error


def _pin_text(pin: Pin | tuple[float, ...]) -> str:
    if isinstance(pin, tuple):
        return f"z~{encode(pin)}"
    law = [number(pin.mean), number(pin.std), "off" if pin.truncation is None else number(pin.truncation)]
    steps = [text for name, strength in pin.directions.items() if strength for text in (name, number(strength))]
    return "~".join([str(pin.seed), str(pin.index), *law, *steps])


def _parse_z(letters: str) -> tuple[float, ...]:
    try:
        return decode(letters)
    except ValueError as error:
        raise LatentFacesError(f"The link has a face of z={letters}, which is cut off or mistyped.") from error


def _parse_pin(text: str) -> Pin | tuple[float, ...]:
    if text.startswith("z~"):
        return _parse_z(text[2:])
    *law, truncation = text.split("~")[:5]
    steps = text.split("~")[5:]
    try:
        given: dict[str, Any] = {name: parse(name, part) for name, part in zip(PIN_LAW, law, strict=True)}
        given["truncation"] = None if truncation == "off" else parse("truncation", truncation)
        return Pin(**given, directions={k: parse(f"d.{k}", v) for k, v in zip(steps[::2], steps[1::2], strict=True)})
    except ValueError as error:
        raise LatentFacesError(f"The link pins a face as pin={text}, which is cut off or mistyped.") from error
