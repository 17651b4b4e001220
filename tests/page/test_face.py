"""One face to shape: traits, faces like it, crossing, and a browser's Back that takes back one change."""

import numpy as np
import pytest
from visiting import TURNED, complained, drawn, faces_of, far, saved, settled, slide

from latentfaces.explorer.animation import FRAMES_BETWEEN
from latentfaces.explorer.view import START, View
from latentfaces.latent import generate, sample_latent, slerp
from latentfaces.models.pretrained import load_generator

VECTOR = np.array(TURNED["vector"], np.float32)


@pytest.fixture(scope="module")
def G(models):
    return load_generator(models["named"])


def shown_z(page, G):
    """z (1, d) of the one face that the address bar tells, by Python."""
    return View.from_query(page.url).faces_z(G)


def test_a_first_visit_begins_with_one_large_face_and_a_button_for_another(visit):
    avatars = load_generator("avatars")
    page = visit()
    assert far(faces_of(page), generate(avatars, sample_latent(1, avatars, seed=START.seed))) <= 2
    assert page.locator("#panels canvas").first.bounding_box()["width"] > 400
    assert page.locator("#law, #tips, #traits, [aria-label='Mean of z']").filter(visible=True).count() == 0
    traits = [name for name, direction in avatars.directions.items() if direction.is_trait]
    assert page.locator(".slider label").filter(visible=True).all_inner_texts() == traits
    page.click("#new >> text=Another face")
    page.wait_for_function(f"!location.search.includes('seed={START.seed}&')")
    assert len(faces_of(page)) == 1
    assert far(faces_of(page), generate(avatars, shown_z(page, avatars))) <= 2
    # For those who study z, the grid is one click away, and Back is the way back.
    page.click("#tab-study")
    page.wait_for_function("!location.search.includes('show=face')")
    assert len(faces_of(page)) == 16 and page.locator("#law").is_visible()
    page.go_back()
    drawn(page, "show=face")
    assert len(faces_of(page)) == 1
    page.go_forward()
    page.click("#reset")
    drawn(page, f"seed={START.seed}&")


def test_back_and_forward_take_back_and_bring_back_a_change(visit, G):
    page = visit("?model=named&show=face")
    options = "options => options.map((option) => option.textContent)"
    assert page.locator("#what option").evaluate_all(options) == ["turned", "Watch it learn"]
    slide(page, "turned", 2)
    settled(page, "d.turned=2.00")
    assert far(faces_of(page), generate(G, sample_latent(1, G) + 2 * VECTOR)) <= 2
    page.click("#new")
    page.wait_for_function("!location.search.includes('turned')")
    another = faces_of(page)
    page.go_back()
    drawn(page, "seed=0&width=4&d.turned=2.00")
    assert page.locator("[aria-label='turned']").input_value() == "2"
    page.click("#undo")
    drawn(page, "seed=0&width=4&show=face")
    assert page.locator("#undo").is_disabled()
    page.click("#redo")
    drawn(page, "d.turned=2.00")
    page.go_forward()
    page.wait_for_function("document.querySelector('#redo').disabled")
    page.wait_for_function("!document.querySelector('#stage').dataset.drawn.includes('turned')")
    assert far(faces_of(page), another) == 0
    # A page that was loaded anew still knows the steps before.
    page.reload()
    page.wait_for_selector("#stage[data-drawn]")
    page.click("#undo")
    drawn(page, "d.turned=2.00")


# Moves a slider, and goes back before that change has settled.
AT_ONCE = """([value, goBack]) => {
    const slider = document.querySelector("[aria-label=turned]");
    slider.value = value;
    for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type));
    eval(goBack);
}"""


def test_a_change_that_has_just_been_made_is_taken_back_alone_and_brought_back(visit):
    page = visit("?model=named&show=face")
    slide(page, "turned", 0.5)
    settled(page, "d.turned=0.50")
    for value, go_back in ((1, "document.querySelector('#undo').click()"), (2, "history.back()")):
        before = page.url
        page.evaluate(AT_ONCE, [value, go_back])
        page.wait_for_function("!document.querySelector('#redo').disabled")
        assert page.url == before
        drawn(page, before.split("?")[1])
        # A page that was loaded anew still knows the steps that were undone.
        page.reload()
        page.wait_for_selector("#stage[data-drawn]")
        page.click("#redo")
        drawn(page, f"d.turned={value}.00")
    assert page.locator("#redo").is_disabled()


def test_each_tab_keeps_what_it_shows_while_the_other_one_is_open(visit):
    page = visit("?model=named&show=face&seed=3&d.turned=1.00")
    page.locator("#variants button").nth(2).click()
    settled(page, "&z=")
    shaped, link = faces_of(page), page.url
    page.click("#tab-study")
    page.wait_for_function("!document.querySelector('#stage').dataset.drawn.includes('show=face')")
    settled(page, "seed=3&width=4&d.turned=1.00")
    assert "z=" not in page.url
    page.click("#tips button >> nth=0")
    settled(page, "std=0.00&seed=3&width=4")
    page.click("#tab-face")
    drawn(page, "&z=")
    assert far(faces_of(page), shaped) == 0
    settled(page, "&z=")
    assert page.url == link
    page.click("#tab-study")
    drawn(page, "std=0.00&seed=3&width=4")
    # Another model may have no such face.
    page.select_option("#model", "uniform")
    drawn(page, "model=uniform")
    page.click("#tab-face")
    drawn(page, "model=uniform&mean=0.00&std=1.00&seed=3&width=4&show=face")
    assert "z=" not in page.url


