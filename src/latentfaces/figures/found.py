"""Pictures that a user gives, the nearest faces that a model can draw, and these with the model's directions."""

import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from latentfaces.arrays import Images
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.inversion import Found, find_all
from latentfaces.experiments.likeness import KNOWN
from latentfaces.faces.load import load_faces
from latentfaces.models.generator import Generator
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import check_new_folder
from latentfaces.pictures.sheets import face_sheet
from latentfaces.storage import atomic_write

COLUMNS, EDITS = 8, 5
NEAR = (
    "The nearest face of {name} is {found} grey levels of 255 away from the picture; the best of many random faces is "
    "{drawn} away."
)
FAR = (
    "{name} cannot draw this picture: its nearest face, {found} grey levels of 255 away, is hardly nearer than the "
    "best of many random faces, {drawn}."
)
NONE = (
    "This picture shows no face of the kind that {name} draws: it is less like its faces than any of {known} of them "
    "is like the others."
)
ADVICE = "Give a picture cropped to one face, in the style that the model was trained on."


def found_faces(G: Generator, pictures: Images, found: Sequence[Found]) -> Image.Image:
    """Pictures uint8 (n, S, S, 3) above the faces that `find_all` found for them, and these with G's first directions.

    The number above a picture is the distance in grey levels, with a question mark if the search failed.
    """
    z = np.stack([face.z for face in found])
    ways = list(G.directions.items())[:EDITS]
    rows = [pictures, G.faces(z), *(G.faces(z + way.high * way.vector) for _, way in ways)]
    labels = ["picture", "found", *(f"{name}, {way.high:+g}" for name, way in ways)]
    return face_sheet(rows, [f"{face.distance:.0f}{'?' if face.failed else ''}" for face in found], labels)


def how_near(G: Generator, found: Found) -> str:
    """A sentence on how near the found face is to its picture, and what to do if the search failed."""
    if not found.is_face:
        return f"{NONE.format(name=G.name, known=f'{KNOWN:,}')} {ADVICE}"
    numbers = {"name": G.name, "found": f"{found.distance:.0f}", "drawn": f"{found.drawn:.0f}"}
    return f"{FAR.format(**numbers)} {ADVICE}" if found.failed else NEAR.format(**numbers)


def write_found(model: str, source: str, out: Path, seed: int = 0) -> str:
    """Finds every picture of a folder or zip in a model; writes `found_faces` and z.npy, float32 (n, d), to out.

    Returns what to tell the user. Raises LatentFacesError as `load_generator` and `load_faces` do, and for an out that
    holds pictures or cannot be written.
    """
    check_new_folder(out)
    if (out / "z.npy").exists():
        raise LatentFacesError(f"{out / 'z.npy'} is there already; choose another folder.")
    G = load_generator(model)
    pictures = load_faces(source, G.size).images
    search = find_all(G, pictures, seed=seed)
    found: list[Found] = []
    for start in tqdm(range(0, len(pictures), COLUMNS), desc="sheets", unit="sheet", file=sys.stdout):
        part = pictures[start : start + COLUMNS]
        found += islice(search, len(part))
        with atomic_write(out / f"{start:05d}.png") as partial:
            found_faces(G, part, found[start:]).save(partial, "png")
        # After each sheet, because a search of many pictures takes long and may be stopped.
        with atomic_write(out / "z.npy") as partial:
            np.save(partial, np.stack([face.z for face in found]))
    failed = sum(face.failed for face in found)
    told = f"{out}: {len(found)} pictures and the nearest faces of {G.name}; z.npy holds their z."
    if failed:
        told += (
            f" {failed} of them, marked with a question mark, cannot be drawn by this model: they show no face of "
            f"its kind, or its nearest face is hardly nearer than random ones. {ADVICE}"
        )
    return told
