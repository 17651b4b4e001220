"""A picture that a visitor gives: its nearest face is found in the browser, or a sentence says that there is none."""

import io

import numpy as np
import pytest
from PIL import Image
from visiting import complained, faces_of, said_by_node, settled

from latentfaces.experiments.inversion import distances
from latentfaces.latent import sample_latent
from latentfaces.models.pretrained import load_generator


def give(page, picture, name="me.png"):
    """Chooses a picture, a PIL image or bytes, as the visitor's file."""
    if isinstance(picture, Image.Image):
        file = io.BytesIO()
        picture.save(file, "png")
        picture = file.getvalue()
    page.set_input_files("#file", {"name": name, "mimeType": "image/png", "buffer": picture})


def said(page):
    """What is said when the search is over."""
    page.wait_for_selector("#searching:visible:not(:text('Looking'))", timeout=120_000)
    return page.inner_text("#searching")


def test_the_face_of_a_picture_is_found_and_back_takes_it_back(visit):
    avatars = load_generator("avatars")
    (face,) = avatars.faces(sample_latent(1, avatars, std=0.7, seed=99))
    page = visit("?show=grid&width=2")
    before = faces_of(page)
    # The face is in the middle of a wide picture.
    wide = Image.new("RGB", (500, 256), "green")
    wide.paste(Image.fromarray(face).resize((256, 256)), (122, 0))
    give(page, wide)
    sentence = said(page)
    assert sentence.startswith("The nearest face of avatars is") and page.locator("#cancel").is_hidden()
    (found,) = faces_of(page)
    away = np.sqrt(np.mean((found.astype(float) - face) ** 2))
    random = avatars.faces(sample_latent(512, avatars, std=0.7)).astype(float)
    assert away < 0.6 * np.sqrt(np.mean((random - face) ** 2, axis=(1, 2, 3))).min()
    # A friend sees the same face by the link, and what was there before is one step back.
    settled(page, "&z=")
    page.go_back()
    page.wait_for_function("!document.querySelector('#stage').dataset.drawn.includes('&z=')")
    np.testing.assert_array_equal(faces_of(page), before)
    assert page.locator("#search").is_hidden()


@pytest.mark.parametrize("size", [16, 24, 40, 48, 56, 64, 112])
def test_the_distance_to_a_picture_is_that_of_python(site, size):
    faces = np.random.default_rng(0).integers(0, 256, (65, size, size, 3), np.uint8)
    rgba = np.concatenate([faces, np.full((*faces.shape[:3], 1), 255, np.uint8)], axis=-1).reshape(65, -1)
    script = f"""
        import {{ constants }} from "./src/constants.js";
        import {{ findFace }} from "./src/finding.js";
        import {{ readFileSync }} from "node:fs";
        const [picture, ...faces] = JSON.parse(readFileSync(0, "utf8"));
        const law = {{ mean: 0, std: 0.7, truncation: null, seed: 0, directions: {{}} }};
        Object.assign(constants, {{ found: {{ law, prior: 0.0001 }} }});
        const model = {{ name: "mine", size: {size}, latent: "normal", latent_dim: 4, directions: [] }};
        const search = findFace({{ draw: async () => faces }}, model, picture);
        process.stdout.write(JSON.stringify((await search.next()).value.found.distance));
    """
    assert said_by_node(script, rgba.tolist()) == pytest.approx(distances(faces[1:], faces[0]).min(), rel=1e-5)


@pytest.mark.parametrize(
    "picture",
    [Image.new("RGB", (80, 80), "tan"), Image.linear_gradient("L").convert("RGB"), Image.effect_noise((64, 64), 90)],
    ids=["plain", "gradient", "noise"],
)
def test_a_picture_without_a_face_is_told_and_the_view_stays(visit, picture):
    page = visit("?show=grid&width=2")
    before, address = faces_of(page), page.url
    give(page, picture)
    sentence = said(page)
    assert sentence.startswith(("This picture shows no face of the kind that avatars draws", "avatars cannot draw"))
    assert sentence.endswith("The faces stay as they were.")
    np.testing.assert_array_equal(faces_of(page), before)
    assert page.url == address


def test_a_search_ends_where_something_else_is_done(visit):
    page = visit("?show=face&seed=3")
    give(page, b"no picture", "cat.png")
    complained(page, "cat.png cannot be read as a picture")
    (face,) = faces_of(page)
    for end in ("#cancel", "#new"):
        give(page, Image.fromarray(face))
        page.wait_for_selector("#searched:visible")
        page.click(end)
        page.wait_for_selector("#search", state="hidden")
    # With "&": one new seed in nine begins with a 3.
    page.wait_for_function("!location.search.includes('seed=3&')")
    assert "&z=" not in page.url