def test_a_face_on_the_way_between_two_is_shaped_pinned_and_sent(visit, G, tmp_path):
    page = visit("?model=named&show=face&pin=1~0~0.00~1.00~off&pin=2~3~0.00~1.00~off~turned~1.00")
    page.select_option("#what", "walk")
    slide(page, "Frame", FRAMES_BETWEEN // 4)
    settled(page, "&z=")
    a, b = sample_latent(1, G, seed=1)[0], sample_latent(4, G, seed=2)[3] + VECTOR
    np.testing.assert_allclose(shown_z(page, G)[0], slerp(a, b, [0.25])[0], atol=1 / 256 + 1e-6)
    assert far(faces_of(page), generate(G, shown_z(page, G))) <= 2
    assert saved(page, "#png", tmp_path).name == "latentfaces-named-shaped.png"
    # So is one at which a walk that plays is stopped.
    before = page.url
    page.click("#play")
    page.wait_for_function("from => Number(document.querySelector('#frame').value) > from", arg=FRAMES_BETWEEN // 4)
    page.click("#play")
    page.wait_for_function("before => location.href !== before", arg=before)
    assert far(faces_of(page), generate(G, shown_z(page, G))) <= 2
    page.click("#pin")
    settled(page, "&pin=z")


def test_a_face_that_was_pinned_in_the_grid_is_unpinned_where_it_is_shaped(visit):
    page = visit("?model=named&width=2&d.turned=1.00")
    page.locator("#panels .face").nth(3).click()
    settled(page, "&pin=0~3~")
    page.click("#tab-face")
    drawn(page, "show=face")
    assert page.inner_text("#pin") == "Pin"
    page.click("#pins button")
    drawn(page, "&z=")
    assert page.inner_text("#pin") == "Unpin"
    page.click("#pin")
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 0")


def test_another_face_and_reset_leave_the_law_of_the_other_tab(visit, G):
    page = visit("?model=named&show=face&std=0.00&mean=0.50&d.turned=1.00")
    page.click("#reset")
    drawn(page, "mean=0.00&std=1.00&seed=0")
    assert far(faces_of(page), generate(G, sample_latent(1, G))) <= 2
    page.click("#undo")
    drawn(page, "std=0.00")
    page.click("#new")
    drawn(page, "mean=0.00&std=1.00")
    assert "seed=0&" not in page.url


def test_a_face_like_another_is_at_the_chosen_distance_and_a_friend_sees_the_same(visit, G):
    page = visit("?model=named&show=face&d.turned=1.00")
    # A direction that is no trait is there to be studied, unless a link has moved it.
    assert page.locator(".slider label").filter(visible=True).all_inner_texts() == ["turned"]
    first = sample_latent(1, G)[0]
    page.locator("#distance").fill("0.2")
    page.locator("#variants button").nth(2).click()
    settled(page, "&z=")
    view = View.from_query(page.url)
    assert view.directions == {"turned": 1.0}
    z = np.array(view.face)
    similarity = z @ first / np.linalg.norm(z) / np.linalg.norm(first)
    # On the great circle of the square root of 1 - 0.04, but for the length of the other draw.
    assert 0.95 < similarity < 0.995
    assert far(faces_of(page), generate(G, shown_z(page, G))) <= 2
    friend = visit(page.url.split("/")[-1])
    assert far(faces_of(friend), faces_of(page)) == 0
    # It is pinned as it is, also in a link and in a file, and the pinned face is gone on from.
    friend.click("#pin")
    settled(friend, "pin=z")
    slide(friend, "turned", -2)
    drawn(friend, "d.turned=-2.00")
    friend.click("#pins button")
    settled(friend, "&show=face&z=")
    assert far(faces_of(friend), faces_of(page)) <= 2
    assert View.from_query(friend.url).query() == "?" + friend.url.split("?")[1]


def test_two_pinned_faces_are_crossed(visit, G, tmp_path):
    page = visit("?model=named&show=face&d.weights, 1=1&pin=1~0~0.00~1.00~off&pin=2~3~0.00~1.00~off~turned~1.00")
    assert page.locator(".slider label").filter(visible=True).all_inner_texts() == ["turned", "weights, 1"]
    assert page.locator("#ends").is_visible()
    slide(page, "From one face to the other", 0.25)
    settled(page, "&z=")
    a, b = sample_latent(1, G, seed=1)[0], sample_latent(4, G, seed=2)[3] + VECTOR
    np.testing.assert_allclose(shown_z(page, G)[0], slerp(a, b, [0.25])[0], atol=1 / 256 + 1e-6)
    page.click("#pin")
    settled(page, "pin=z")
    with np.load(saved(page, "#npz", tmp_path)) as arrays:
        assert arrays["pins"].shape == (3, 100) and arrays["from_files"].shape == (0, 100)
        assert View.from_query(str(arrays["link"])).query() == "?" + page.url.split("?")[1]


def test_the_second_pin_tells_where_two_faces_are_crossed_and_opens_it(visit):
    page = visit("?model=named&show=face&pin=1~0~0.00~1.00~off")
    assert page.locator("#cross-hint").is_visible() and page.locator("#ends").is_hidden()
    page.click("#cross summary")
    page.click("#pin")
    page.wait_for_selector("#ends:visible")
    assert page.locator("#cross-hint").is_hidden()
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 2")
    assert page.inner_text("#cross summary") in page.inner_text("#pins-hint")


def test_a_mangled_face_in_a_link_is_left_out(visit):
    page = visit("?model=named&show=face&z=AB&pin=z~AA&pin=z~!!")
    for part in ("link's z was left out: it has 1 numbers, and the model takes 100", "z~AA", "z~!!"):
        complained(page, part)
    assert page.url.endswith("?model=named&mean=0.00&std=1.00&seed=0&width=4&show=face")
