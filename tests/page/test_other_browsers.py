"""The page in Firefox and in WebKitGTK: the faces of Chromium, sliders, links, Back and files."""

import base64
import io

import numpy as np
import other_browsers
import pytest
from PIL import Image
from visiting import UNFOLD, assert_playable, faces_of, far

from latentfaces.explorer.view import View
from latentfaces.latent import generate
from latentfaces.models.pretrained import load_generator

BROWSERS = ("firefox", "webkit")
DRAWN = "document.querySelector('#stage')?.dataset.drawn?.includes(values[0])"


@pytest.fixture(scope="module", params=BROWSERS)
def other(request):
    with getattr(other_browsers, request.param)() as browser:
        yield browser


@pytest.fixture
def opened(site, other):
    """Function query -> the other browser with that view drawn; at the end the page may not have complained."""

    def visit(query):
        other.open(site[1] + query)
        other.wait_for(DRAWN, "")
        other.run(UNFOLD)
        return other

    yield visit
    assert other.run("return document.querySelector('#wrong').textContent") == ""


def faces(browser):
    """Pixels of the faces in the first panel, uint8 (N, S, S, 3)."""
    pixels = browser.run(
        """return [...document.querySelectorAll(".panel .face canvas")].map((canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return btoa(String.fromCharCode(...data));
        })"""
    )
    flat = np.array([np.frombuffer(base64.b64decode(each), np.uint8) for each in pixels])
    size = round((flat.shape[1] / 4) ** 0.5)
    return flat.reshape(len(flat), size, size, 4)[..., :3]


def address(browser):
    return browser.run("return location.href")


def test_first_faces_are_those_of_chromium(opened, visit):
    assert far(faces(opened("?model=avatars")), faces_of(visit("?model=avatars"))) <= 1


def test_a_dragged_slider_changes_the_faces_and_back_takes_that_back(opened, models):
    browser = opened("?model=named&width=2&std=0.50")
    before = address(browser), faces(browser)
    browser.point("[aria-label='Mean of z'][type=range]", (0.5, 0.5), (0.6, 0.5), (0.7, 0.5), (0.9, 0.5))
    browser.wait_for("!location.search.includes('mean=0.00')")
    view = View.from_query(address(browser))
    G = load_generator(models["named"])
    assert view.mean > 0.5 and far(faces(browser), generate(G, view.faces_z(G))) <= 2
    # Going back before a change has settled takes back that one alone.
    dragged = address(browser)
    browser.run(
        """const slider = document.querySelector("[aria-label='Mean of z'][type=range]");
        slider.value = -0.5;
        for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type));
        history.back();"""
    )
    browser.wait_for("!document.querySelector('#redo').disabled")
    browser.wait_for(DRAWN, dragged.split("?")[1])
    assert address(browser) == dragged
    browser.back()
    browser.wait_for(DRAWN, "mean=0.00")
    assert address(browser) == before[0] and far(faces(browser), before[1]) == 0


def test_truncation_starts_at_the_middle(opened):
    browser = opened("?model=named&width=2")
    browser.click("#sliders [type=checkbox]")
    browser.wait_for("location.search.includes('trunc=1.75')")


def test_a_link_from_another_browser_shows_its_face_shaped(opened, models):
    browser = opened("?model=named&show=face&seed=3&d.turned=2.00&fbclid=abc")
    G = load_generator(models["named"])
    view = View.from_query("?model=named&show=face&seed=3&d.turned=2.00")
    assert far(faces(browser), generate(G, view.faces_z(G))) <= 2


def test_what_is_saved_can_be_read(opened, models):
    browser = opened("?model=named&width=2&seed=5")
    # A file would go to a folder that each browser chooses in its own way.
    browser.run(
        """globalThis.kept = {};
        HTMLAnchorElement.prototype.click = function () { kept[this.download.split(".").pop()] = this.href; };"""
    )
    is_film_offered = browser.run("return !document.querySelector('#mp4').hidden")
    # The encoder of WebKitGTK ends the page.
    assert is_film_offered == isinstance(browser, other_browsers.Firefox)
    kinds = ["png", "npz", "gif", *(["mp4"] if is_film_offered else [])]
    for kind in kinds:
        browser.click(f"#{kind}")
    files = {}
    for kind in kinds:
        browser.wait_for("kept[values[0]]", kind)
        files[kind] = base64.b64decode(
            browser.run(
                """const bytes = await (await fetch(kept[values[0]])).bytes();
                return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))""",
                kind,
            )
        )
    picture = Image.open(io.BytesIO(files["png"]))
    assert picture.text["Comment"] == address(browser)
    G = load_generator(models["named"])
    view = View.from_query(address(browser))
    assert np.load(io.BytesIO(files["npz"]))["z"] == pytest.approx(view.faces_z(G), abs=1e-6)
    assert Image.open(io.BytesIO(files["gif"])).n_frames == 48
    if is_film_offered:
        assert_playable(files["mp4"])
