"""Shaping one face: small faces like it, at a chosen distance, and the way between the two that were pinned last."""

import dataclasses
from collections.abc import Callable

import numpy as np
from ipywidgets import HTML, Button, FloatSlider, HBox, Layout, VBox

from latentfaces.arrays import Latents
from latentfaces.explorer.codes import rounded_z
from latentfaces.explorer.controls import SHAPING
from latentfaces.explorer.dials import STYLE, explained
from latentfaces.explorer.panels import ClickableFaces
from latentfaces.explorer.view import View
from latentfaces.latent import sample_latent, slerp
from latentfaces.models.directions import shift
from latentfaces.models.generator import Generator

VARIANTS = 6
FIRST_SEED = 2**31  # of the faces like another, beyond those of the button for another face
DISTANCES = {"low": 0.1, "high": 1.0, "step": 0.05, "start": 0.4}


def near(z: Latents, G: Generator, distance: float, seed: int) -> Latents:
    """A z float32 (1, d) between another (distance 0) and a draw of the seed (distance 1).

    It is about as long as both if they are equally long.
    """
    draw = sample_latent(1, G, seed=seed)
    # The mean of a uniform draw and z stays within the prior's cube.
    kept = 1 - distance if G.latent == "uniform" else np.sqrt(1 - distance**2)
    return (kept * z + distance * draw).astype(np.float32)


class Shaping(VBox):
    """What shapes one face besides its traits; on_face(z) is called with the z (d,) of the face that is chosen.

    on_face gets a second argument: whether the directions' strengths stay.
    """

    def __init__(self, on_face: Callable[[tuple[float, ...], bool], None]):
        self._on_face, self._round, self._ends = on_face, 0, np.zeros((0, 0), np.float32)
        self._view: View | None = None
        low, high, step, start = DISTANCES.values()
        slider = {"style": STYLE, "layout": Layout(width="300px"), "readout": False}
        self.distance = FloatSlider(start, min=low, max=high, step=step, description=SHAPING["distance"], **slider)
        # Six faces are too many for each step of a drag.
        self.distance.continuous_update = False
        self.distance.observe(lambda _: self._draw(), "value")
        self.others = Button(description=SHAPING["others"], layout=Layout(width="160px"))
        self.others.on_click(lambda _: self._next_round())
        self.variants = ClickableFaces(self._choose, SHAPING["variant"])
        self.between = FloatSlider(0.5, min=0, max=1, step=0.01, description=SHAPING["cross"], **slider)
        explained(self.between, SHAPING["between"])
        self.between.observe(lambda change: self._cross(change["new"]), "value")
        self._crossing = VBox([HTML(f"<b>{SHAPING['crossing']}</b>"), self.between])
        hint = HTML(f"<b>{SHAPING['like']}</b>: {SHAPING['like_hint']}")
        super().__init__([hint, self.variants, HBox([self.distance, self.others]), self._crossing])

    def show(self, view: View, G: Generator) -> None:
        """Follows a view of one face: draws the faces like it, and offers to cross the last two of its pins."""
        if view == self._view:
            return
        news = self._view is None or (view.pins, view.model) != (self._view.pins, self._view.model)
        self._view, self._G = view, G
        self._draw()
        self._crossing.layout.display = None if len(view.pins) > 1 else "none"
        if news:
            self._ends = np.zeros((0, 0), np.float32)
            self.between.value = 0.5
            self._ends = view.pins_z(G)[-2:] if len(view.pins) > 1 else self._ends

    def _draw(self) -> None:
        if self._view is None:
            return
        view, G = self._view, self._G
        strengths = shift(G.directions, view.directions)
        base = dataclasses.replace(view, directions={}).faces_z(G)
        seeds = FIRST_SEED + VARIANTS * self._round + np.arange(VARIANTS)
        self._z = rounded_z(np.concatenate([near(base, G, self.distance.value, int(seed)) for seed in seeds]))
        self.variants.show(G.faces((self._z + strengths).astype(np.float32)), VARIANTS, 72 * VARIANTS)

    def _next_round(self) -> None:
        self._round += 1
        self._draw()

    def _choose(self, i: int) -> None:
        self._round += 1
        self._on_face(tuple(self._z[i].tolist()), True)

    def _cross(self, place: float) -> None:
        if len(self._ends):
            first, second = self._ends
            self._on_face(tuple(rounded_z(slerp(first, second, [place]))[0].tolist()), False)
