"""Whether a picture shows a face of the kind that a generator draws: is it as much like its faces as they are?

A conformal test (Vovk et al. 2005): the picture fails if it is less like faces of the generator than each of `KNOWN`
of them is like the others, which happens to one in `KNOWN` + 1 of the generator's own. No threshold is chosen, and no
real faces are needed. Features are compared by their angle, because those of pictures without any detail are short,
and so are near to those of all faces.
"""

from functools import lru_cache

import numpy as np
from jaxtyping import Float
from sklearn.metrics.pairwise import cosine_similarity

from latentfaces.arrays import Features, Images, PerImage
from latentfaces.latent import sample_latent
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import NEAREST
from latentfaces.models.generator import Generator

KNOWN = 1000


def are_faces(G: Generator, pictures: Images) -> list[bool]:
    """Whether each of the pictures uint8 (n, S, S, 3) is as much like faces of G as the oddest of `KNOWN` of them.

    The first call for a generator takes some seconds.
    """
    known, least = _known_faces(G)
    return [bool(like >= least) for like in _likeness(cosine_similarity(extract_features(pictures), known))]


@lru_cache(maxsize=1)
def _known_faces(G: Generator) -> tuple[Features, float]:
    """The features of faces of G, and the least likeness of one of them to the others."""
    features = extract_features(G.faces(sample_latent(KNOWN, G)))
    between = cosine_similarity(features)
    np.fill_diagonal(between, -1)  # no face is one of the others
    return features, float(_likeness(between).min())


def _likeness(cosines: Float[np.ndarray, "n known"]) -> PerImage:
    """The cosine to the fifth most similar known face, so that a single odd one decides nothing."""
    return np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST]
