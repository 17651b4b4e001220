"""A page that tests a person: which face of a pair is real, and which was generated?

The share of right answers stands beside a model's scores: 50% is guessing.
"""

import base64
import html
import json
from importlib.resources import files
from string import Template

import numpy as np
from PIL import Image

from latentfaces.errors import LatentFacesError
from latentfaces.faces.load import load_faces, set_name
from latentfaces.latent import sample_latent
from latentfaces.models.catalogue import find_model
from latentfaces.models.evaluation import split_of_training
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import StrPath
from latentfaces.pictures.images import png_bytes
from latentfaces.storage import atomic_write, check_writable

PAIRS = 64


def write_blind_page(model: str, data: str, path: StrPath, seed: int = 0) -> None:
    """Writes a page of `PAIRS` pairs of a real and a generated face, for any browser, without a network.

    model: a shipped one or a run folder. data: as for `load_faces`; where training held faces out, the real ones are of
    those. Both kinds have the same compression. The page contains the real faces: only share it if you may share them.
    seed: of the faces, their order and sides. Raises LatentFacesError for an unusable model or faces, fewer faces than
    pairs, or a path that cannot be written.
    """
    check_writable(path)
    G = load_generator(model)
    every = load_faces(data, G.size)
    split = split_of_training(find_model(model), every)
    faces = split[1] if split else every
    if len(faces) < PAIRS:
        raise LatentFacesError(f"{len(faces)} faces are too few for {PAIRS} pairs; give at least {PAIRS}.")
    rng = np.random.default_rng(seed)
    kinds = [faces.images[rng.choice(len(faces), PAIRS, replace=False)], G.faces(sample_latent(PAIRS, G, seed=seed))]
    if faces.jpeg:
        kinds = [faces.jpeg.compress(images) for images in kinds]
    sides, noise = rng.integers(0, 2, PAIRS), rng.integers(0, 256, PAIRS)
    pngs = [[base64.b64encode(png_bytes(Image.fromarray(x))).decode() for x in pair] for pair in zip(*kinds)]
    test = {
        "about": {"model": G.name, "data": set_name(faces.source), "seed": seed},
        "pairs": [pair[::-1] if side else pair for pair, side in zip(pngs, sides)],
        "sides": (noise ^ sides).tolist(),
        "noise": noise.tolist(),
    }
    # "<" could end the element of the page that holds this.
    values = {"test": json.dumps(test).replace("<", "\\u003c"), "count": str(PAIRS)}
    values |= {"model": html.escape(G.name), "data": html.escape(set_name(faces.source))}
    page = Template(files("latentfaces.experiments").joinpath("blind.html").read_text("utf-8")).substitute(values)
    with atomic_write(path) as partial:
        partial.write_text(page, encoding="utf-8")
