"""From a View to faces: draws what the explorer shows, also without the explorer.

`picture(view)` is the picture that the explorer saves.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

import numpy as np
from jaxtyping import Float32
from PIL import Image

from latentfaces.arrays import Images
from latentfaces.checks import instance
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.view import LatentLaw, Pin, View
from latentfaces.latent import MEANS
from latentfaces.models.generator import Generator
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import GAP
from latentfaces.pictures.sheets import enlarged_grid, sheet

AVERAGES = ("mean of faces", "face of mean z")
AVERAGE = 256  # pixels a side of an average face in a saved picture

# Name of a model -> its Generator, loaded once.
Opened = Callable[[str], Generator]
SomeLaw = TypeVar("SomeLaw", bound=LatentLaw)


@dataclass(frozen=True)
class Scene:
    """The pictures of one model G: faces uint8 (n, S, S, 3) in reading order, and the averages of what they show.

    mean_z: the mean of z, float32 (1, d).
    """

    G: Generator
    faces: Images
    mean_z: Float32[np.ndarray, "1 d"]

    @cached_property
    def averages(self) -> Images:
        """The mean of the faces and the face of the mean z, uint8 (2, S, S, 3); drawn only when asked for."""
        return np.concatenate(
            [np.rint(self.faces.mean(axis=0, keepdims=True)).astype(np.uint8), self.G.faces(self.mean_z)]
        )


def open_generator(model: str) -> Generator:
    """`load_generator` for the explorer: all files of the model are read before anything is shown.

    Raises LatentFacesError if there is no such model, or a file of it is damaged.
    """
    G = load_generator(model)
    G.directions, G.real_traits  # noqa: B018
    return G


def fitted(view: View, G: Generator) -> tuple[View, list[str]]:
    """A View without the directions, its own and its pins', that a generator lacks; and their names, sorted."""
    laws = [view, *(pin for pin in view.pins if isinstance(pin, Pin))]
    lacking = {name for law in laws for name in law.directions} - set(G.directions)

    def without(law: SomeLaw) -> SomeLaw:
        kept = {name: strength for name, strength in law.directions.items() if name not in lacking}
        return dataclasses.replace(law, directions=kept)

    pins = tuple(without(pin) if isinstance(pin, Pin) else pin for pin in view.pins)
    return dataclasses.replace(without(view), pins=pins), sorted(lacking)


def scenes(view: View, opened: Opened) -> list[Scene]:
    """The Scene of the view's model and, if it compares, of the other model at the same z.

    Raises LatentFacesError if the view cannot be drawn.
    """
    generators = [opened(name) for name in (view.model, view.compare) if name]
    kinds = [f"{G.latent_dim} coordinates, {G.latent}" for G in generators]
    if len(set(kinds)) > 1:
        raise LatentFacesError(
            f"{view.model} has another kind of z ({kinds[0]}) than {view.compare} ({kinds[1]}); choose two models with "
            "the same kind."
        )
    z, mean_z = view.faces_z(generators[0]), view.mean_z(generators[0])
    return [Scene(G, G.faces(z), mean_z) for G in generators]


def picture(view: View) -> Image.Image:
    """The PIL image of a View: each model's faces and, below them, its two average faces.

    The same view gives the same bytes. Raises LatentFacesError for a view that cannot be drawn.
    """
    shown = scenes(instance("What a picture shows", view, View, "a `View`"), cache(open_generator))
    means = f", mean {MEANS[0]:g} to {MEANS[-1]:g}" if view.show == "sweep" else ""
    return labelled(shown, [scene.G.name + means for scene in shown], view.columns)


def labelled(shown: list[Scene], names: list[str], columns: int) -> Image.Image:
    """PIL image of scenes side by side, each under its model's name: the faces, and below them the two averages."""
    panels = []
    for scene, name in zip(shown, names, strict=True):
        averages = [
            Image.fromarray(face).resize((AVERAGE, AVERAGE), Image.Resampling.NEAREST) for face in scene.averages
        ]
        panels.append(sheet([[enlarged_grid(scene.faces, columns)]], [name]))
        panels.append(sheet([averages], AVERAGES))
    width = max(panel.width for panel in panels) + 4 * GAP
    top = max(panel.height for panel in panels[::2])
    together = Image.new("RGB", (width * len(shown), top + panels[-1].height), "white")
    for i, panel in enumerate(panels):
        together.paste(panel, (i // 2 * width + 2 * GAP, i % 2 * top))
    return together
