"""explore("avatars"): sliders for the latent space, in JupyterLab, Colab and VS Code.

The `View` is the explorer's whole state: a control replaces a field of it, and the picture is drawn from the new view.
If a view cannot be drawn or opened, a sentence says why, and the previous view stays.
"""

import asyncio
import dataclasses
import functools
import random
import secrets
import textwrap
import threading
from collections import deque
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Concatenate, ParamSpec, TypeVar

from IPython.display import DisplayHandle, display
from ipywidgets import HTML, Button, HBox, Text, ToggleButtons, VBox

from latentfaces.errors import LatentFacesError
from latentfaces.explorer import animation, saving
from latentfaces.explorer.animation import TRAINING
from latentfaces.explorer.controls import ACTIONS, PIN_HINTS, TABS, WALK
from latentfaces.explorer.dials import ROW, STYLE, Dials, explained
from latentfaces.explorer.panels import ClickableFaces, Panel
from latentfaces.explorer.player import Player
from latentfaces.explorer.readouts import law_of
from latentfaces.explorer.scenes import fitted, open_generator, scenes
from latentfaces.explorer.shaping import Shaping
from latentfaces.explorer.still import display_widget, hiding, still
from latentfaces.explorer.view import NEW_SEEDS, START, View, parse
from latentfaces.explorer.words import TIPS, Tip, about_model, seen
from latentfaces.paths import StrPath

REDRAW_SECONDS = 0.001  # collects the waiting events; a browser sends one at a time and waits for the answer
BESIDE_SECONDS = 0.1  # by then the faces are on the screen, and the average faces and read-outs can follow
SETTLE_SECONDS = 0.4  # after this time without an event, a drag counts as one finished change
UNDO_STEPS = 100
LONGEST_MESSAGE = 600  # characters; the user may paste a whole page by mistake
PIN_WIDTH = 72
# A face without traits, of the law of training, whose sliders are in the other tab.
UNSHAPED: dict[str, Any] = {"mean": View().mean, "std": View().std, "truncation": View().truncation, "directions": {}}


def explore(view: StrPath = "avatars") -> "Explorer":
    """The explorer as a widget; the last line of a notebook cell shows it.

    view: a shipped model, the folder of a run, the link of a view (?model=avatars&mean=0.30), or an .npz file that the
    explorer saved. Raises LatentFacesError if there is no such model, or the link or file is damaged.
    """
    return Explorer(view)


Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def in_turn(
    act: Callable[Concatenate["Explorer", Arguments], Result],
) -> Callable[Concatenate["Explorer", Arguments], Result]:
    """The same method, which waits while another thread acts on the explorer.

    Since JupyterLab 4.4, a kernel takes the events of widgets in a thread beside that of the cells (a subshell), but
    the first ones and what a cell does in that of the cells.
    """

    @functools.wraps(act)
    def act_in_turn(explorer: "Explorer", *args: Arguments.args, **options: Arguments.kwargs) -> Result:
        with explorer.lock:
            return act(explorer, *args, **options)

    return act_in_turn


