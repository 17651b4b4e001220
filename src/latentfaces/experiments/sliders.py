"""directions.json of a model: which traits can be sliders depends on the faces that it was trained on."""

from collections.abc import Callable

import pandas as pd

from latentfaces.arrays import Images, PerImage
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.named_directions import named_directions
from latentfaces.faces.load import load_faces
from latentfaces.measures import parts, trait_reader, traits
from latentfaces.models.catalogue import find_model
from latentfaces.models.directions import write_directions
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import check_writable, file_sha256

REAL = 2000  # real faces, over which the spread of a trait is its unit
# Names of sliders for measures of `parts`.
WORDS = {
    "brightness": "brighter",
    "colourfulness": "more colourful",
    "warmth, hair": "warmer hair",
    "symmetry, eyes": "eyes alike",
    "sharpness, eyes": "clearer eyes",
    "sharpness, mouth": "clearer mouth",
}


def write_sliders(model: str, data: str | None = None) -> pd.DataFrame:
    """Finds the directions of a model and writes directions.json to its folder; returns the table of what each changes.

    model: a shipped one or a run folder. data: the faces that it was trained on, as for `load_faces`, None for those
    that the model names. "avatars" of 64 px have the traits that `read_traits` reads, "anime" has its measured parts,
    and all others the measures of whole faces.
    Raises LatentFacesError as `load_generator` and `load_faces` do, for less than two faces, and for a folder that
    cannot be written.
    """
    G, folder = load_generator(model), find_model(model)
    check_writable(folder.directions)
    source = folder.read_metadata()["faces"]["source"]
    faces = load_faces(data or source, G.size)
    if len(faces) < 2:
        raise LatentFacesError(
            "One face says nothing about how faces differ; give those that the model was trained on."
        )
    measures = MEASURES.get(source, whole_face)
    if measures is avatar_traits and G.size != trait_reader.SIZE:  # its network reads this size alone
        measures = whole_face
    directions, table = named_directions(G, measures, measures(faces.images[:REAL]).std())
    write_directions(folder.directions, directions, file_sha256(folder.weights))
    return table


def whole_face(images: Images) -> pd.DataFrame:
    """What can be measured on any faces uint8 (n, S, S, 3)."""
    return pd.DataFrame(
        {
            "brighter": traits.brightness(images),
            "more colourful": traits.colourfulness(images),
            "warmer": traits.warmth(images),
        }
    )


def anime_traits(images: Images) -> pd.DataFrame:
    """The measures of anime faces uint8 (n, S, S, 3), see `parts`."""
    return parts.measure(images, "anime").rename(columns=WORDS)


def avatar_traits(images: Images) -> pd.DataFrame:
    """Traits of avatars uint8 (n, 64, 64, 3) that people name: the mean over what `read_traits` says they may be."""
    read, measured = trait_reader.read_traits(images), parts.measure(images, "avatars")

    def expected(trait: str, value: Callable[[str], float]) -> PerImage:
        # Classes that are merged count alike.
        numbers = [sum(map(value, merged.split("+"))) / len(merged.split("+")) for merged in read[trait]]
        return read[trait].to_numpy() @ numbers

    return pd.DataFrame(
        {
            "lighter skin": expected("skin_color", lambda name: sum(rgb(name))),
            "lighter hair": expected("hair_color", lambda name: sum(rgb(name))),
            "warmer hair": expected("hair_color", lambda name: rgb(name)[0] - rgb(name)[2]),
            "long hair": expected("hair", lambda name: name.startswith("long")),
            "glasses": expected("glasses", lambda name: name != "none"),
            "earrings": expected("earrings", lambda name: name != "none"),
            "freckles or beard": expected("features", lambda name: name != "none"),
            "clearer mouth": measured["sharpness, mouth"].to_numpy(),
            "clearer eyes": measured["sharpness, eyes"].to_numpy(),
        }
    )


MEASURES = {"avatars": avatar_traits, "anime": anime_traits}


def rgb(colour: str) -> tuple[int, ...]:
    """Red, green and blue of "#ab2a18"; a shaved head, whose hair colour is "none", counts as grey."""
    return tuple(bytes.fromhex(colour[1:])) if colour.startswith("#") else (128, 128, 128)
