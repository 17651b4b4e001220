"""The explorer's player: the choice of a slider or the walk, the play button, and the picture of the walk."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ipywidgets import HTML, Dropdown, HBox, Image, Layout, Play, VBox

from latentfaces.arrays import Images
from latentfaces.explorer.animation import FPS, FRAMES, FRAMES_BETWEEN, SLIDERS
from latentfaces.explorer.controls import ACTIONS, CONTROLS, WALK
from latentfaces.explorer.dials import STYLE, explained
from latentfaces.pictures.images import bmp_bytes, grid

PLAYING = "playing" if hasattr(Play, "playing") else "_playing"  # ipywidgets 7 has another name for it


class Player(VBox):
    """Calls on_frame(what, i) for each frame; what: WALK, one of SLIDERS, or "d." and the name of a direction."""

    def __init__(self, on_frame: Callable[[str, int], None]):
        self._on_frame = on_frame
        self.what = Dropdown(description="animate", style=STYLE, layout=Layout(width="290px"))
        explained(self.what, ACTIONS["animate"])
        self.play = explained(Play(max=FRAMES - 1, interval=round(1000 / FPS)), "Play, pause, stop, and repeat.")
        self.play.observe(self._moved_to, "value")
        self.what.observe(lambda _: self._set_length(), "value")
        self.hint, self.walk, self._n_pins = HTML(), Image(format="bmp", layout=Layout(display="none")), 0
        super().__init__([HBox([self.what, self.play, self.hint], layout=Layout(flex_flow="row wrap")), self.walk])

    def _moved_to(self, change: Mapping[str, Any]) -> None:
        # The frame number also changes when the player stops or gets a shorter animation; no frame is due then.
        if self.is_playing:
            self._on_frame(self.what.value, change["new"])

    @property
    def is_playing(self) -> bool:
        return getattr(self.play, PLAYING)

    def stop(self) -> None:
        setattr(self.play, PLAYING, False)

    def show(self, directions: Iterable[str], n_pins: int, is_face: bool) -> None:
        """Offers the sliders in sight, those of directions among them, and a walk through n_pins faces."""
        sliders = [] if is_face else [(CONTROLS[name].short, name) for name in SLIDERS]
        options = (*sliders, *((name, f"d.{name}") for name in directions), (WALK, WALK))
        if self.what.options != options:
            what = self.what.value
            self.what.options = options
            self.what.value = what if what in dict(options).values() else options[0][1]
        if n_pins != self._n_pins:
            self._n_pins = n_pins
            self._set_length()

    def show_walk(self, faces: Images) -> None:
        """Shows a frame of the walk: one face of each model, side by side, uint8 (n, S, S, 3)."""
        self.walk.value = bmp_bytes(grid(faces, len(faces)))
        self.walk.layout.width, self.walk.layout.display = f"{192 * len(faces)}px", None

    def _set_length(self) -> None:
        is_walk = self.what.value == WALK
        self.play.max = (self._n_pins * FRAMES_BETWEEN if is_walk and self._n_pins > 1 else FRAMES) - 1
        self.hint.value = "Pin at least two faces to walk between them." if is_walk and self._n_pins < 2 else ""
        self.walk.layout.display = None if is_walk and self.walk.value and self._n_pins > 1 else "none"
