"""06_explore in a real JupyterLab 4 and a real browser: sliders are dragged, and the pixels are what the model says."""

import dataclasses
import functools
import json
import re
from pathlib import Path

import numpy as np
import pytest
from browser import CHROMIUM
from lab import chromium, jupyterlab, run_all

from latentfaces.explorer.scenes import open_generator, scenes
from latentfaces.explorer.view import START, View
from latentfaces.pictures.images import grid

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "06_explore.ipynb"
PIXELS = """async (image) => {
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return [image.naturalHeight, image.naturalWidth, [...canvas.getImageData(0, 0, image.naturalWidth,
        image.naturalHeight).data]];
}"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed")


def slider_of(page, name):
    return page.locator(".widget-slider", has=page.get_by_text(name, exact=True))


def drag(page, name, to):
    """Drags a slider's handle to a part, 0 to 1, of its track."""
    slider = slider_of(page, name)
    slider.scroll_into_view_if_needed()
    handle, track = slider.locator(".noUi-handle").bounding_box(), slider.locator(".noUi-base").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + to * track["width"], track["y"] + track["height"] / 2, steps=20)
    page.mouse.up()


def pixels_of(image):
    height, width, values = image.evaluate(PIXELS)
    return np.array(values).reshape(height, width, 4)[..., :3]


def test_sliders_are_dragged_and_the_picture_is_what_the_model_says(tmp_path):
    from playwright.sync_api import expect

    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    # The search for the example keeps the kernel busy for long, in which the explorer does not answer.
    notebook["cells"] = [cell for cell in notebook["cells"] if "example" not in "".join(cell["source"])]
    (tmp_path / NOTEBOOK.name).write_text(json.dumps(notebook), "utf-8")
    opened = functools.cache(open_generator)
    with jupyterlab(tmp_path) as address, chromium(viewport={"width": 1280, "height": 1400}) as (page, errors):
        run_all(page, address, NOTEBOOK.name)
        image = page.locator("img.jupyter-widgets").first
        image.wait_for(timeout=120_000)
        link = page.get_by_label("link", exact=True)

        def shown(**values):
            """The view that the link tells, once it has these values, against the picture on screen."""
            for name, text in values.items():
                expect(link).to_have_value(re.compile(re.escape(f"{name}={text}")), timeout=20_000)
            for _ in range(50):
                view = View.from_query(link.input_value())
                scene = scenes(view, opened)[0]
                picture, expected = pixels_of(image), np.asarray(grid(scene.faces, view.columns), int)
                if picture.shape == expected.shape and np.abs(picture - expected).max() <= 1:
                    return view
                # The browser may still be decoding the picture.
                page.wait_for_timeout(100)
            raise AssertionError(f"{view} is not what is on screen.")

        start = functools.partial(dataclasses.replace, START)
        assert shown() == START
        drag(page, "mean of z", 0.65)
        assert shown(mean="0.30") == start(mean=0.3)
        drag(page, "std of z", 0.2)
        assert shown(std="0.40") == start(mean=0.3, std=0.4)
        page.get_by_text("N(0.30, 0.40)").wait_for()
        slider_of(page, "mean of z").locator(".noUi-handle").press("ArrowRight")
        assert shown(mean="0.35") == start(mean=0.35, std=0.4)
        typed = page.get_by_label("mean of z, number", exact=True)
        for text, said in (("warm", "is not a number"), ("7", "from -1 to 1")):
            typed.fill(text)
            typed.press("Enter")
            page.get_by_text(said).wait_for()
            expect(typed).to_have_value("0.35")
        typed.fill("0.333")
        typed.press("Enter")
        assert shown(mean="0.333") == start(mean=0.333, std=0.4)
        typed.fill("0.35")
        typed.press("Enter")
        assert shown(mean="0.35") == start(mean=0.35, std=0.4)
        page.locator("button[title='Face 6: pin or unpin it']").first.click()
        assert shown(pin=f"{START.seed}~5~0.35~0.40~off").pins == (start(mean=0.35, std=0.4).pin(5),)
        link.fill("?model=avatars&mean=warm")
        link.press("Enter")
        page.get_by_text("is not a number").wait_for()
        page.get_by_text("undo", exact=True).click()
        expect(link).to_have_value(start(mean=0.35, std=0.4).query())
        assert shown().pins == ()
        # Played until it has gone on by itself for a while; undo then takes all of it back.
        page.locator(".jupyter-widgets.widget-play button").first.click()
        page.wait_for_timeout(3_000)
        assert page.get_by_text("N(0.35, 0.40)").count() == 0
        page.get_by_text("undo", exact=True).click()
        page.wait_for_timeout(500)
        assert shown(mean="0.35") == start(mean=0.35, std=0.4)
        assert image.bounding_box()["width"] == 480
        still = page.get_by_alt_text("16 faces, each drawn from 100 random numbers z. They vary less")
        assert still.count() == 1 and not still.is_visible()
        assert errors == []
        # Saved, and opened again when the kernel is gone: there is a picture of what was on screen last, and no error.
        link.fill("?model=avatars&std=0.50&width=2")
        link.press("Enter")
        shown(std="0.50")
        page.get_by_role("menuitem", name="File", exact=True).click()
        with page.expect_response(lambda response: response.request.method == "PUT" and "contents" in response.url):
            page.locator(".lm-Menu-item[data-command='docmanager:save']").click()
        for session in page.request.get(f"{address}/api/sessions").json():
            token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "_xsrf")
            gone = page.request.delete(f"{address}/api/sessions/{session['id']}", headers={"X-XSRFToken": token})
            assert gone.ok, gone.text()
        page.goto(f"{address}/lab/tree/{NOTEBOOK.name}?reset")
        still = page.get_by_alt_text("4 faces, each drawn from 100 random numbers z. They vary less")
        still.wait_for(timeout=60_000)
        # Instead of the explorer and of the button that takes a picture.
        lost = page.get_by_text("Error displaying widget")
        expect(lost).to_have_count(2, timeout=60_000)
        assert not any(each.is_visible() for each in lost.all())
        assert page.get_by_text("Run this cell for a button").is_visible()
        faces = scenes(View(std=0.5, width=2), opened)[0].faces
        # With fewer colours.
        assert np.abs(pixels_of(still) - np.asarray(grid(faces, 2), int)).mean() < 4
        assert page.get_by_text("Move them in the browser.").get_attribute("href").endswith("std=0.50&seed=0&width=2")
