"""The compression of a set: read from its files, and given to other faces."""

import io

import numpy as np
import pytest
from PIL import Image
from tiny import tiny_faces

from latentfaces.faces.jpeg import Jpeg, jpeg_of, usual_jpeg
from latentfaces.faces.load import load_faces
from latentfaces.pictures.images import write_faces


def saved(image, **how):
    file = io.BytesIO()
    Image.fromarray(image).save(file, **how)
    return file.getvalue()


FACE = tiny_faces(1, size=32).images[0]


@pytest.mark.parametrize(("quality", "subsampling"), [(50, "4:4:4"), (75, "4:2:2"), (95, "4:2:0")])
def test_the_compression_is_that_of_the_file(quality, subsampling):
    data = saved(FACE, format="jpeg", quality=quality, subsampling=subsampling)
    jpeg = jpeg_of(data)
    assert str(jpeg) == f"JPEG of quality {quality}, {subsampling}"
    np.testing.assert_array_equal(jpeg.compress(FACE[None])[0], np.asarray(Image.open(io.BytesIO(data))))


@pytest.mark.parametrize(
    "data",
    [saved(FACE, format="png"), saved(FACE[..., 0], format="jpeg"), saved(FACE, format="jpeg")[:40], b"\xff\xd8"],
    ids=["png", "grey", "truncated", "two bytes"],
)
def test_other_files_have_none(data):
    assert jpeg_of(data) is None


def test_a_set_has_the_median_of_its_files_if_most_are_jpeg():
    low, middle, high = (jpeg_of(saved(FACE, format="jpeg", quality=quality)) for quality in (40, 70, 95))
    assert usual_jpeg([high, None, low, middle]) == middle
    assert usual_jpeg([low, None]) is None and usual_jpeg([]) is None


def test_a_set_keeps_its_compression_in_the_cache_and_when_faces_are_held_out(tmp_path):
    for i, face in enumerate(tiny_faces(5, size=32).images):
        (tmp_path / f"{i}.jpg").write_bytes(saved(face, format="jpeg", quality=80))
    for _ in range(2):
        faces = load_faces(tmp_path, 32)
        assert isinstance(faces.jpeg, Jpeg) and faces.jpeg.quality == 80
    assert faces.holdout(2)[1].jpeg == faces.jpeg
    write_faces(tiny_faces(2, size=32).images, tmp_path / "png")
    assert load_faces(tmp_path / "png", 32).jpeg is None
