"""Models, faces and measurements that both figures and numbers need, loaded and computed once."""

import os
from pathlib import Path

from latentfaces.experiments.held_out import held_out_results
from latentfaces.experiments.random_directions import along_std, controlled
from latentfaces.experiments.weak_generator import imbalance_runs
from latentfaces.faces.load import load_faces
from latentfaces.models.pretrained import load_generator

# The sets whose latent space the report measures; each has a model with short (A) and one with long (B) training.
SETS = ("avatars", "anime")
# Faces in each pixel mean of the figure of average faces.
AVERAGED = 500
STDS = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6)


class Study:
    """Attributes, each a dict with a key for every set: models ({"A": G, "B": G}), controlled, stds, held_out.

    Also simpsons (dict model -> generator), faces (the avatars), and imbalance (dict label -> run folder).
    """

    def __init__(self):
        self.models = {name: {"A": load_generator(f"{name}-short"), "B": load_generator(name)} for name in SETS}
        self.simpsons = {name: load_generator(name) for name in ("simpsons", "simpsons-reference")}
        self.faces = load_faces("avatars")
        real = {"avatars": self.faces, "anime": anime_faces()}
        self.held_out = {name: held_out_results(name, real[name]) for name in SETS}
        self.stds = {name: along_std(self.models[name]["B"], STDS, faces=name) for name in SETS}
        self.controlled = {name: controlled(self.models[name]["B"], faces=name) for name in SETS}
        self.imbalance = imbalance_runs(self.faces)


def anime_faces():
    """The anime faces if LATENTFACES_REAL_FACES holds their archive, else None: the report can do without them."""
    archive = Path(os.environ.get("LATENTFACES_REAL_FACES", "")).expanduser() / "anime-faces.zip"
    return load_faces(archive) if archive.is_file() else None
