"""From a View to faces: what the explorer shows is drawn here, and can be drawn again without it.

`picture(view)` is the picture that the explorer saves.
"""

import dataclasses
from functools import cache
from typing import NamedTuple

import numpy as np
from PIL import Image

from latentfaces.backend import compiled
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.view import Pin
from latentfaces.latent import MEANS
from latentfaces.measures.traits import read_percentiles
from latentfaces.models.catalogue import find_model
from latentfaces.models.directions import read_directions
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import GAP, to_uint8
from latentfaces.pictures.sheets import enlarged_grid, sheet

AVERAGES = ("mean of faces", "face of mean z")
AVERAGE = 256  # pixels a side of an average face in a saved picture


class OpenModel:
    """A model that is ready to draw: generator G and, from beside its weights, directions and traits of real faces.

    name: a shipped model or the folder of a run. Raises LatentFacesError if there is none, or a file is damaged.
    """

    def __init__(self, name):
        self.name, self.G = name, load_generator(name)
        folder = find_model(name)
        self.directions = read_directions(folder.directions, self.G.latent_dim)
        self.real_traits = read_percentiles(folder.real_traits)
        # A compiled call takes a tenth of what `predict` does; the first one compiles.
        self._drawn = compiled(lambda z: self.G(z, training=False), reduce_retracing=True)

    def faces(self, z):
        """Faces uint8 (n, S, S, 3) of z float32 (n, d)."""
        return to_uint8(self._drawn(z))


class Scene(NamedTuple):
    """What one model shows: faces uint8 (n, S, S, 3) in reading order, and the two average faces (2, S, S, 3)."""

    faces: np.ndarray
    averages: np.ndarray


def fitted(view, model):
    """A View without directions, its own and its pins', that an `OpenModel` has not; and the names left out, sorted."""
    laws = [view, *(pin for pin in view.pins if isinstance(pin, Pin))]
    lacking = {name for law in laws for name in law.directions} - set(model.directions)

    def without(law):
        kept = {name: strength for name, strength in law.directions.items() if name not in lacking}
        return dataclasses.replace(law, directions=kept)

    pins = tuple(without(pin) if isinstance(pin, Pin) else pin for pin in view.pins)
    return dataclasses.replace(without(view), pins=pins), sorted(lacking)


def scenes(view, opened):
    """[(OpenModel, Scene)]: of the view's model and, if it compares, of the other one at the same z.

    opened: function name -> OpenModel, which remembers. Raises LatentFacesError for what cannot be drawn.
    """
    models = [opened(name) for name in (view.model, view.compare) if name]
    kinds = [f"{model.G.latent_dim} coordinates, {model.G.latent}" for model in models]
    if len(set(kinds)) > 1:
        raise LatentFacesError(
            f"{view.model} has another kind of z ({kinds[0]}) than {view.compare} ({kinds[1]}), so they share none; "
            "choose two of the same kind."
        )
    z = np.concatenate([view.faces_z(models[0]), view.mean_z(models[0])])
    return [(model, _scene(model.faces(z))) for model in models]


def _scene(faces):
    faces, at_mean_z = faces[:-1], faces[-1]
    return Scene(faces, np.stack([np.rint(faces.mean(axis=0)).astype(np.uint8), at_mean_z]))


def picture(view):
    """What a View shows as a PIL image: each model's faces and, under them, its two average faces.

    The same view gives the same bytes. Raises LatentFacesError for a view that cannot be drawn.
    """
    shown = scenes(view, cache(OpenModel))
    means = f", mean {MEANS[0]:g} to {MEANS[-1]:g}" if view.show == "sweep" else ""
    return labelled([scene for _, scene in shown], [model.name + means for model, _ in shown], view.columns)


def labelled(shown, names, columns):
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
