"""Models, faces and measurements that both figures and numbers need, loaded and computed once."""

import os
from pathlib import Path

import numpy as np
from seed_findings import findings

from latentfaces.experiments.find_directions import changes, regressed_direction, weight_directions
from latentfaces.experiments.held_out import held_out_results
from latentfaces.experiments.interpolation import compare_paths
from latentfaces.experiments.random_directions import along, along_std, controlled
from latentfaces.experiments.sliders import MEASURES, REAL, WORDS, avatar_traits
from latentfaces.experiments.weak_generator import imbalance_runs
from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures import parts
from latentfaces.models.pretrained import load_generator

# The sets whose latent space the report measures; each has a model with short (A) and one with long (B) training.
SETS = ("avatars", "anime")
# Faces in each pixel mean of the figure of average faces.
AVERAGED = 500
# Faces along each direction, and those that a direction is regressed on.
CONTROL_FACES, FITTED = 128, 2000
# Pairs of faces with a path between them.
PAIRS = 200
STDS = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6)


class Study:
    """Attributes with a key for every set: models ({"A": G, "B": G}), controlled, positive, stds, held_out, leakage.

    Also simpsons (dict model -> generator), faces (the avatars), paths (`compare_paths` between avatars), seeds (the
    tests over training seeds, `seed_findings.findings`), and imbalance (dict label -> run folder).
    """

    def __init__(self):
        self.models = {name: {"A": load_generator(f"{name}-short"), "B": load_generator(name)} for name in SETS}
        self.simpsons = {name: load_generator(name) for name in ("simpsons", "simpsons-reference")}
        self.faces = load_faces("avatars")
        real = {"avatars": self.faces, "anime": anime_faces()}
        self.held_out = {name: held_out_results(name, real[name]) for name in SETS}
        self.stds = {name: along_std(self.models[name]["B"], STDS, faces=name) for name in SETS}
        self.controlled = {name: controlled(self.models[name]["B"], CONTROL_FACES, faces=name) for name in SETS}
        self.positive = {name: positive_controls(self.models[name]["B"], self.controlled[name], name) for name in SETS}
        real_std = {
            "avatars": avatar_traits(self.faces.images[:REAL]).std(),
            "anime": parts.real_std("anime").rename(WORDS),
        }
        self.leakage = {name: leakage(self.models[name]["B"], name) / real_std[name] for name in SETS}
        self.paths = compare_paths(self.models["avatars"]["B"], PAIRS)
        self.seeds = findings()
        self.imbalance = imbalance_runs(self.faces)


def positive_controls(G, beside, name):
    """{label: `Controlled`} of two directions that were looked for, as long as the mean of z.

    The first is regressed on the warmth of hair, which must then change; the second moves G's first layer most.
    """
    z = sample_latent(FITTED, G, seed=1)
    ways = {
        "regressed on hair warmth": regressed_direction(z, parts.measure(G.faces(z), name)["warmth, hair"].to_numpy()),
        "first singular vector": weight_directions(G, 1)[0],
    }
    values = along(G, np.sqrt(G.latent_dim) * np.stack(list(ways.values())), CONTROL_FACES, 0.4, 0, name)
    return {label: beside.of(measures) for label, measures in zip(ways, values, strict=True)}


def leakage(G, name):
    """What each shipped direction of G changes, see `changes`."""
    return changes(G, {label: way.vector for label, way in G.directions.items()}, MEASURES[name])


def anime_faces():
    """The anime faces if LATENTFACES_REAL_FACES holds their archive, else None: the report can do without them."""
    archive = Path(os.environ.get("LATENTFACES_REAL_FACES", "")).expanduser() / "anime-faces.zip"
    return load_faces(archive) if archive.is_file() else None
