"""Which network sees what: python benchmarks/validate_extractors.py

Compares N real faces with N others of the same set that are made worse in known ways, step by step (distortions.py),
by FID and KID, with the neutral extractor, each of its parts alone, and the embedded one. Writes
results/extractors.json. Uses the avatars, and the anime faces if LATENTFACES_REAL_FACES names their folder.
"""

import os
import re
import time
from pathlib import Path

import numpy as np
from distortions import drawing, of_avatars, of_pictures, rendered
from sklearn.cluster import KMeans

from latentfaces.faces.load import load_faces
from latentfaces.measures.features import GRID, MIDDLE_CHANNELS, extract_features
from latentfaces.measures.metrics import fid, kid
from latentfaces.measures.neighbours import shrink
from latentfaces.storage import write_json

N = int(os.environ.get("N", 1000))
RESULTS = Path(__file__).parent / "results" / "extractors.json"
MODES = 16
MIDDLE = GRID**2 * MIDDLE_CHANNELS


def avatars():
    """(real faces, faces to make worse, generator of worse ones)."""
    rows = range(N, 2 * N)
    hair = [re.search(r'id="hair-(\w+?)-', drawing(row)) for row in rows]
    others = rendered([drawing(row) for row in rows])

    def worse():
        yield from of_avatars(rows)
        yield from of_pictures(others, np.array([match[1] if match else "none" for match in hair]))

    return rendered([drawing(row) for row in range(N)]), others, worse()


def anime(folder):
    faces = load_faces(Path(folder) / "anime-faces.zip")
    rows = np.random.default_rng(0).choice(len(faces), 2 * N, replace=False)
    real, others = faces.images[rows[:N]], faces.images[rows[N:]]
    modes = KMeans(MODES, n_init=1, random_state=0).fit_predict(shrink(others))
    return real, others, of_pictures(others, modes)


def all_features(images):
    """Name -> features: of the extractors, and of the two parts of the neutral one alone."""
    neutral = extract_features(images)
    parts = {"middle alone": neutral[:, :MIDDLE], "last alone": neutral[:, MIDDLE:]}
    return {"neutral": neutral, "embedded": extract_features(images, "embedded"), **parts}


def measured(real, others, worse):
    """Rows of results: for each extractor the FID, relative to the floor, and the KID in standard deviations."""
    known, clean = all_features(real), all_features(others)
    floors = {name: fid(clean[name], known[name]) for name in known}
    yield {"what": "floor", **{name: {"fid": round(floor, 3)} for name, floor in floors.items()}}
    for what, step, unit, images in worse:
        row = {"what": what, "step": step, "unit": unit}
        for name, features in all_features(images).items():
            mean, spread = kid(features, known[name])
            row[name] = {
                "fid_to_floor": round(fid(features, known[name]) / floors[name], 2),
                "kid_to_spread": round(mean / spread, 1),
            }
        print(row, flush=True)
        yield row


def main():
    began, results = time.monotonic(), {"avatars": list(measured(*avatars()))}
    if folder := os.environ.get("LATENTFACES_REAL_FACES"):
        results["anime"] = list(measured(*anime(folder)))
    minutes = round((time.monotonic() - began) / 60, 1)
    write_json(RESULTS, {"n": N, "minutes": minutes, "sets": results})


if __name__ == "__main__":
    main()
