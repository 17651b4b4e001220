"""The explorer's animations: a slider there and back, a walk through the pinned faces, or one through the training."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import UInt8

from latentfaces.arrays import Images, Latents, Pictures
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.codes import rounded_z
from latentfaces.explorer.controls import WALK
from latentfaces.explorer.scenes import Opened, scenes
from latentfaces.explorer.view import LIMITS, View
from latentfaces.latent import closed_walk
from latentfaces.models.catalogue import states_of
from latentfaces.models.directions import Direction
from latentfaces.models.generator import Generator
from latentfaces.pictures.images import grid

SLIDERS = ("mean", "std", "truncation")
TRAINING = "state"  # the control that goes through the training of a run
FRAMES = 48  # of a slider there and back, at a steady pace
FRAMES_BETWEEN = 16  # from one pinned face to the next
FRAMES_OF_STATE = 8  # each state of a run stands still so long
FPS = 12
FILM_SIDE = 300  # pixels; smaller films are enlarged by a whole factor
# A pace -> how many times as many frames the same movement takes.
PACES = {"quick": 0.5, "steady": 1.0, "slow": 2.0}


def moved(view: View, name: str, value: Any) -> View:
    """The view with another value of a field or, for a name such as "d.smile", with a direction's strength."""
    if name.startswith("d."):
        strengths = {**view.directions, name[2:]: value}
        return dataclasses.replace(
            view, directions={name: strength for name, strength in strengths.items() if strength}
        )
    if name == "model" and value == view.compare:
        return dataclasses.replace(view, model=value, compare=view.model)  # the two change places
    return dataclasses.replace(view, **{name: value})


def slider_views(view: View, what: str, directions: dict[str, Direction], pace: float = 1) -> list[View]:
    """FRAMES * pace views in which one slider moves from its low to its high end and back, slower near the ends.

    what: one of SLIDERS or "d." and a name; directions: {name: Direction} of the model. TRAINING instead gives
    FRAMES_OF_STATE * pace views of every state of the model's run, once through its training.
    """
    if what == TRAINING:
        still = round(FRAMES_OF_STATE * pace)
        return [dataclasses.replace(view, model=name) for name in states_of(view.model) for _ in range(still)]
    if what.startswith("d."):
        low, high = directions[what[2:]].low, directions[what[2:]].high
    else:
        low, high = LIMITS[what]
    n = round(FRAMES * pace)
    t = (1 - np.cos(2 * np.pi * np.arange(n) / n)) / 2
    # Where it stops, a link is as short as that of a slider.
    return [moved(view, what, round(float(value), 2) + 0.0) for value in low + (high - low) * t]


def walk_z(view: View, G: Generator, pace: float = 1) -> Latents:
    """z float32 (n, d): a `latent.closed_walk` through the pinned faces of a view, FRAMES_BETWEEN * pace for each.

    Raises LatentFacesError for fewer than two.
    """
    if len(view.pins) < 2:
        raise LatentFacesError("A walk needs at least two pinned faces; click a face to pin it.")
    return closed_walk(view.pins_z(G), round(FRAMES_BETWEEN * pace))


def walk_view(view: View, G: Generator, i: int, pace: float = 1) -> View:
    """The view with the face of frame i of its walk as the one to shape."""
    z = walk_z(view, G, pace)
    face = tuple(rounded_z(z)[i % len(z)].tolist())
    return dataclasses.replace(view, show="face", compare=None, face=face, directions={})


def walk_faces(view: View, opened: Opened, i: int, pace: float = 1) -> Images:
    """Frame i of a view's walk: uint8 (n, S, S, 3), a face of each model in the view, all of the largest size S."""
    generators = [opened(name) for name in (view.model, view.compare) if name]
    z = walk_z(view, generators[0], pace)
    return np.concatenate(_alike([G.faces(z[i % len(z)][None]) for G in generators]))


def frames(view: View, what: str, opened: Opened, pace: float = 1) -> Pictures:
    """The film uint8 (n, H, W, 3) of a walk, slider or training: the faces on screen, with two models side by side.

    Raises LatentFacesError if the view cannot be drawn.
    """
    generators = [scene.G for scene in scenes(view, opened)]
    if what == WALK:
        z = walk_z(view, generators[0], pace)
        return np.concatenate(_alike([G.faces(z) for G in generators]), axis=2)
    return np.stack([_frame(each, opened) for each in slider_views(view, what, generators[0].directions, pace)])


def _frame(view: View, opened: Opened) -> UInt8[np.ndarray, "height width 3"]:
    return side_by_side([scene.faces for scene in scenes(view, opened)], view.columns)


def side_by_side(faces: Sequence[UInt8[np.ndarray, "n _ _ 3"]], columns: int) -> UInt8[np.ndarray, "height width 3"]:
    """The grids of faces uint8 (n, S, S, 3) of each model, beside each other."""
    return np.concatenate([np.asarray(grid(each, columns)) for each in _alike(faces)], axis=1)


def _alike(faces: Sequence[UInt8[np.ndarray, "n _ _ 3"]]) -> list[Images]:
    """Faces uint8 (n, S, S, 3) of each model, all as large as the largest: pixels of the nearest place in the face."""
    side = max(each.shape[1] for each in faces)
    places = [(2 * np.arange(side) + 1) * each.shape[1] // (2 * side) for each in faces]
    return [each[:, here][:, :, here] for each, here in zip(faces, places, strict=True)]
