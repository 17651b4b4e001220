"""Measures of eyes, mouth and hair against avatars in which one thing was changed, and the boxes against the truth."""

import io
import json
import re
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
import resvg_py
from dicebear import Avatar, Style
from PIL import Image, ImageFilter

from latentfaces.errors import LatentFacesError
from latentfaces.faces.avatars import OPTIONS
from latentfaces.faces.load import load_faces
from latentfaces.measures.parts import EYES, MEASURES, Box, boxes, measure, measures_of, real_std

N = 12
STYLE = Style(json.loads(files("dicebear_styles").joinpath("adventurer.json").read_text("utf-8")))


def draw(without="", **options):
    """N avatars whose options were changed, 64 px; without: a part that is left out of the drawing."""
    faces = []
    for row in range(N):
        svg = Avatar(STYLE, {"seed": str(row), **OPTIONS, "glassesProbability": 0, **options}).to_json()["svg"]
        svg = re.sub(rf'<use [^>]*href="#{without}-[^>]*/>', "", svg) if without else svg
        png = resvg_py.svg_to_bytes(svg_string=svg, width=64, height=64, skip_system_fonts=True)
        faces.append(np.asarray(Image.open(io.BytesIO(bytes(png))).convert("RGB")))
    return np.stack(faces)


@pytest.fixture(scope="module")
def plain():
    return draw()


def blurred(images, parts):
    """The images, blurred within the boxes of some parts."""
    images = images.copy()
    for part in parts:
        for inside in boxes("avatars")[part].of(images):
            inside[:] = np.asarray(Image.fromarray(inside).filter(ImageFilter.GaussianBlur(2)))
    return images


def moved(before, after):
    """By how many standard deviations of real faces each measure of each face moved."""
    return (measure(after, "avatars") - measure(before, "avatars")) / real_std("avatars")


PARTS = ["warmth, hair", "symmetry, eyes", "sharpness, eyes", "sharpness, mouth"]


def test_blurred_eyes_move_only_what_is_measured_of_the_eyes(plain):
    change = moved(plain, blurred(plain, EYES))
    assert (change["sharpness, eyes"] < -0.5).all()
    # The boxes of the eyes and of the mouth share a row of pixels.
    assert change[["warmth, hair", "sharpness, mouth"]].abs().max(axis=None) < 0.05
    assert change[["brightness", "colourfulness"]].abs().max(axis=None) < 0.1


def test_a_blurred_mouth_moves_only_the_sharpness_of_the_mouth(plain):
    change = moved(plain, blurred(plain, ["mouth"]))
    assert (change["sharpness, mouth"] < -0.2).all()
    assert change[["warmth, hair", "symmetry, eyes", "sharpness, eyes"]].abs().max(axis=None) < 0.05


def test_a_face_without_a_mouth_has_the_least_sharp_one(plain):
    change = moved(plain, draw(without="mouth"))
    assert (change["sharpness, mouth"] < -0.2).all()
    assert change[["warmth, hair", "symmetry, eyes", "sharpness, eyes"]].abs().max(axis=None) < 0.05


def test_recoloured_hair_moves_only_the_warmth_of_the_hair():
    cold, warm = (draw(hairColor=[colour], hairVariant=["short04"]) for colour in ("#3eac2c", "#cb6820"))
    change = moved(cold, warm)
    assert (change["warmth, hair"] > 1).all()
    assert change[["symmetry, eyes", "sharpness, eyes", "sharpness, mouth"]].abs().max(axis=None) < 0.1


def test_mirrored_eyes_are_symmetric(plain):
    left, right = (boxes("avatars")[part] for part in EYES)
    mirrored = plain.copy()
    right.of(mirrored)[:] = left.of(mirrored)[:, :, ::-1]
    measured = measure(mirrored, "avatars")
    assert (measured["symmetry, eyes"] == 1).all()
    assert (measure(plain, "avatars")["symmetry, eyes"] < 0.97).all()
    assert moved(plain, mirrored)[["warmth, hair", "sharpness, mouth"]].abs().max(axis=None) < 0.05


def explained(values, classes):
    """The share of the variance of values that classes explain: epsilon squared."""
    groups = values.groupby(classes)
    within = ((values - groups.transform("mean")) ** 2).sum() / (len(values) - groups.ngroups)
    return 1 - within / values.var()


def test_every_measure_of_a_part_sees_mostly_that_part():
    faces = load_faces("avatars", limit=2000)
    measured = measure(faces.images, "avatars")
    for name, part in zip(PARTS, ("hair_color", "eyes", "eyes", "mouth")):
        shares = pd.Series({trait: explained(measured[name], faces.traits[trait]) for trait in faces.traits})
        assert shares.idxmax() == part and shares[part] > 0.45, (name, shares)
        assert shares["hair"] < 0.1
    pd.testing.assert_series_equal(measured.std(), real_std("avatars"), rtol=0.1, check_dtype=False)


@pytest.mark.parametrize("size", [8, 12, 32, 64, 128])
def test_boxes_scale_with_the_face(size):
    images = np.zeros((2, size, size, 3), np.uint8)
    for name in ("avatars", "anime"):
        for box in boxes(name).values():
            inside = box.of(images)
            assert min(inside.shape[1:3]) >= 2
            assert inside.shape[1] == pytest.approx(box.height * size, abs=2)
        left, right = (boxes(name)[eye].of(images) for eye in EYES)
        assert left.shape == right.shape
        assert list(measure(images, name)) == measures_of(name)
    assert Box(0.9, 0.9, 0.1, 0.1).of(images).shape == (2, max(2, round(size / 10)), max(2, round(size / 10)), 3)


def test_a_face_of_another_size_is_measured_alike():
    large, small = (draw()[:4], load_faces("avatars", size=128, limit=4).images)
    assert measures_of("avatars") == list(MEASURES)
    assert measure(large, "avatars")["warmth, hair"].corr(measure(small, "avatars")["warmth, hair"]) > 0.99


def test_faces_without_known_parts_are_measured_as_a_whole(plain):
    assert measures_of(None) == ["brightness", "colourfulness"]
    pd.testing.assert_frame_equal(measure(plain), measure(plain, "avatars")[measures_of(None)])


def test_unknown_sets_and_other_arrays_are_told(plain):
    for call in (lambda: measure(plain, "avatar"), lambda: real_std("simpsons"), lambda: measures_of(3)):
        with pytest.raises(LatentFacesError, match="There is no set of faces with parts at known places .*avatars"):
            call()
    with pytest.raises(LatentFacesError, match="The faces must be at least one picture"):
        measure(plain[:0], "avatars")
