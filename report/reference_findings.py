"""The five findings on the network of reference A, as far as it is trained: python report/reference_findings.py.

Ten minutes on two cores: a face takes a hundred times the multiplications of `compact`. This network was trained on all
anime faces, so its scores are to training faces. Needs them (LATENTFACES_REAL_FACES). Writes
report/results/reference_findings.json.
"""

from pathlib import Path

from short_training import STDS
from study import anime_faces

from latentfaces.experiments.random_directions import controlled
from latentfaces.latent import sample_latent
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import kid, prdc
from latentfaces.measures.traits import brightness
from latentfaces.models.pretrained import load_generator
from latentfaces.run_folder import RULER
from latentfaces.storage import file_sha256, write_json

RESULTS = Path(__file__).parent / "results" / "reference_findings.json"
FACES, DIRECTIONS, SCORED = 32, 39, 500


def by_std(G, faces):
    """{std: the KID and the scores of `prdc`} of `SCORED` faces of N(0, std) to as many real ones."""
    real, scores = extract_features(faces.images[:SCORED], RULER, faces.jpeg), {}
    for std in STDS:
        fake = extract_features(G.faces(sample_latent(SCORED, G, std=std)), RULER, faces.jpeg)
        of = {"kid_x1000": kid(fake, real)[0], **prdc(real, fake)}
        scores[str(std)] = {name: round(value, 3) for name, value in of.items()}
    return scores


def main():
    G = load_generator("anime-baseline")
    found = controlled(G, FACES, DIRECTIONS, faces="anime")
    record = {
        "command": "python report/reference_findings.py",
        **{"model": G.name, "weights": file_sha256(G.folder.weights)},
        **{"faces": FACES, "directions": DIRECTIONS, "scored": SCORED},
        "effects": found.effects().round(4).to_dict("index"),
        "brightness": {
            "at mean 0": round(float(found.values[0, len(found.means) // 2, found.measures.index("brightness")]), 4),
            "at z = 0": round(float(brightness(G.faces([[0.0] * G.latent_dim]))[0]), 4),
        },
        "by_std": by_std(G, anime_faces()),
    }
    write_json(RESULTS, record)
    print(record)


if __name__ == "__main__":
    main()
