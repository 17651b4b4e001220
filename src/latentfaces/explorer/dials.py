"""The explorer's controls: one widget for each field of a View, and one slider for each direction of its model."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import Any

from ipywidgets import (
    HTML,
    BoundedIntText,
    Button,
    Dropdown,
    FloatSlider,
    HBox,
    IntSlider,
    Layout,
    SelectionSlider,
    Text,
    VBox,
    Widget,
)

from latentfaces.explorer.controls import ACTIONS, CONTROLS, SHAPING, SHOW_LABELS
from latentfaces.explorer.view import LIMITS, View, number
from latentfaces.explorer.words import stop
from latentfaces.models.catalogue import finished_name, pretrained_names, states_of
from latentfaces.models.directions import STEP, Direction

WIDE, TYPED, NARROW, BUTTON, ROW = (
    Layout(width="340px"),
    Layout(width="60px"),
    Layout(width="290px"),
    Layout(width="110px"),
    Layout(flex_flow="row wrap"),
)
NONE = ""  # a Dropdown treats None as no choice
STYLE = {"description_width": "90px"}
WIDE_STYLE = {"description_width": "128px"}  # for the names of directions


def explained(widget: Widget, about: str) -> Widget:
    """The widget, with a tooltip; ipywidgets 7 has another name for it."""
    setattr(widget, "tooltip" if hasattr(widget, "tooltip") else "description_tooltip", about)
    return widget


class Dials(VBox):
    """All controls of a View; on_change(name, value) is called when the user changes a field or a direction "d.NAME".

    The sliders of numbers have a text field with the value; on_type(name, text) is called when the user types another.
    on_new() is called for other faces. The law of z, and directions that are no trait, are hidden where one face is
    shaped. `state` is the walk through the training of a model with earlier states, which are models too. Events that
    come in several threads are taken one after another; whoever calls `show` holds the lock.
    """

    def __init__(
        self,
        on_change: Callable[[str, Any], None],
        on_type: Callable[[str, str], None],
        on_new: Callable[[], None],
        lock: RLock,
    ):
        self._on_change, self._on_type, self._lock, self._is_quiet = on_change, on_type, lock, False
        # What each slider was last set to, by `show` or in the last event that was taken.
        self._known: dict[str, float] = {}
        wide, narrow = {"layout": WIDE, "style": WIDE_STYLE}, {"layout": NARROW, "style": STYLE}
        # The slider's own readout would silently change a value that it cannot show.
        slider = {**wide, "step": STEP, "readout": False}
        self.fields = {
            "mean": FloatSlider(min=LIMITS["mean"][0], max=LIMITS["mean"][1], **slider),
            "std": FloatSlider(min=LIMITS["std"][0], max=LIMITS["std"][1], **slider),
            "truncation": SelectionSlider(options=_truncations(None), **narrow),
            "width": IntSlider(min=LIMITS["width"][0], max=LIMITS["width"][1], **narrow),
            "seed": BoundedIntText(min=0, max=LIMITS["seed"][1], **narrow),
            "show": Dropdown(
                options=[(label, show) for show, label in SHOW_LABELS.items() if show != "face"], **narrow
            ),
            "model": Dropdown(options=pretrained_names(), **narrow),
            "compare": Dropdown(options=[("nothing", NONE)], **narrow),
        }
        for name, widget in self.fields.items():
            widget.description = CONTROLS[name].short
            self._listen(explained(widget, CONTROLS[name].about), name)
        self._states: Mapping[str, int | None] = {}
        training = CONTROLS["state"].short
        # As wide as "400,000 images" beside it needs.
        self.state = SelectionSlider(options=[NONE], description=training, style=STYLE, layout=Layout(width="390px"))
        self._listen(explained(self.state, CONTROLS["state"].about), "model")
        self.new_faces = explained(Button(layout=BUTTON), ACTIONS["new"])
        self.new_faces.on_click(lambda _: on_new())
        self.directions: dict[str, FloatSlider] = {}
        self.typed: dict[str, Text] = {}
        self._ends: Mapping[str, tuple[float, float, str]] | None = None
        self._direction_rows = HBox(layout=ROW)
        self.about = HTML()  # what is to be known of the models
        self._no_traits = HTML(SHAPING["no_traits"])
        # All rows that are only for the study of z share it.
        self._study = Layout(flex_flow="row wrap")
        rows = [
            HBox([self._typable(self.fields[name], name) for name in ("mean", "std")], layout=self._study),
            HBox([self._direction_rows], layout=ROW),
            self._no_traits,
            HBox([self.fields["model"], self.new_faces, self.state], layout=ROW),
            HBox([self.fields[name] for name in ("seed", "compare", "show")], layout=self._study),
            HBox([self.about], layout=ROW),
            HBox([self.fields["truncation"], self.fields["width"]], layout=self._study),
        ]
        super().__init__(rows)

    def show(self, view: View, directions: Mapping[str, Direction]) -> None:
        """Sets every control to the values of a view, without calling on_change; directions: {name: Direction}."""
        known = self.fields["model"].options
        is_other_run = view.model not in self._states
        if is_other_run:
            self._states = states_of(view.model)
        finished, compared = list(self._states)[-1], [view.compare] if view.compare else []
        # An earlier state of a run is no model to choose, but what a link compares with is shown.
        new = [finished_name(name) for name in compared if name not in known]
        names = list(dict.fromkeys([*known, finished, *new]))
        others = list(dict.fromkeys([*names, *compared]))
        with self._quiet():
            self.fields["model"].options = names
            self.fields["compare"].options = [("nothing", NONE), *zip(others, others)]
            with self.state.hold_sync():
                if is_other_run:
                    self.state.options = [(stop(kimg), name) for name, kimg in self._states.items()]
                self.state.value = view.model
            self.state.layout.display = None if len(self._states) > 1 else "none"
            truncation = self.fields["truncation"]
            with truncation.hold_sync():  # otherwise new options move the handle to the left end first
                truncation.options = _truncations(view.truncation)
                for name, widget in self.fields.items():
                    value = finished if name == "model" else getattr(view, name)
                    if (name, value) != ("show", "face"):
                        self._set(name, widget, NONE if value is None else value)
            was_face, is_face = self._study.display == "none", view.show == "face"
            # All states of a run have the same sliders, which stay.
            ends = {name: (each.low, each.high, each.about) for name, each in directions.items()}
            is_new = ends != self._ends
            if is_new:
                self._ends, old, rows = ends, self.directions, self._direction_rows.children
                self.directions = {name: self._slider(name, each) for name, each in directions.items()}
                for name in old:
                    del self.typed[f"d.{name}"]
                    self._known.pop(f"d.{name}", None)
                self._direction_rows.children = [
                    self._typable(slider, f"d.{name}") for name, slider in self.directions.items()
                ]
                for widget in (widget for row in rows for widget in (*row.children, row)):
                    widget.close()
            for (name, slider), row in zip(self.directions.items(), self._direction_rows.children, strict=True):
                self._set(f"d.{name}", slider, view.directions.get(name, 0.0))
                # What changes the face can be set back.
                is_shown = not is_face or directions[name].is_trait or name in view.directions
                # Nor does it vanish under the hand that drags it over 0.
                is_shown = is_shown or (was_face and not is_new and row.layout.display is None)
                row.layout.display = None if is_shown else "none"
            self.new_faces.description = SHAPING["another" if is_face else "new_faces"]
            self._study.display = "none" if is_face else None
            has_traits = any(direction.is_trait for direction in directions.values())
            self._no_traits.layout.display = "none" if has_traits or not is_face else None
            values = {"mean": view.mean, "std": view.std, **{f"d.{name}": x for name, x in view.directions.items()}}
            for name, text in self.typed.items():
                text.value = number(values.get(name, 0.0))

    def _slider(self, name: str, direction: Direction) -> FloatSlider:
        slider = FloatSlider(
            0.0,
            min=direction.low,
            max=direction.high,
            step=STEP,
            readout=False,
            description=name,
            layout=WIDE,
            style=WIDE_STYLE,
        )
        self._listen(explained(slider, direction.about), f"d.{name}")
        return slider

    def _typable(self, slider: FloatSlider, name: str) -> HBox:
        """A slider with a text field for its value."""
        # The name is for those who do not see the slider's.
        named = {"description": f"{slider.description}, number", "style": {"description_width": "0"}}
        text = Text(continuous_update=False, layout=TYPED, **named)
        text.observe(lambda change: self._is_quiet or self._on_type(name, change["new"]), "value")
        self.typed[name] = text
        return HBox([slider, text])

    def _listen(self, widget: Widget, name: str) -> None:
        def changed(change: Mapping[str, Any]) -> None:
            new = change["new"]
            with self._lock:
                # While this event waited for another thread, the widget may have been set to something newer.
                if self._is_quiet or widget.value != new:
                    return
                if isinstance(widget, FloatSlider):
                    # A slider in a browser may report the value that it was set to, with a rounding error.
                    if _is_near(new, change["old"]):
                        return
                    self._known[name] = new
                self._on_change(name, None if new == NONE else round(new, 4) if isinstance(new, float) else new)

        widget.observe(changed, "value")

    def _set(self, name: str, widget: Widget, value: Any) -> None:
        if isinstance(widget, FloatSlider):
            # Setting a slider while the user drags it, even by a rounding error, interrupts the drag. Its value may be
            # ahead of the view, by an event that waits for this drawing.
            if _is_near(self._known.get(name, widget.value), value):
                return
            self._known[name] = value
            # A browser would move to the nearest step and report it like a change by the user.
            value = round(widget.min + STEP * round((value - widget.min) / STEP), 9)
        widget.value = value

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[None]:
        self._is_quiet = True
        try:
            yield
        finally:
            self._is_quiet = False


def _is_near(a: float, b: float) -> bool:
    return abs(a - b) < STEP / 100


def _truncations(value: float | None) -> list[tuple[str, float | str]]:
    """The options of the truncation slider, with "off" at its right end, and the value of a link if it has another."""
    steps = {round(0.5 + STEP * i, 2) for i in range(51)} | ({value} if value else set())
    return [*((number(step), step) for step in sorted(steps)), ("off", NONE)]
