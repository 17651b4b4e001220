"""Straight lines against great circles between two avatars: is every face on the way as clear as those at the ends?

Measured on what `read_traits` reads, because pixels change smoothly on any path.
"""

import numpy as np
import pandas as pd

from latentfaces.arrays import PerImage
from latentfaces.experiments.seed_tests import interval
from latentfaces.latent import lerp, sample_latent, slerp
from latentfaces.measures.trait_reader import read_traits
from latentfaces.models.generator import Generator

FRAMES = 9  # faces on each path; an odd number has one in the middle
PATHS = {"straight line": lerp, "great circle": slerp}


def compare_paths(G: Generator, pairs: int) -> pd.DataFrame:
    """Means over pairs of random z on both PATHS: a row for each measure; columns: the paths, "difference", its "low"
    and "high" (great circle minus straight line, and the 95 % interval over the pairs).

    certainty: of the face in the middle, the highest probability of each trait, averaged over traits, in [0, 1].
    neither: the share of its traits that are those of neither end. detours: how often a trait changes on the way more
    than it must, that is more than once if the ends differ, or at all if not.
    """
    z = sample_latent(2 * pairs, G, seed=0)
    t = np.linspace(0, 1, FRAMES)
    measured = {}
    for name, path in PATHS.items():
        faces = G.faces(np.concatenate([path(a, b, t) for a, b in zip(z[::2], z[1::2])]))
        measured[name] = _measures(read_traits(faces))
    line, circle = measured.values()
    difference = circle - line
    table = pd.DataFrame({name: values.mean() for name, values in measured.items()})
    table["difference"] = difference.mean()
    table[["low", "high"]] = [interval(difference[measure].to_numpy()) for measure in table.index]
    return table


def _measures(read: pd.DataFrame) -> pd.DataFrame:
    """The measures of `compare_paths` for each path, from what was read of all their faces."""
    middle = FRAMES // 2
    certainty: list[PerImage] = []
    neither, detours = [], []
    for trait in read.columns.unique(0):
        p = read[trait].to_numpy().reshape(-1, FRAMES, read[trait].shape[1])
        certainty.append(p[:, middle].max(axis=1))
        classes = p.argmax(axis=2)
        first, last = classes[:, 0], classes[:, -1]
        neither.append((classes[:, middle] != first) & (classes[:, middle] != last))
        detours.append((np.diff(classes, axis=1) != 0).sum(axis=1) - (first != last))
    names = {"certainty": certainty, "neither": neither, "detours": detours}
    return pd.DataFrame({name: np.mean(values, axis=0) for name, values in names.items()})
