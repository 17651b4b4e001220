"""A model compared with real faces that it never saw: does it copy, and what does a smaller std of z change?

Generated faces close to training faces prove nothing: other real faces of the same set can be as close. The held-out
faces are therefore the control.
"""

import sys
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from latentfaces.checks import instance
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.latent import generator, sample_latent
from latentfaces.measures import traits
from latentfaces.measures.features import NEUTRAL_WEIGHTS
from latentfaces.measures.metrics import HeldOutKid, kid, prdc
from latentfaces.measures.neighbours import nearest_faces
from latentfaces.models.catalogue import find_model
from latentfaces.models.generator import Generator
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import EXTRACTOR, StrPath
from latentfaces.run_folder import RULER
from latentfaces.storage import check_writable, file_sha256, read_json, write_sealed_json

STDS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6)


def held_out_results(model: StrPath, faces: Faces | None) -> dict[str, Any]:
    """The result of `compare_held_out` for a shipped model, as a dict; stored in held_out.json with its weights.

    faces: the whole set, training and held-out `Faces`, or None if it is not available. Without the right faces, raises
    LatentFacesError unless held_out.json was measured on the present weights.
    """
    folder = find_model(model)
    instance("The faces", faces, Faces | None, "`Faces`, such as `load_faces` returns, or None")
    path = folder.held_out
    weights = file_sha256(folder.weights)
    extractor = file_sha256(EXTRACTOR / NEUTRAL_WEIGHTS)
    for measured in (path, folder.path / path.name):
        try:
            measured_on, results = read_json(measured, lambda r: ((r["weights"], r["extractor_weights"]), r), "measure")
            if measured_on == (weights, extractor):
                return results
        except LatentFacesError:
            pass  # missing or damaged: measure again
    if faces is None:
        raise LatentFacesError(
            f"{path} is missing, damaged or measured on other weights, and the real faces for a new measurement are "
            "missing; set LATENTFACES_REAL_FACES to the folder that holds them, or restore the file."
        )
    trained_on = folder.read_metadata()["faces"]
    train, held_out = faces.holdout(len(faces) - trained_on["count"])
    if train.fingerprint != trained_on["fingerprint"]:
        raise LatentFacesError(
            f'"{model}" was not trained on these faces of {faces.source}; give the faces it was trained on.'
        )
    check_writable(path)
    results = {
        "weights": weights,
        "extractor_weights": extractor,
        **compare_held_out(load_generator(model), train, held_out),
    }
    write_sealed_json(path, results)
    return results


def compare_held_out(G: Generator, train: Faces, held_out: Faces, seed: int = 0) -> dict[str, Any]:
    """Compares generated and held-out faces with the training faces; returns a dict of plain numbers.

    train, held_out: `Faces`. The number of generated faces equals that of held-out ones. distances: percentiles
    0 ... 100 of the distance to the nearest training face (grey levels, see `nearest_faces`) for both kinds. closer:
    the fraction of generated faces that are closer to a training face than 99 of 100 held-out faces are; 0.01 if both
    are equally novel. by_std: median distance, `HeldOutKid` (times 1,000) and the scores of `prdc` to the held-out
    faces, for N(0, s) at each s of STDS; from seed 0 the KID at 1.0 is that of the model's scores. brightness: of the
    held-out faces.
    """
    for some in (train, held_out):
        instance("The faces to compare", some, Faces, "`Faces`, such as `load_faces` returns")
    generator(G)
    measure = HeldOutKid(held_out)
    real = nearest_faces(held_out.images, train)[0][:, 0]
    distances, by_std = {}, []
    for std in tqdm(STDS, desc="comparing with held-out faces", file=sys.stdout):
        images = G.faces(sample_latent(len(held_out), G, std=std, seed=seed))
        distances[std] = nearest_faces(images, train)[0][:, 0]
        fake = measure.features(images[: measure.n])
        by_std.append({"std": std, "distance": np.median(distances[std]), "kid_x1000": kid(fake, measure.real)[0]})
        by_std[-1] |= prdc(measure.real, fake)
    return {
        "n": len(held_out),
        "extractor": RULER,
        "compression": str(held_out.jpeg) if held_out.jpeg else "none",
        "distances": {"generated": _percentiles(distances[1.0]), "held out": _percentiles(real)},
        "closer": round(float((distances[1.0] < np.percentile(real, 1)).mean()), 4),
        "by_std": pd.DataFrame(by_std).round(3).to_dict("list"),
        "brightness": round(float(traits.brightness(held_out.images).mean()), 4),
    }


def _percentiles(values: np.ndarray) -> list[float]:
    return [round(float(value), 3) for value in np.percentile(values, range(101))]
