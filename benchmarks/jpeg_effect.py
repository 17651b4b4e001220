"""How much of a distance is compression: python benchmarks/jpeg_effect.py [MODEL ...]

The scores of shipped models (default: anime and simpsons) against real faces from JPEG files, with the files'
compression given to both sides, as `evaluate` does, to the generated faces alone, and to neither. Needs
LATENTFACES_REAL_FACES; writes results/jpeg.json.
"""

import os
import sys
from pathlib import Path

import numpy as np

from latentfaces.faces.load import load_faces
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import batches_to_compare, fid, kid
from latentfaces.models.catalogue import find_model
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import write_json

N = int(os.environ.get("N", 2000))
RESULTS = Path(__file__).parent / "results" / "jpeg.json"


def effect(name):
    G, source = load_generator(name), find_model(name).read_metadata()["faces"]["source"]
    faces = load_faces(Path(os.environ["LATENTFACES_REAL_FACES"]) / f"{Path(source).stem}-faces.zip", G.size)
    real, fake, others = (np.concatenate(list(batches)) for batches in batches_to_compare(G, faces, N))
    plain, compressed = extract_features(real), extract_features(real, jpeg=faces.jpeg)
    fake_plain, fake_compressed = extract_features(fake), extract_features(fake, jpeg=faces.jpeg)
    pairs = {
        "neither": (fake_plain, plain),
        "generated alone": (fake_compressed, plain),
        "both": (fake_compressed, compressed),
        "floor, neither": (extract_features(others), plain),
        "floor, both": (extract_features(others, jpeg=faces.jpeg), compressed),
    }
    scores = {how: {"fid": round(fid(*pair), 3), "kid_x1000": round(kid(*pair)[0], 3)} for how, pair in pairs.items()}
    return {"compression": str(faces.jpeg), "n": len(real), "compressed": scores}


if __name__ == "__main__":
    write_json(RESULTS, {name: effect(name) for name in sys.argv[1:] or ("anime", "simpsons")})
