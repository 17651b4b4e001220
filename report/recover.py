"""Finds held-out avatars in the shipped model; which of their traits are there? python report/recover.py, 4 minutes.

Writes report/results/recovered.json.
"""

from pathlib import Path

from latentfaces.experiments.likeness import are_faces
from latentfaces.experiments.recovered import recovered_traits
from latentfaces.faces.face_set import Faces
from latentfaces.faces.load import load_faces
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import file_sha256, write_json

RESULTS = Path(__file__).parent / "results" / "recovered.json"
MODEL, HELD_OUT, FACES = "avatars", 1000, 64


def main():
    G = load_generator(MODEL)
    held_out = load_faces(MODEL).holdout(HELD_OUT)[1]
    table, failed = recovered_traits(G, Faces(held_out.images[:FACES], held_out.traits[:FACES]))
    record = {
        "command": "python report/recover.py",
        "model": MODEL,
        "weights": file_sha256(G.folder.weights),
        "faces": FACES,
        "failed": failed,
        "known_as_faces": {"of": HELD_OUT, "are": sum(are_faces(G, held_out.images))},
        "traits": table.round(4).to_dict("index"),
    }
    write_json(RESULTS, record)
    print(table)


if __name__ == "__main__":
    main()
