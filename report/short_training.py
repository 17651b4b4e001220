"""Finding 1 in the A models, whose training was short: python report/short_training.py, two minutes.

Scores of faces of N(0, s) to the held-out faces, as `compare_held_out` has them for the B models. Needs the anime faces
(LATENTFACES_REAL_FACES). Writes report/results/short_training.json.
"""

from pathlib import Path

from study import SETS, anime_faces

from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures.metrics import HeldOutKid, kid, prdc
from latentfaces.models.pretrained import load_generator
from latentfaces.storage import file_sha256, write_json

RESULTS = Path(__file__).parent / "results" / "short_training.json"
STDS = (0.4, 1.0)


def by_std(G, faces):
    """{std: the KID and the scores of `prdc`} to those of the `Faces` that G was not trained on."""
    trained_on = G.folder.read_metadata()["faces"]
    train, held_out = faces.holdout(len(faces) - trained_on["count"])
    assert train.fingerprint == trained_on["fingerprint"], f"{G.name} was trained on other faces."
    measure, scores = HeldOutKid(held_out), {}
    for std in STDS:
        fake = measure.features(G.faces(sample_latent(measure.n, G, std=std)))
        of = {"kid_x1000": kid(fake, measure.real)[0], **prdc(measure.real, fake)}
        scores[str(std)] = {name: round(value, 3) for name, value in of.items()}
    return scores


def main():
    faces = {"avatars": load_faces("avatars"), "anime": anime_faces()}
    record = {"command": "python report/short_training.py", "sets": {}}
    for name in SETS:
        G = load_generator(f"{name}-short")
        weights = file_sha256(G.folder.weights)
        record["sets"][name] = {"model": G.name, "weights": weights, "by_std": by_std(G, faces[name])}
    write_json(RESULTS, record)
    print(record)


if __name__ == "__main__":
    main()