class Explorer(VBox):
    """See `explore`. `view` is the `View` on screen; `go_to` shows another."""

    def __init__(self, view: StrPath):
        self.lock = threading.RLock()
        self.opened = functools.cache(open_generator)
        self.view = self._shown = saving.open_view(view, START, self.opened)
        self._history: deque[View] = deque(maxlen=UNDO_STEPS)
        self._undone: list[View] = []
        self._settling: asyncio.TimerHandle | None = None
        self._still: DisplayHandle | None = None
        self._still_name = f"latentfaces-still-{secrets.token_hex(4)}"
        self._pins_shown: Any = None
        self._left: dict[str, View] = {}  # what each tab showed last
        self._watched: str | None = None  # the model before the training is played
        self._redraw = newest_only(self.draw, REDRAW_SECONDS)
        self._show_beside_soon = newest_only(self._show_beside, BESIDE_SECONDS)
        self.tabs = ToggleButtons(options=[(label, tab) for tab, label in TABS.items()])
        self.tabs.observe(lambda change: self._open_tab(change["new"]), "value")
        self.tips = HBox([self._tip_button(tip) for tip in TIPS], layout={"flex_flow": "row wrap"})
        self.dials = Dials(self._turn, self._type, self._another, self.lock)
        self.shaping = Shaping(self._shape)
        self.seen, self.law, self.status, self.code, self.pins_hint = HTML(), HTML(), HTML(), HTML(), HTML()
        self.panels = [Panel(self._pin), Panel(self._pin)]
        self.pins = ClickableFaces(self._click_pin, "Pinned face {}: unpin it, or go on from it to shape a face")
        self.player = Player(self._play, self._stop)
        self.link = Text(description="link", continuous_update=False, style=STYLE, layout={"width": "98%"})
        explained(self.link, "This view as a link. Paste another, or the name of an .npz file, and press Enter.")
        self.link.observe(self._follow, "value")
        self._draw()
        self._show_beside()
        self._settle()
        pinned = VBox([self.pins_hint, self.pins])
        saves = [_button(f"save {kind}", kind, functools.partial(self._save, kind)) for kind in saving.KINDS]
        undo = _button("undo", "undo", self._undo)
        redo = _button("redo", "redo", self._redo)
        reset = _button("reset", "reset", self._reset)
        super().__init__(
            [
                self.tabs,
                self.tips,
                self.dials,
                self.seen,
                HBox([self.law, undo, redo, reset, self.status], layout=ROW),
                HBox([*self.panels, self.shaping], layout=ROW),
                pinned,
                self.player,
                HBox(saves, layout=ROW),
                self.link,
                self.code,
                HTML(hiding(self._still_name)),
            ]
        )

    def _ipython_display_(self, **_: Any) -> None:
        """Shows the widget in a notebook, and a still picture for where no kernel runs."""
        display_widget(self)
        self._still = display(self._bundle(), raw=True, display_id=True)

    def _bundle(self) -> dict[str, str]:
        return still(self._shown, self._scenes, self._still_name)

    @in_turn
    def go_to(self, what: StrPath) -> None:
        """Shows the view of a link, an .npz file, or a model's name or folder, or a sentence if that fails."""
        self._stop()
        try:
            self.view = saving.open_view(what, self.view, self.opened)
        except LatentFacesError as error:
            self._refuse(error)
        else:
            self.draw()

    @in_turn
    def _follow(self, change: Mapping[str, Any]) -> None:
        if change["new"] != self._shown.query():
            self.go_to(change["new"])

    @in_turn
    def draw(self) -> None:
        """Shows `view`; if it cannot be drawn, shows a sentence and returns to the previous view."""
        try:
            self._draw()
        except LatentFacesError as error:
            self._refuse(error)

    def _draw(self) -> None:
        view, lacking = fitted(self.view, self.opened(self.view.model))
        shown = scenes(view, self.opened)
        G = shown[0].G
        news = self._pins_shown != (view.model, view.pins)
        pins_z = view.pins_z(G) if news and view.pins else None  # first, because it may fail
        for panel, scene in zip(self.panels, shown):
            panel.show(scene, view)
        self.panels[1].layout.display = None if view.compare else "none"
        self.seen.value = f'<span style="margin:0 12px">{escape(seen(view, G))}</span>'
        self.law.value = f'<span style="font-size:1.4em;margin:0 12px">z ~ {law_of(G, view)}</span>'
        lost = escape(", ".join(lacking))
        self.status.value = f"Left out, because {escape(view.model)} has no direction for: {lost}." if lost else ""
        is_face = view.show == "face"
        self.tabs.value = tab = _tab_of(view)
        self.pins_hint.value = f"<b>pinned faces</b>: {PIN_HINTS[tab]}"
        self.dials.show(view, G.directions)
        self.dials.about.value = escape(" ".join(about_model(scene.G) for scene in shown))
        in_sight = [name for name, each in G.directions.items() if each.is_trait or not is_face]
        self.player.show(in_sight, len(view.pins), len(self.dials.state.options), is_face)
        for widget, is_shown in ((self.shaping, is_face), (self.tips, not is_face), (self.law, not is_face)):
            widget.layout.display = None if is_shown else "none"
        if news:
            self._pins_shown = view.model, view.pins
            self.pins.layout.display = None if view.pins else "none"
            if pins_z is not None:
                self.pins.show(G.faces(pins_z), len(view.pins), PIN_WIDTH * len(view.pins))
        self.view, self._shown, self._scenes = view, view, shown
        self._left[tab] = view
        self._show_beside_soon()
        if self._settling:
            self._settling.cancel()
        self._settling = None if self._watched else later(SETTLE_SECONDS, self._settle)

    @in_turn
    def _show_beside(self) -> None:
        """Draws the average faces and the read-outs after the faces, which the user waits for."""
        for panel, scene in zip(self.panels, self._scenes):
            panel.show_beside(scene)

    def _refuse(self, error: LatentFacesError) -> None:
        self.view = self._shown
        self._stop()
        self.tabs.value = _tab_of(self.view)
        self.dials.show(self.view, self.opened(self.view.model).directions)
        said = escape(textwrap.shorten(str(error), LONGEST_MESSAGE))
        self.status.value = f'<b role="alert" style="color:var(--jp-error-color1,#c62828)">{said}</b>'

    @in_turn
    def _settle(self) -> None:
        """Makes the finished change one step of undo; the link, the lines of Python and the still picture follow."""
        if not self._history or self._history[-1] != self._shown:
            self._history.append(self._shown)
            self._undone.clear()
        if self._shown.show == "face":
            self.shaping.show(self._shown, self._scenes[0].G)
        self.link.value = self._shown.query()
        self.code.value = f"<pre>{escape(saving.python_lines(self._shown))}</pre>"
        if self._still:
            self._still.update(self._bundle(), raw=True)

    @in_turn
    def _stop(self) -> None:
        """Ends an animation. A training was only watched, and leaves the model that was there."""
        self.player.stop()
        if self._watched:
            self.view, self._watched = dataclasses.replace(self.view, model=self._watched), None
            self.draw()

    def _rest(self) -> None:
        """Ends an animation, and makes the newest view one step of undo."""
        self._stop()
        if self.view != self._shown:
            self.draw()
        self._settle()

    @in_turn
    def _turn(self, name: str, value: Any) -> None:
        # The browser reports each frame of an animated slider, perhaps after the next frame; the user did not move it.
        what = self.player.what.value
        if self.player.is_playing and name == ("model" if what == TRAINING else what):
            return
        self._stop()
        try:
            self.view = animation.moved(self.view, name, value)
        except LatentFacesError as error:
            self._refuse(error)
        else:
            self._redraw()

    @in_turn
    def _type(self, name: str, text: str) -> None:
        try:
            value = parse(name, text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
        except LatentFacesError as error:
            self._refuse(error)
        else:
            self._turn(name, value)

    @in_turn
    def _pin(self, cell: int) -> None:
        view, G = self._shown, self._scenes[0].G
        others = view.pins_without(cell, G)
        self._turn("pins", others if len(others) < len(view.pins) else (*others, view.to_pin(cell, G)))

    def _unpin(self, i: int) -> None:
        self._turn("pins", self._shown.pins[:i] + self._shown.pins[i + 1 :])

    @in_turn
    def _undo(self) -> None:
        steps, was_moving = len(self._history), self._watched or self.player.is_playing
        self._rest()
        # What moved is what is taken back, also where it leaves the view as it was.
        if len(self._history) > (steps if was_moving else 1):
            self._undone.append(self._history.pop())
        self.view = self._history[-1]
        self.draw()

    @in_turn
    def _redo(self) -> None:
        self._rest()
        if self._undone:
            self._history.append(self._undone.pop())
        self.view = self._history[-1]
        self.draw()

    @in_turn
    def _reset(self) -> None:
        self._stop()
        if self.view.show == "face":
            self.view = dataclasses.replace(self.view, **UNSHAPED)
        else:
            kept = {name: getattr(self.view, name) for name in ("model", "compare", "pins")}
            self.view = dataclasses.replace(START, **kept)
        self.draw()

    @in_turn
    def _open_tab(self, tab: str) -> None:
        """One face to shape, or many to study: what the tab showed last, by the model and with the pinned faces of now.

        A tab that is opened for the first time takes over the law of the other one.
        """
        if tab == _tab_of(self.view):
            return
        self._stop()
        part: dict[str, Any] = {"show": "face", "compare": None} if tab == "face" else {"show": "grid", "face": None}
        left = self._left.get(tab, dataclasses.replace(self.view, **part))
        self.view = dataclasses.replace(left, model=self.view.model, pins=self.view.pins)
        try:
            self._draw()
        except LatentFacesError:  # the model is another one, which cannot draw that
            self.view = dataclasses.replace(self.view, compare=None, face=None)
            self.draw()

    @in_turn
    def _another(self) -> None:
        """Other faces, or another face to shape."""
        seed = random.randrange(NEW_SEEDS)
        if self.view.show == "face":
            self.view = dataclasses.replace(self.view, face=None, **UNSHAPED)
        self._turn("seed", seed)

    @in_turn
    def _shape(self, face: tuple[float, ...], has_strengths: bool) -> None:
        if not has_strengths:
            self.view = dataclasses.replace(self.view, directions={})
        self._turn("face", face)

    @in_turn
    def _click_pin(self, i: int) -> None:
        if self._shown.show == "face":
            self._stop()
            self.view = self._shown.shaping(self._shown.pins[i], self._scenes[0].G)
            self.draw()
        else:
            self._unpin(i)

    def _tip_button(self, tip: Tip) -> Button:
        button = explained(Button(description=tip.label, layout={"width": "auto"}), tip.about)
        button.on_click(lambda _: self._try(tip))
        return button

    @in_turn
    def _try(self, tip: Tip) -> None:
        """Shows what a tip says, from the same seed, and says what is seen then."""
        self._stop()
        kept = {name: getattr(self.view, name) for name in ("model", "compare", "seed", "pins")}
        self.view = View(**{**kept, **tip.part})
        self.draw()
        if self._shown is self.view:
            self.status.value = escape(tip.about)

    @in_turn
    def _play(self, what: str, i: int) -> None:
        """Frame i of an animation: of a slider on the whole screen, of a walk in the player.

        Where it does not play on, a face of a walk becomes the one to shape, and a state of a training stays.
        """
        G, pace, is_playing = self.opened(self._shown.model), self.player.pace.value, self.player.is_playing
        try:
            if what == WALK:
                self.player.show_walk(animation.walk_faces(self._shown, self.opened, i, pace))
                if is_playing:
                    return
                self.view = animation.walk_view(self._shown, G, i, pace)
            else:
                if what == TRAINING:
                    self._watched = (self._watched or self._shown.model) if is_playing else None
                self.view = animation.slider_views(self._shown, what, G.directions, pace)[i]
            self._redraw()
        except LatentFacesError as error:
            self._refuse(error)

    @in_turn
    def _save(self, kind: str) -> None:
        if kind in ("png", "npz"):
            self._watched = None  # what is on screen is kept
        self._rest()
        self.status.value = "Saving\N{HORIZONTAL ELLIPSIS}"
        try:
            path = saving.save(self._shown, kind, self.player.what.value, self.player.pace.value, self.opened)
        except LatentFacesError as error:
            self._refuse(error)
        else:
            self.status.value = saving.told(path)


def _tab_of(view: View) -> str:
    return "face" if view.show == "face" else "study"


def _button(label: str, action: str, act: Callable[[], None]) -> Button:
    button = explained(Button(description=label, layout={"width": "90px"}), ACTIONS[action])
    button.on_click(lambda _: act())
    return button


def later(seconds: float, act: Callable[[], None]) -> asyncio.TimerHandle | None:
    """Calls act() after `seconds` in the kernel's event loop and returns the timer; without a loop, calls it now."""
    try:
        return asyncio.get_running_loop().call_later(seconds, act)
    except RuntimeError:
        act()
        return None


def newest_only(draw: Callable[[], None], seconds: float) -> Callable[[], None]:
    """A function that schedules one drawing after `seconds`, however often it is called before the drawing starts.

    A dragged slider sends events faster than faces can be drawn; drawing them all would make the grid lag behind. The
    drawing shows the view of the moment when it starts. Each thread schedules its own, because the event loop of
    another may be busy with a cell.
    """
    here = threading.local()

    def run() -> None:
        here.is_asked = False
        draw()

    def ask() -> None:
        if not getattr(here, "is_asked", False):
            here.is_asked = True
            later(seconds, run)

    return ask
