"""A picture without a face is told from faces that the shipped models never saw, with no threshold of ours."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.experiments import likeness
from latentfaces.experiments.inversion import find_z
from latentfaces.faces.load import load_faces
from latentfaces.figures.found import how_near
from latentfaces.latent import sample_latent
from latentfaces.models.pretrained import load_generator


def without_faces():
    """{what it shows: uint8 (64, 64, 3)}."""
    y, x = np.mgrid[:64, :64] / 63
    rng = np.random.default_rng(0)
    text = Image.new("RGB", (64, 64), "white")
    for line in range(5):
        ImageDraw.Draw(text).text((2, 2 + 12 * line), f"line {line} of", fill="black")
    plain = {
        "grey": np.full((64, 64, 3), 0.5),
        "skin": np.full((64, 64, 3), (0.92, 0.74, 0.6)),
        "gradient from left to right": np.stack([x] * 3, -1),
        "gradient from top to bottom": np.stack([y] * 3, -1),
        "gradient of colours": np.stack([x, y, 1 - x], -1),
        "noise": rng.random((64, 64, 3)),
        "stripes": np.stack([np.floor(y * 10) % 2] * 3, -1),
    }
    spots = Image.fromarray(rng.integers(0, 256, (8, 8, 3), dtype=np.uint8))
    drawn = {"spots": spots.resize((64, 64), Image.Resampling.BICUBIC), "text": text}
    pictures = {name: np.uint8(255 * of) for name, of in plain.items()}
    return pictures | {name: np.array(of) for name, of in drawn.items()}


@pytest.mark.parametrize("model", ["avatars", "anime"])
def test_pictures_without_a_face_are_none_and_faces_are(model):
    G, empty = load_generator(model), without_faces()
    faces = G.faces(sample_latent(20, G, seed=5))
    # The real anime faces are not here.
    if model == "avatars":
        faces = np.concatenate([faces, load_faces("avatars", limit=200).images[:100]])
    assert sum(likeness.are_faces(G, faces)) >= 0.98 * len(faces)
    assert likeness.are_faces(G, np.stack(list(empty.values()))) == [False] * len(empty)
    other = load_generator({"avatars": "anime", "anime": "avatars"}[model])
    # Of 20 avatars, 4 can be as like an odd anime face by chance; of 100, 7 are.
    assert sum(likeness.are_faces(G, other.faces(sample_latent(100, other, seed=5)))) <= 10


def test_a_picture_that_is_no_face_is_a_failure_however_well_it_is_drawn(monkeypatch):
    monkeypatch.setattr(likeness, "KNOWN", 200)
    patterns = np.random.default_rng(0).standard_normal((8, 32 * 32 * 3)).astype(np.float32)
    # Draws patterns, and plain grey for a short z.
    G = generator_of(lambda z: ops.reshape(ops.tanh(ops.matmul(z, patterns) / 3), (-1, 32, 32, 3)))
    found = find_z(G, np.full((32, 32, 3), 128, np.uint8), steps=60, starts=2)
    assert found.distance < 0.5 * found.drawn and not found.is_face and found.failed
    assert how_near(G, found).startswith("This picture shows no face of the kind that tiny draws: it is less like")
