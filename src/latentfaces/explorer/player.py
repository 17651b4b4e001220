"""The explorer's player: what moves and how fast, the play button and its frames, and the picture of the walk."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ipywidgets import HTML, Dropdown, HBox, Image, IntSlider, Layout, Play, VBox

from latentfaces.arrays import Images
from latentfaces.explorer.animation import FPS, FRAMES, FRAMES_BETWEEN, FRAMES_OF_STATE, PACES, SLIDERS, TRAINING
from latentfaces.explorer.controls import ACTIONS, ANIMATING, CONTROLS, WALK
from latentfaces.explorer.dials import STYLE, explained
from latentfaces.pictures.images import bmp_bytes, grid

PLAYING = "playing" if hasattr(Play, "playing") else "_playing"  # ipywidgets 7 has another name for it


class Player(VBox):
    """Calls on_frame(what, i) for each frame that is played, and for one that the user drags to or pauses a walk at.

    what: WALK, TRAINING, one of SLIDERS, or "d." and a direction's name. on_stop() is called when the user ends it, or
    chooses another, or it came to its end.
    """

    def __init__(self, on_frame: Callable[[str, int], None], on_stop: Callable[[], None]):
        self._on_frame, self._on_stop, self._is_quiet = on_frame, on_stop, False
        self.what = Dropdown(description=ANIMATING["move"].lower(), style=STYLE, layout=Layout(width="290px"))
        explained(self.what, ACTIONS["animate"])
        self.pace = Dropdown(
            description=ANIMATING["pace"].lower(), options=tuple(PACES.items()), value=1, layout=Layout(width="180px")
        )
        explained(self.pace, ACTIONS["pace"])
        self.play = explained(Play(max=FRAMES - 1, interval=round(1000 / FPS)), "Play, pause, stop, and repeat.")
        self.frame = IntSlider(description=ANIMATING["frame"].lower(), max=FRAMES - 1, layout=Layout(width="260px"))
        self.play.observe(self._moved_to, "value")
        self.play.observe(self._paused, PLAYING)
        self.frame.observe(self._dragged_to, "value")
        for choice in (self.what, self.pace):
            choice.observe(lambda _: self._start_again(), "value")
        self.hint, self.walk, self._n_pins = HTML(), Image(format="bmp", layout=Layout(display="none")), 0
        self._n_states = 1
        row = [self.what, self.pace, self.play, self.frame, self.hint]
        super().__init__([HBox(row, layout=Layout(flex_flow="row wrap")), self.walk])

    def _moved_to(self, change: Mapping[str, Any]) -> None:
        self.frame.value = change["new"]
        # The frame number also changes when the player stops or gets a shorter animation; no frame is due then.
        if self.is_playing:
            self._on_frame(self.what.value, change["new"])

    def _dragged_to(self, change: Mapping[str, Any]) -> None:
        if change["new"] == self.play.value:  # the slider follows the player
            return
        self.stop()
        self.play.value = change["new"]
        self._on_frame(self.what.value, change["new"])

    @property
    def is_playing(self) -> bool:
        return getattr(self.play, PLAYING)

    def _paused(self, change: Mapping[str, Any]) -> None:
        if change["new"] or self._is_quiet:
            return
        self._on_stop()
        # At either end it was stopped, or it has come to its end.
        if self.what.value == WALK and 0 < self.play.value < self.play.max:
            self._on_frame(WALK, self.play.value)

    def stop(self) -> None:
        """Stops without a call of on_stop."""
        with self._quiet():
            setattr(self.play, PLAYING, False)

    def show(self, directions: Iterable[str], n_pins: int, n_states: int, is_face: bool) -> None:
        """Offers the sliders in sight, those of directions among them, the training, and a walk between pinned faces.

        n_pins, n_states: the numbers of pinned faces, and of states of the training.
        """
        sliders = [] if is_face else [(CONTROLS[name].short, name) for name in SLIDERS]
        training = [(CONTROLS[TRAINING].short, TRAINING)] if n_states > 1 else []
        options = (*sliders, *((name, f"d.{name}") for name in directions), *training, (WALK, WALK))
        if self.what.options != options:
            what = self.what.value
            with self._quiet():  # new options choose the first one
                self.what.options = options
                self.what.value = what if what in dict(options).values() else options[0][1]
            if self.what.value != what:
                self._start_again()
        if (n_pins, n_states) != (self._n_pins, self._n_states):
            self._n_pins, self._n_states = n_pins, n_states
            self._set_length()

    def show_walk(self, faces: Images) -> None:
        """Shows a frame of the walk: one face of each model, side by side, uint8 (n, S, S, 3)."""
        self.walk.value = bmp_bytes(grid(faces, len(faces)))
        self.walk.layout.width, self.walk.layout.display = f"{192 * len(faces)}px", None

    def _start_again(self) -> None:
        """Another animation, or another number of frames, begins at its first frame when it is played."""
        if self._is_quiet:
            return
        self.stop()
        self._on_stop()
        self.play.value = 0
        self._set_length()

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[None]:
        self._is_quiet = True
        try:
            yield
        finally:
            self._is_quiet = False

    def _set_length(self) -> None:
        is_walk = self.what.value == WALK
        frames = {WALK: self._n_pins * FRAMES_BETWEEN, TRAINING: self._n_states * FRAMES_OF_STATE}
        n = FRAMES if is_walk and self._n_pins < 2 else frames.get(self.what.value, FRAMES)
        self.play.max = round(n * self.pace.value) - 1
        self.frame.value, self.frame.max = self.play.value, self.play.max
        self.hint.value = "Pin at least two faces to walk between them." if is_walk and self._n_pins < 2 else ""
        self.walk.layout.display = None if is_walk and self.walk.value and self._n_pins > 1 else "none"
