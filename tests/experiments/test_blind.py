"""The page that tests a person: what is in it, and what it says at the end."""

import base64
import io
import json
import re

import numpy as np
import pytest
from browser import CHROMIUM
from PIL import Image
from tiny import tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.experiments import blind
from latentfaces.pictures.images import write_faces


@pytest.fixture
def folder(tmp_path):
    """A folder of 70 real faces."""
    write_faces(tiny_faces(70, size=64).images, tmp_path / "<faces> & more")
    return str(tmp_path / "<faces> & more")


def sides_of(test):
    """The side of the real face in each pair, as the page computes it."""
    return [(side ^ noise) & 1 for side, noise in zip(test["sides"], test["noise"])]


def test_each_pair_has_one_real_face_on_the_side_that_the_page_says(folder, tmp_path):
    blind.write_blind_page("avatars", folder, tmp_path / "blind.html")
    test = json.loads(re.search(r'id="test">(.*?)</script>', (tmp_path / "blind.html").read_text())[1])
    sides = sides_of(test)
    assert len(test["pairs"]) == 64 and 16 < sum(sides) < 48
    real = {face.tobytes() for face in tiny_faces(70, size=64).images}
    for pair, side in zip(test["pairs"], sides):
        faces = [np.asarray(Image.open(io.BytesIO(base64.b64decode(png)))).tobytes() for png in pair]
        assert [face in real for face in faces] == [side == 0, side == 1]


@pytest.mark.skipif(not CHROMIUM, reason="needs a browser (Debian: apt install chromium)")
def test_a_person_is_scored_at_the_end(folder, tmp_path, monkeypatch):
    from playwright.sync_api import sync_playwright

    monkeypatch.setattr(blind, "PAIRS", 3)
    blind.write_blind_page("avatars", folder, tmp_path / "blind.html")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto((tmp_path / "blind.html").as_uri())
        sides = sides_of(json.loads(page.locator("#test").text_content()))
        page.get_by_role("button", name="Start").click()
        # Right, wrong, and right again; a key before the faces are there does not count.
        page.keyboard.press("ArrowLeft")
        for side in (sides[0], 1 - sides[1], sides[2]):
            page.locator("#shown:not(.away)").wait_for()
            page.keyboard.press(("ArrowLeft", "ArrowRight")[side])
        assert "right in 2 of 3 pairs: 67%" in page.get_by_role("status").text_content()
        assert json.loads(page.locator("#record").text_content())["hits"] == 2
        assert page.locator("#pairs img.real").count() == 3 and problems == []
        browser.close()


def test_too_few_faces_are_refused(tmp_path):
    write_faces(tiny_faces(5, size=64).images, tmp_path / "faces")
    with pytest.raises(LatentFacesError, match="5 faces are too few for 64 pairs"):
        blind.write_blind_page("avatars", str(tmp_path / "faces"), tmp_path / "blind.html")
