"""What the explorer says about the faces and the models, for the notebook and, through page/build.py, for the page."""

from typing import Any, NamedTuple

import numpy as np

from latentfaces.arrays import Latents
from latentfaces.explorer.view import View, number
from latentfaces.latent import MEANS
from latentfaces.models.catalogue import pretrained_names
from latentfaces.models.generator import Generator
from latentfaces.models.presets import Preset

MINUS = "\N{MINUS SIGN}"
# What is seen: what the view shows, then how its z differ from those of training.
SEEN = {
    "grid": "{n} faces, each drawn from {d} random numbers z.",
    "one": "A face that the network drew from {d} random numbers.",
    "sweep": "{n} faces, one a row, while the mean of z goes from {low} to {high}.",
    "walk": "On the way from one pinned face to the next.",
    "same": "They do not vary: all faces are the same.",
    "alike": "They vary less than in training: the faces are alike.",
    "odd": "They vary more than in training: some faces are odd.",
    "moved": "Their mean is {mean}; in training it was 0.",
}
ALIKE, ODD = 0.75, 1.25  # standard deviations at which one begins to see it

# What is said of a model where it is chosen.
TRAINED = "{name} was trained for {minutes} minutes, on {kimg} thousand faces, repeats included."
SHORT = (
    "{name} was trained for {minutes} minutes, to show what a network draws before it is done. Compare it with {long}."
)
EARLY = "{name} is {finished} after {images} training images, repeats included."
# Of the walk through the training: what is seen, and its stops.
SEEN_EARLY = "Drawn after {images} training images."
STOP, FINISHED = "{images} images", "finished"
# In saved pictures and films of avatars; some formats hold only ASCII.
CREDIT = "A remix of 'Adventurer' by Lisa Wischofsky, CC BY 4.0, rendered with DiceBear."
# Under the face of the mean z, where a model has not learned to draw one.
PATTERN = "A pattern and no face: training never drew z as short as this one, and this network did not learn it."

# Of the still picture of a notebook that was saved.
STILL = 'A still picture: run this cell to move the sliders. lf.explore("{link}") shows these faces again.'
STILL_LINK = "Move them in the browser."


class Tip(NamedTuple):
    """A thing to try. label: on its button; about: what is seen then.

    part: fields of a `View`; the law and what is shown are as at the start otherwise, and the rest stays.
    """

    label: str
    about: str
    part: dict[str, Any]


TIPS = (
    Tip(
        "All the same",
        "With a spread of 0 all faces become the face of mean z, which is also beside them.",
        {"std": 0.0},
    ),
    Tip("Very different", "With a spread of 2, z is longer than any that training drew.", {"std": 2.0}),
    Tip(
        "Move the mean",
        "What changed in all faces at once? Draw other faces, or take another model: does the mean do the same there?",
        {"mean": 0.5, "std": 0.4},
    ),
    Tip("Ten means", "Each row is one face, while the mean of its z grows.", {"show": "sweep", "std": 0.4}),
    Tip(
        "Half-trained",
        "The same z, drawn by an earlier state of the same network.",
        {"model": "avatars", "compare": "avatars-short"},
    ),
)


def seen(view: View, G: Generator) -> str:
    """What is on screen, in sentences without symbols, for a view and its generator."""
    n = {"face": 1, "grid": view.width**2, "sweep": view.width}[view.show]
    said = [SEEN["sweep" if view.show == "sweep" else "one" if n == 1 else "grid"]]
    if not view.face:
        if view.std == 0 and n > 1:
            said.append(SEEN["same"])
        elif view.std < ALIKE and n > 1:
            said.append(SEEN["alike"])
        elif view.std > ODD:
            said.append(SEEN["odd"])
        if view.mean and view.show != "sweep":
            said.append(SEEN["moved"])
    low, high = (f"{mean:g}".replace("-", MINUS) for mean in (MEANS[0], MEANS[-1]))
    text = " ".join(said).format(n=n, d=G.latent_dim, low=low, high=high, mean=number(view.mean).replace("-", MINUS))
    return f"{text} {early(G)}".strip()


def early(G: Generator) -> str:
    """When in its training an earlier state of a run drew its faces, or "" of any other model."""
    return SEEN_EARLY.format(images=_images(G.folder.kimg)) if G.folder and G.folder.kimg else ""


def stop(kimg: int | None) -> str:
    """A state of a run, after so many thousand images, as a stop of the walk through its training."""
    return STOP.format(images=_images(kimg)) if kimg else FINISHED


def _images(kimg: int) -> str:
    return f"{1000 * kimg:,}"


def about_model(G: Generator) -> str:
    """How long a model was trained, or "" where its folder does not say so."""
    if G.folder and G.folder.kimg:
        return EARLY.format(name=G.name, finished=G.folder.finished.path.name, images=_images(G.folder.kimg))
    metadata = _metadata(G)
    if "minutes" not in metadata:
        return ""
    long = G.name.removesuffix("-short")
    words = SHORT if long != G.name and long in pretrained_names() else TRAINED
    numbers = {"minutes": f"{metadata['minutes']:.0f}", "kimg": f"{metadata['kimg']:.0f}"}
    return words.format(name=G.name, long=long, **numbers)


def credit(*models: Generator) -> str:
    """Whose art the models were trained on, or "" where nobody is to be named."""
    return CREDIT if any(_metadata(G).get("faces", {}).get("source") == "avatars" for G in models) else ""


def knows_short_z(G: Generator) -> bool:
    """Whether training drew z so short that `is_short` is true; True where that is not known.

    Training shortens a fraction of z more and more, to a length of 0 after `Preset.shortened_kimg` thousand images.
    """
    metadata = _metadata(G)
    if "kimg" not in metadata:
        return True
    preset = Preset.from_json(metadata["preset"])
    return preset.shortened_fraction > 0 and metadata["kimg"] > preset.shortened_kimg / 2


def _metadata(G: Generator) -> dict[str, Any]:
    return G.folder.read_metadata() if G.folder and G.folder.holds_model() else {}


def is_short(z: Latents) -> bool:
    """Whether z (1, d) is less than half as long as most z that training draws."""
    return float(np.linalg.norm(z)) < np.sqrt(z.shape[1]) / 2
