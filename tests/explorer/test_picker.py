"""The button for your own picture: the face is found and shown, or one sentence says why not."""

import datetime
import io
from functools import partial

import numpy as np
import pytest
from PIL import Image
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.experiments import inversion, likeness
from latentfaces.explorer import picker
from latentfaces.latent import sample_latent

PATTERNS = np.random.default_rng(0).standard_normal((8, 32 * 32 * 3)).astype(np.float32)


@pytest.fixture
def shown(monkeypatch):
    """The pictures that were shown."""
    pictures = []
    monkeypatch.setattr(picker, "show", pictures.append)
    monkeypatch.setattr(likeness, "KNOWN", 200)
    monkeypatch.setattr(picker, "find_z", partial(inversion.find_z, steps=60, starts=2))
    return pictures


@pytest.fixture
def box():
    G = generator_of(lambda z: ops.reshape(ops.tanh(ops.matmul(z, PATTERNS) / 3), (-1, 32, 32, 3)))
    return picker.FacePicker(G)


def choose(box, data):
    file = {"name": "mine", "type": "image/png", "size": len(data), "content": memoryview(data)}
    box.button.value = ({**file, "last_modified": datetime.datetime.now(datetime.UTC)},)


def png_of(*faces, **options):
    first, *others = (Image.fromarray(face) for face in faces)
    file = io.BytesIO()
    first.save(file, options.pop("format", "png"), append_images=others, save_all=bool(others), **options)
    return file.getvalue()


def test_the_face_of_a_picture_is_found_and_shown(box, shown, capsys):
    face = box.G.faces(sample_latent(1, box.G, seed=5))[0]
    choose(box, png_of(face))
    assert "The nearest face of tiny is" in capsys.readouterr().out
    assert not box.found.failed and inversion.distances(box.found.face[None], face) < 8
    (sheet,) = shown
    assert 128 < sheet.width < 2 * 128 < sheet.height  # a column of the picture and the face
    assert not box.button.disabled


def test_a_picture_that_the_model_cannot_draw_is_said_to_be_one(box, shown, capsys):
    choose(box, png_of(np.random.default_rng(1).integers(0, 256, (40, 32, 3), dtype=np.uint8)))
    assert "tiny cannot draw this picture: its nearest face" in capsys.readouterr().out
    assert box.found.failed and len(shown) == 1


def test_a_file_that_cannot_be_used_is_one_sentence(box, shown, capsys):
    face = np.zeros((32, 32, 3), np.uint8)
    animated = png_of(face, face + 9, format="gif", duration=100)
    for data, fault in ((animated, "animated"), (b"no picture", "corrupt"), (png_of(face)[:60], "truncated")):
        choose(box, data)
        (said,) = capsys.readouterr().out.replace("\033[2K\r", "").strip().splitlines()
        assert said.startswith(f"This file cannot be used ({fault}") and said.endswith("PNG, JPEG or WebP.")
    assert box.found is None and not shown and not box.button.disabled
