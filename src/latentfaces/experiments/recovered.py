"""Which traits of held-out avatars a model can draw: those that are still there in the face that `find_all` finds."""

import sys

import numpy as np
import pandas as pd
from tqdm import tqdm

from latentfaces.experiments.inversion import find_all
from latentfaces.faces.face_set import Faces
from latentfaces.measures.trait_reader import is_right, read_traits
from latentfaces.models.generator import Generator


def recovered_traits(G: Generator, faces: Faces) -> tuple[pd.DataFrame, int]:
    """(the share of avatars whose trait `read_traits` reads right, in [0, 1]; of how many the search failed).

    faces: avatars that neither G nor the trait reader was trained on. The table has a row for each trait, and columns:
    "picture", the avatar itself, which says what the reader can do; "found face"; and "face of another", the face that
    was found for the next avatar, which is chance.
    """
    search = find_all(G, faces.images)
    found = list(tqdm(search, desc="finding held-out avatars", total=len(faces), unit="face", file=sys.stdout))
    read = read_traits(np.stack([face.face for face in found]))
    others = pd.concat([read[1:], read[:1]], ignore_index=True)
    tried = {"picture": read_traits(faces.images), "found face": read, "face of another": others}
    table = pd.DataFrame({name: is_right(what, faces.traits).mean() for name, what in tried.items()})
    return table, sum(face.failed for face in found)
