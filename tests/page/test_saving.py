"""Saving: the word beside the button, films one after the other, and what a shared link is shown with."""

import re

import numpy as np
import pytest
from PIL import Image
from visiting import saved, settled, slide

from latentfaces.explorer.view import START
from latentfaces.latent import sample_latent
from latentfaces.models.pretrained import load_generator


def test_films_wait_for_one_another_and_can_be_cancelled(visit, tmp_path):
    page = visit("?model=named&width=2&seed=5&std=0.50")
    with page.expect_download() as download:
        for button in ("#gif", "#mp4", "#gif"):
            page.click(button)
        lines = page.locator("#exports li")
        assert lines.count() == 3
        # The second one is not wanted any more. Meanwhile the page goes on, and the films show what was asked for.
        lines.nth(1).get_by_text("Cancel").click()
        slide(page, "Mean of z", 0.5)
    assert download.value.suggested_filename == "latentfaces-named-seed5-mean0.00-std0.50-mean.gif"
    with page.expect_download() as again:
        page.wait_for_function("document.querySelectorAll('#exports progress').length === 0")
    first, second = (each.value.path().read_bytes() for each in (download, again))
    assert first == second and Image.open(download.value.path()).n_frames == 48
    # One palette for all frames: a pixel that stays has no colour of its own in the next one.
    assert first.count(b"\x21\xf9\x04\x05") == 47
    assert b"?model=named&mean=0.00&std=0.50&seed=5" in first
    assert page.locator("#exports li").all_inner_texts() == [f"{download.value.suggested_filename} is saved."] * 2
    settled(page, "mean=0.50")


def test_a_film_that_fails_is_told_in_its_line(visit):
    page = visit("?model=named&width=2")
    page.route("**/gif-*.js", lambda route: route.fulfill(status=200, body="throw 0", content_type="text/javascript"))
    page.click("#gif")
    page.wait_for_selector("#exports [role=alert]")
    assert "was not saved: The film's encoder could not be fetched" in page.inner_text("#exports")
    page.click("#exports >> text=Close")
    assert page.locator("#exports li").count() == 0
    # Films of one view are told apart by what moves.
    for what, name in (("d.weights, 1", "weights-1"), ("state", "training")):
        page.select_option("#what", what)
        page.click("#gif")
        page.wait_for_selector(f"#exports >> text=latentfaces-named-seed0-mean0.00-std1.00-{name}.gif was not saved")


def test_what_was_kept_is_said_beside_the_button(visit, tmp_path):
    page = visit("?model=named&show=face&seed=3")
    assert saved(page, "#png", tmp_path).name == "latentfaces-named-seed3.png"
    page.wait_for_function("document.querySelector('#kept').textContent === 'latentfaces-named-seed3.png is saved.'")
    button, said = (page.locator(name).bounding_box() for name in ("#png", "#kept"))
    assert abs(said["y"] - button["y"]) < 120
    picture = Image.open(tmp_path / "latentfaces-named-seed3.png")
    assert picture.size == (72, 72) and picture.text["Comment"] == page.url


# A phone's list of programs, which does what it is told, and a clipboard.
SHARING = """
    globalThis.sent = [];
    globalThis.refusal = null;
    navigator.share = async (what) => {
        sent.push(what);
        if (refusal) throw new DOMException("", refusal);
    };
    navigator.clipboard.writeText = async (text) => sent.push(text);
"""


@pytest.mark.parametrize("is_phone", [True, False])
def test_a_link_is_shared_beside_the_button_for_another_face(site, browser, is_phone):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=is_phone, is_mobile=is_phone)
    context.add_init_script(SHARING)
    page = context.new_page()
    page.goto(site[1] + "?model=named&show=face")
    page.wait_for_selector("#stage[data-drawn]")
    another, share = (page.locator(name).bounding_box() for name in ("#new", "#link"))
    assert share["y"] == another["y"] and share["y"] + share["height"] < 844
    page.click("#new")
    page.wait_for_function("!location.search.includes('seed=0&')")
    assert page.inner_text("#link") == ("Share" if is_phone else "Copy link")
    page.click("#link")
    page.wait_for_function("sent.length === 1")
    if is_phone:
        assert page.evaluate("sent[0].url") == page.url
        # A visitor who closes the list wants no copy either; where there is no program, the link is copied.
        page.evaluate("refusal = 'AbortError'")
        page.click("#link")
        page.wait_for_function("sent.length === 2")
        assert page.inner_text("#shared") == ""
        page.evaluate("refusal = 'NotAllowedError'")
        page.click("#link")
    page.wait_for_function("document.querySelector('#shared').textContent === 'The link is copied.'")
    assert page.evaluate("sent.at(-1)") == page.url
    context.close()


def test_a_shared_link_has_a_picture(site):
    html = (site[0] / "index.html").read_text("utf-8")
    address = re.search('property="og:image" content="https://.*/(.*?)"', html)[1]
    size = tuple(int(re.search(f'og:image:{side}" content="(.*?)"', html)[1]) for side in ("width", "height"))
    assert Image.open(site[0] / address).size == size


def test_the_still_picture_begins_with_the_first_face_of_a_visit(site):
    avatars = load_generator("avatars")
    face = np.asarray(Image.open(site[0] / "first.webp").convert("RGB"), int)[2:66, 2:66]
    # The file has lost details.
    assert np.abs(face - avatars.faces(sample_latent(1, avatars, seed=START.seed))[0]).mean() < 8
