"""A model beside real faces that it never saw: is anything memorised, and what does a smaller std of z buy?

Generated faces near to training faces prove nothing by themselves: real faces of the same set can be as near. So the
faces that were kept from training stand beside the generated ones.
"""

import sys
from pathlib import Path

import numpy as np
from tqdm import tqdm

from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.latent import sample_latent
from latentfaces.measures import traits
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import kid
from latentfaces.measures.neighbours import nearest_faces
from latentfaces.models.catalogue import find_model
from latentfaces.models.generator import Generator
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import EXTRACTOR
from latentfaces.storage import file_sha256, read_json, write_json

STDS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)


def held_out_results(model: str | Path, faces: Faces | None) -> dict:
    """What `compare_held_out` finds for a shipped model, as a dict; kept in held_out.json beside its weights.

    faces: the whole `Faces` that the model's training held some out of, or None where they are not at hand. Then, or
    when these are not the faces, raises LatentFacesError unless held_out.json was measured on the weights that are
    there now.
    """
    folder = find_model(model)
    path = folder.held_out
    weights = file_sha256(folder.weights)
    extractor = file_sha256(EXTRACTOR / "extractor.weights.h5")
    try:
        measured_on, results = read_json(path, lambda r: ((r["weights"], r["extractor_weights"]), r), "measure again")
        if measured_on == (weights, extractor):
            return results
    except LatentFacesError:
        pass  # missing or damaged: measure again
    if faces is None:
        raise LatentFacesError(
            f"{path} is missing, damaged or measured on other weights, and the real faces to measure again are not "
            "here; set LATENTFACES_REAL_FACES to the folder that holds them, or restore the file."
        )
    trained_on = folder.read_metadata()["faces"]
    train, held_out = faces.holdout(len(faces) - trained_on["count"])
    if train.fingerprint != trained_on["fingerprint"]:
        raise LatentFacesError(f'"{model}" was not trained on these faces of {faces.source}; give those it was.')
    results = {
        "weights": weights,
        "extractor_weights": extractor,
        **compare_held_out(load_generator(model), train, held_out),
    }
    write_json(path, results)
    return results


def compare_held_out(G: Generator, train: Faces, held_out: Faces, seed: int = 0) -> dict:
    """Generated faces, and real ones kept from training, against the training faces; as a dict of plain numbers.

    train, held_out: `Faces`. As many faces are generated as are held out. distances: percentiles 0 ... 100 of the
    distance to the nearest training face (grey levels, see `nearest_faces`) of both kinds. closer: the part of the
    generated faces that is nearer than 99 of 100 held-out faces are; 0.01 for faces that are as new as those.
    by_std: median distance and KID (times 1,000) against the held-out faces for N(0, s) at each s of STDS.
    brightness: of the held-out faces.
    """
    real_features = extract_features(held_out.images)
    real = nearest_faces(held_out.images, train)[0][:, 0]
    distances, kids = {}, {}
    for std in tqdm(STDS, desc="beside real faces", file=sys.stdout):
        images = G.faces(sample_latent(len(held_out), G, std=std, seed=seed))
        distances[std] = nearest_faces(images, train)[0][:, 0]
        kids[std] = kid(extract_features(images), real_features, seed)[0]
    return {
        "n": len(held_out),
        "extractor": "embedded",
        "distances": {"generated": _percentiles(distances[1.0]), "held out": _percentiles(real)},
        "closer": round(float((distances[1.0] < np.percentile(real, 1)).mean()), 4),
        "by_std": {
            "std": list(STDS),
            "distance": [round(float(np.median(distances[std])), 3) for std in STDS],
            "kid_x1000": [round(kids[std], 3) for std in STDS],
        },
        "brightness": round(float(traits.brightness(held_out.images).mean()), 4),
    }


def _percentiles(values):
    return [round(float(value), 3) for value in np.percentile(values, range(101))]
