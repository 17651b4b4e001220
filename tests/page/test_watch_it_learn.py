"""The walk through the training: earlier states of a run draw the same z, fetched when they are asked for."""

import numpy as np
from visiting import STATES, TURNED, complained, drawn, faces_of, far, settled, slide

from latentfaces.explorer.animation import FRAMES_OF_STATE
from latentfaces.explorer.view import View
from latentfaces.explorer.words import about_model, seen
from latentfaces.latent import sample_latent
from latentfaces.models.pretrained import load_generator


def test_a_face_grows_up_and_back_makes_it_young_again(visit, models):
    first, second = (load_generator(f"{models['named']}@{kimg}") for kimg in STATES)
    z = sample_latent(4, first, seed=3) + np.array(TURNED["vector"], np.float32)
    page = visit("?model=named%4020&seed=3&width=2&d.turned=1.00")
    assert far(faces_of(page), first.faces(z)) <= 2
    assert page.inner_text("#seen") == seen(View.from_query(page.url), first)
    assert page.inner_text("#model-about") == about_model(first)
    # The list of models has only finished ones.
    assert page.input_value("#model") == "named"
    assert page.locator("#model option, #compare option").filter(has_text="@").count() == 0
    training = page.get_by_role("slider", name="Watch it learn")
    assert training.get_attribute("aria-valuetext") == "20,000 images"
    training.press("ArrowRight")
    settled(page, "model=named%4060&mean=0.00&std=1.00&seed=3&width=2&d.turned=1.00")
    assert far(faces_of(page), second.faces(z)) <= 2
    assert page.inner_text("#stop") == "60,000 images"
    training.press("End")
    settled(page, "model=named&")
    assert page.inner_text("#stop") == "finished" and "training images" not in page.inner_text("#seen")
    page.go_back()
    drawn(page, "model=named%4060")
    assert far(faces_of(page), second.faces(z)) <= 2 and training.input_value() == "1"


def test_a_state_that_is_missing_on_the_server_is_told_and_the_view_stays(visit):
    page = visit("?model=named&show=face")
    before, link = faces_of(page), page.url
    page.context.set_offline(True)
    training = page.get_by_role("slider", name="Watch it learn")
    training.press("ArrowLeft")
    complained(page, "named@60.tflite could not be fetched")
    assert (page.url, training.input_value(), page.inner_text("#stop")) == (link, "2", "finished")
    assert far(faces_of(page), before) == 0
    page.context.set_offline(False)
    training.press("ArrowLeft")
    drawn(page, "model=named%4060")
    assert page.inner_text("#wrong") == ""


def test_bytes_are_counted_while_a_state_loads(visit, site):
    page = visit("?model=named&show=face")
    page.evaluate(
        """globalThis.said = [];
        const coming = document.querySelector("#coming");
        new MutationObserver(() => said.push(coming.textContent)).observe(coming, { childList: true });"""
    )
    page.get_by_role("slider", name="Watch it learn").press("ArrowLeft")
    settled(page, "model=named%4060")
    size = f"{(site[0] / 'named@60.tflite').stat().st_size / 1e6:.1f}"
    said = page.evaluate("said")
    assert f"0.0 of {size} MB" in said and f"{size} of {size} MB" in said and said[-1] == ""


def test_the_training_is_played_from_its_start(visit):
    page = visit("?model=named&show=face")
    page.select_option("#what", "state")
    page.click("#play")
    page.wait_for_function("document.querySelector('#stop').textContent === '20,000 images'")
    page.wait_for_function("document.querySelector('#stop').textContent === '60,000 images'")
    # What was only watched leaves the finished network, however it ends.
    for end in (lambda: page.click("#play"), lambda: page.select_option("#what", "d.turned")):
        end()
        page.wait_for_function("document.querySelector('#stop').textContent === 'finished'")
        drawn(page, "model=named&")
        assert page.inner_text("#play") == "Play" and "model=named&" in page.url
        page.select_option("#what", "state")
        page.click("#play")
        page.wait_for_function("document.querySelector('#stop').textContent === '20,000 images'")
    # A frame that is dragged to is chosen.
    slide(page, "Frame", FRAMES_OF_STATE)
    settled(page, "model=named%4060&")
    # A model of which no earlier state is here has no such control.
    page.select_option("#model", "avatars")
    drawn(page, "model=avatars")
    assert page.locator("#training").is_hidden() and page.locator("#what option[value=state]").count() == 0
