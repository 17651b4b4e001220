"""The page in a real browser: the same faces as Keras, links both ways, files, bad input, a silent console."""

import io
import json
import shutil

import numpy as np
import pytest
from PIL import Image
from visiting import (
    TURNED,
    UNFOLD,
    assert_playable,
    complained,
    drawn,
    faces_of,
    far,
    followed,
    said_by_node,
    saved,
    settled,
    slide,
)

from latentfaces.explorer.animation import FPS
from latentfaces.explorer.view import View
from latentfaces.latent import MEANS, generate, sample_latent, slerp
from latentfaces.measures.traits import TRAITS
from latentfaces.models.catalogue import count_parameters, find_model
from latentfaces.models.pretrained import load_generator
from latentfaces.paths import ROOT

# Texts on screen whose contrast (WCAG 2.2) to the nearest background behind them is below 4.5.
FAINT = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = numbers(colour).map((x) => x / 255)
            .map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        return numbers(colour)[3] === 0 ? behind(element.parentElement) : colour;
    };
    const contrast = (element) => {
        const [low, high] = [getComputedStyle(element).color, behind(element)].map(light).sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    return [...document.querySelectorAll("body *")]
        .filter((each) => each.checkVisibility() && !each.disabled && each.innerText?.trim())
        .filter((each) => contrast(each) < 4.5)
        .map((each) => each.outerHTML);
}"""
# What keeps people from using the page, as axe-core judges it.
SERIOUS = """async () => (await axe.run()).violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])"""


@pytest.mark.skipif(not shutil.which("npm"), reason="needs Node.js")
def test_the_draw_is_numpys():
    script = """
        import { defaultRng } from "./src/random.js";
        const draw = (seed) => [[...defaultRng(seed).normal(20000)], [...defaultRng(seed).uniform(100)]];
        const draws = [0, 7, 2 ** 32 - 1].map(draw);
        process.stdout.write(JSON.stringify(draws));
    """
    for seed, (normal, uniform) in zip((0, 7, 2**32 - 1), said_by_node(script), strict=True):
        expected = np.random.default_rng(seed).standard_normal(20000)
        # The tail beyond 3.65 has a rule of its own.
        assert np.abs(expected).max() > 3.7
        np.testing.assert_allclose(normal, expected, atol=1e-7)
        np.testing.assert_array_equal(uniform, np.random.default_rng(seed).uniform(-1, 1, 100))


def test_a_folder_with_one_model_stays_under_15_mb(site):
    sizes = {path.name: path.stat().st_size for path in site[0].rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 15e6
    # In half precision, with room for the graph.
    assert sizes["avatars.tflite"] < 2.05 * count_parameters(find_model("avatars").weights)


def test_limits_means_and_words_are_those_of_models_json(site, browser):
    catalogue = json.loads((site[0] / "models.json").read_text())
    constants = catalogue["constants"]
    assert constants["limits"]["truncation"] == {"low": 0.5, "high": 3, "step": 0.05}
    constants["limits"]["mean"] = {"low": -0.5, "high": 1.25, "step": 0.25}
    constants["limits"]["width"]["high"] = 3
    constants["view"] |= {"std": 0.5, "width": 3}
    constants["means"] = [-0.5, 0.0, 1.0]
    constants["most_pins"] = 1
    constants |= {"fps": 20, "slider_frames": 5, "averages": ["average of pixels", "middle of z"]}
    constants["controls"]["std"] = {"label": "Width of z", "about": "It is wide."}
    constants["controls"]["show"]["label"] = "Display"
    constants["shows"]["sweep"] = "a row of means"
    constants["actions"]["undo"] = "Take it back."
    page = browser.new_page()
    page.route("**/models.json", lambda route: route.fulfill(json=catalogue))
    page.goto(site[1] + "?mean=1.25&width=4&show=sweep&pin=0~1~0.00~1.00~off&pin=0~8~0.00~1.00~off")
    page.wait_for_selector("#stage[data-drawn]")
    page.evaluate(UNFOLD)
    complained(page, "“4” is not a whole number from 1 to 3")
    complained(page, "only the first 1 were taken")
    assert page.inner_text("#law") == "z ~ N(m, 0.50), m from −0.5 to 1"
    assert page.locator(".face span").all_inner_texts()[:3] == ["−0.5", "0.0", "1.0"]
    assert page.locator("#panels .face").count() == 9
    assert page.locator("figcaption").all_inner_texts() == ["Average of pixels", "Middle of\N{NO-BREAK SPACE}z"]
    slider = page.locator("[type=range]").first
    assert [slider.get_attribute(name) for name in ("min", "max", "step")] == ["-0.5", "1.25", "0.25"]
    assert slider.input_value() == "1.25"
    assert page.get_by_label("What is Width of z?").get_attribute("title") == "It is wide."
    assert page.get_by_label("Display").locator("option").all_inner_texts()[1] == "A row of means"
    assert page.locator("#undo").get_attribute("title") == "Take it back."
    with page.expect_download() as download:
        page.click("#gif")
    film = Image.open(download.value.path())
    assert (film.n_frames, film.info["duration"]) == (5, 50)
    page.close()


def test_faces_are_those_of_keras(visit):
    G = load_generator("avatars")
    page = visit("?mean=0.30&std=0.40&seed=7&width=3")
    law = {"mean": 0.3, "std": 0.4, "seed": 7}
    faces = generate(G, sample_latent(9, G, **law))
    assert far(faces_of(page), faces) <= 2
    followed(page)
    averages = faces_of(page, "figure canvas")
    assert far(averages[0], np.rint(faces.mean(axis=0))) <= 2
    assert far(averages[1], generate(G, np.full((1, 100), 0.3, np.float32))[0]) <= 2
    assert page.inner_text("#law") == "z ~ N(0.30, 0.40)"
    measured = page.locator("#traits tbody tr").evaluate_all("rows => rows.map((row) => row.cells[1].textContent)")
    assert [float(text.replace("−", "-")) for text in measured] == pytest.approx(
        [trait(faces).mean() for trait in TRAITS.values()], abs=2e-3
    )


def test_truncation_and_sweep_are_pythons(visit):
    G = load_generator("avatars")
    page = visit("?seed=3&std=0.80&trunc=0.70&width=2&show=sweep")
    rows = [sample_latent(2, G, mean, 0.8, 3, truncation=0.7) for mean in MEANS]
    assert far(faces_of(page), generate(G, np.stack(rows, axis=1).reshape(-1, 100))) <= 2
    assert page.inner_text("#law") == "z ~ N(m, 0.80), cut at ±0.70, m from −1 to 0.8"


def test_a_uniform_prior_is_called_and_drawn_as_one(visit, models):
    G = load_generator(models["uniform"])
    page = visit("?model=uniform&mean=0.50&seed=5")
    assert far(faces_of(page), generate(G, sample_latent(16, G, 0.5, 1.0, 5))) <= 2
    assert page.inner_text("#law") == "z ~ U(-0.50, 1.50)"
    page.select_option("#show", "sweep")
    drawn(page, "show=sweep")
    assert page.inner_text("#law") == "z ~ U(m − 1.00, m + 1.00), m from −1 to 0.8"
    page.select_option("#compare", "avatars")
    complained(page, "another kind of z")
    assert page.locator(".panel").count() == 1


def test_sliders_redraw_the_same_canvases_and_settle_in_the_address_bar(visit):
    G = load_generator("avatars")
    page = visit("?width=4")
    before = page.locator(".face canvas").first.element_handle()
    slide(page, "Mean of z", 0.3)
    settled(page, "mean=0.30")
    slide(page, "Spread of z (std)", 0.4)
    settled(page, "std=0.40")
    assert far(faces_of(page), generate(G, sample_latent(16, G, 0.3, 0.4, 0))) <= 2
    assert before.evaluate("canvas => canvas === document.querySelector('.face canvas')")
    assert page.url.endswith("?model=avatars&mean=0.30&std=0.40&seed=0&width=4")
    page.click("#new")
    page.click("#undo")  # before it is drawn, or after
    drawn(page, "mean=0.30&std=0.40&seed=0")
    page.click("#undo")
    drawn(page, "mean=0.30&std=1.00&seed=0")
    page.click("#reset")
    drawn(page, "mean=0.00&std=1.00")
    # Keys pressed one after the other are one change.
    slider = page.get_by_label("Mean of z", exact=True).and_(page.locator("[type=range]"))
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    settled(page, "mean=0.10")
    page.click("#undo")
    drawn(page, "mean=0.00")
    page.check("#sliders [type=checkbox]")
    settled(page, "trunc=1.75")


def test_two_models_share_z_and_a_named_direction_has_a_slider(visit, models):
    G, other = load_generator(models["named"]), load_generator("avatars")
    page = visit("?model=named&compare=avatars&width=2")
    slide(page, "turned", 2)
    drawn(page, "d.turned=2.00")
    z = sample_latent(4, G) + 2 * np.array(TURNED["vector"], np.float32)
    assert far(faces_of(page), generate(G, z)) <= 2
    assert far(faces_of(page, panel=1), generate(other, z)) <= 2
    followed(page)
    percent = page.locator("#traits tbody tr").first.locator("meter").first.evaluate("meter => meter.value")
    # The brightness of real faces was said to lie evenly from -1 to 1.
    assert percent == pytest.approx(50 + 50 * TRAITS["brightness"](generate(G, z)).mean(), abs=1)


def test_a_link_means_the_same_here_and_in_python(visit):
    query = "?model=avatars&compare=named&mean=0.30&std=0.40&seed=7&width=2&trunc=1.50&show=sweep&pin=3~5~0.20~1.00~off"
    page = visit(query)
    assert page.url.endswith(query)
    assert View.from_query(page.url).query() == query


def test_pinned_faces_are_walked_between(visit, tmp_path):
    G = load_generator("avatars")
    page = visit("?width=2")
    page.locator(".face").nth(1).click()
    page.locator(".face").nth(1).press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 2")
    assert page.url.endswith("&pin=0~1~0.00~1.00~off&pin=0~3~0.00~1.00~off")
    page.select_option("#what", "walk")
    page.click("#play")
    page.wait_for_function("document.querySelectorAll('.face canvas').length === 3")  # one, and two that are pinned
    # The walk stops at the face that is clicked, and that can be shaped; at its ends it shows the pinned ones.
    page.wait_for_function(
        """() => {
            const frame = document.querySelector("#frame").valueAsNumber;
            if (frame < 4 || frame > 20) return false;
            document.querySelector("#panels .face").click();
            return true;
        }"""
    )
    settled(page, "&pin=z")
    assert "&show=face&z=" in page.url
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 3")
    page.go_back()
    page.go_back()
    page.wait_for_function("!document.querySelector('#stage').dataset.drawn.includes('show=face')")
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 2")
    film = Image.open(saved(page, "#gif", tmp_path))
    durations = [film.seek(i) or film.info["duration"] for i in range(film.n_frames)]
    assert abs(sum(durations) - 1000 * film.n_frames / FPS) <= 5 and set(durations) == {80, 90}
    film.seek(film.n_frames // 4)
    frame = np.asarray(film.convert("RGB"))[8:-8:4, 8:-8:4]
    _, a, _, b = sample_latent(4, G)
    # A GIF has few colours.
    assert np.abs(frame - generate(G, slerp(a, b, [0.5]))[0].astype(int)).mean() < 8
    page.locator("#pins button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 1")
    assert page.evaluate("document.activeElement === document.querySelector('#pins button')")


def test_a_frame_is_shown_that_is_dragged_to_and_a_pace_makes_a_film_shorter(visit, models, tmp_path):
    G = load_generator(models["named"])
    page = visit("?model=named&width=2")
    page.select_option("#pace", "quick")
    slide(page, "Frame", 12)  # of 24, the far end
    settled(page, "mean=1.00")
    assert far(faces_of(page), generate(G, sample_latent(4, G, mean=1))) <= 2
    for i in (0, 1):
        page.locator("#panels .face").nth(i).click()
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 2")
    page.select_option("#what", "walk")
    # A quarter of the way around is half of the way to the second face.
    slide(page, "Frame", 4)
    settled(page, "&show=face&z=")
    page.wait_for_function("document.querySelectorAll('#panels .face').length === 1")
    a, b = sample_latent(2, G, mean=1)
    assert far(faces_of(page), generate(G, slerp(a, b, [0.5]))) <= 2
    assert Image.open(saved(page, "#gif", tmp_path)).n_frames == 16
    drawn(page, "width=2")


def test_a_face_that_is_pinned_while_it_moves_is_the_one_on_which_the_animation_stops(visit):
    page = visit("?width=2")
    page.click("#play")
    page.wait_for_function("document.querySelector('#law').textContent.includes('N(-0.')")
    page.locator("#panels .face").first.click()
    settled(page, "pin=")
    mean = page.evaluate("new URLSearchParams(location.search).get('mean')")
    assert page.evaluate("new URLSearchParams(location.search).get('pin')") == f"0~0~{mean}~1.00~off"


def test_what_is_on_screen_is_kept_in_files_and_opened_again(visit, tmp_path):
    G = load_generator("avatars")
    page = visit("?mean=0.30&width=2&seed=9")
    z = sample_latent(4, G, 0.3, 1.0, 9)
    sheet = np.asarray(Image.open(saved(page, "#png", tmp_path)).convert("RGB"))[::3, ::3]
    # Under the model's name, and over the averages.
    assert far(sheet[18:82, 68:132], generate(G, z)[1]) <= 2
    assert far(sheet[152:216, 68:132], generate(G, np.full((1, 100), 0.3, np.float32))[0]) <= 2
    path = saved(page, "#npz", tmp_path)
    with np.load(path) as arrays:
        np.testing.assert_allclose(arrays["z"], z, atol=1e-6)
        assert arrays["pins"].shape == arrays["from_files"].shape == (0, 100)
        assert View.from_query(str(arrays["link"])) == View(mean=0.3, width=2, seed=9)
    slide(page, "Mean of z", -0.5)
    drawn(page, "mean=-0.50")
    page.set_input_files("#file", path)
    drawn(page, "mean=0.30")
    np.savez(tmp_path / "two.npz", z=z[:2].astype(float))
    page.set_input_files("#file", tmp_path / "two.npz")
    page.wait_for_function("document.querySelectorAll('#pins canvas').length === 2")
    film = saved(page, "#mp4", tmp_path).read_bytes()
    assert b"mean=0.30" in film and b"Lisa Wischofsky" in film
    assert_playable(film)


def test_a_mangled_link_says_what_it_left_out_and_shows_the_rest(visit):
    page = visit("?model=nobody&mean=abc&std=9&seed=1.5&d.smile=1&pin=1~2&meen=1&width=3&width=2" + 12 * "&pin=")
    assert page.url.endswith("?model=avatars&mean=0.00&std=1.00&seed=0&width=2")
    for part in ("nobody", "abc", "“9” is not a number from 0 to 2", "“1.5” is not a whole", "smile", "1~2", "meen"):
        complained(page, part)
    complained(page, "pins 13 faces, and only the first 12 were taken")


def test_text_that_is_no_number_is_told_in_place(visit):
    page = visit("?width=2")
    before = faces_of(page)
    field = page.get_by_label("Mean of z, number")
    for text in ("abc", "", "7", "1e999"):
        field.fill(text)
        field.press("Enter")
        said = page.locator(".slider .wrong").first.inner_text()
        assert f"“{text}” is not a number from -1 to 1. The faces stay" in said
        # What is mistyped stays to be mended, and an empty field gets its number back.
        assert field.input_value() == (text or "0.00")
    assert far(faces_of(page), before) == 0
    page.click("#reset")
    assert page.locator(".slider .wrong").first.is_hidden() and field.input_value() == "0.00"
    field.fill("abc")
    field.press("Enter")
    # Another slider leaves what is wrong here alone.
    slide(page, "Spread of z (std)", 0.5)
    drawn(page, "std=0.50")
    assert page.locator(".slider .wrong").first.is_visible()
    # Typing stops what moves.
    page.select_option("#what", "std")
    page.click("#play")
    drawn(page, "moving")
    field.fill("−0,25")
    drawn(page, "mean=0.00")
    assert field.input_value() == "−0,25"
    field.press("Enter")
    drawn(page, "mean=-0.25")
    assert page.locator(".slider .wrong").first.is_hidden()
    assert field.input_value() == "-0.25"
    field.fill("0.123456")
    field.press("Enter")
    drawn(page, "mean=0.123456&")
    assert field.input_value() == "0.123456" and page.inner_text("#law").startswith("z ~ N(0.123456, ")


def test_a_model_that_takes_long_is_shown_although_a_slider_moved(visit):
    page, held = visit("?width=2"), []
    page.route("**/named.tflite", lambda route: held.append(route))
    with page.expect_request("**/named.tflite"):
        page.select_option("#model", "named")
    slide(page, "Mean of z", 0.5)
    drawn(page, "mean=0.50")
    held[0].continue_()
    drawn(page, "model=named&mean=0.50")


def test_a_model_that_cannot_be_drawn_is_undone(visit):
    page = visit("?width=2")
    before, link = faces_of(page), page.url
    page.route("**/named.tflite", lambda route: route.fulfill(body="no model"))
    page.select_option("#model", "named")
    complained(page, "could not be drawn")
    assert (page.url, page.input_value("#model")) == (link, "avatars")
    slide(page, "Mean of z", 0.5)
    drawn(page, "model=avatars&mean=0.50")
    page.click("#undo")
    drawn(page, "mean=0.00")
    assert far(faces_of(page), before) == 0
    page.context.set_offline(True)
    page.select_option("#model", "uniform")
    complained(page, "uniform.tflite could not be fetched; see whether this device is online")


def test_the_model_chosen_last_is_shown(visit):
    page, held = visit("?width=2"), []
    page.route("**/named.tflite", lambda route: held.append(route))
    with page.expect_request("**/named.tflite"):
        page.select_option("#model", "named")
    page.select_option("#model", "uniform")
    drawn(page, "model=uniform")
    with page.expect_response("**/named.tflite"):
        held[0].continue_()
    slide(page, "Mean of z", 0.5)
    drawn(page, "model=uniform&mean=0.50")


def test_a_model_takes_over_what_it_knows(visit):
    page = visit("?model=named&d.turned=1&compare=avatars&width=2")
    options = "options => options.map((option) => option.value)"
    assert page.locator("#what option").evaluate_all(options) == [
        *("mean", "std", "truncation", "d.turned", "d.weights, 1", "state"),
    ]
    page.select_option("#model", "uniform")
    drawn(page, "model=uniform&mean=0.00&std=1.00&seed=0&width=2")
    page.wait_for_function("document.querySelector('#told').textContent.includes('turned, the comparison')")
    assert page.locator("#what option").evaluate_all(options) == ["mean", "std", "truncation"]


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_a_file_that_holds_no_z_is_told_in_one_sentence(visit, tmp_path):
    page = visit("?width=2")
    before = faces_of(page)
    for data, sentence in (
        (b"PK\x03\x04 no more", "not an .npz file"),
        (npz(y=np.zeros((2, 100))), "not an .npz file with an array named z"),
        (npz(z=np.zeros((2, 64), np.float32)), "64 numbers a face, and avatars takes 100"),
        (npz(z=np.full((2, 100), np.nan)), "finite numbers"),
        (npz(z=np.zeros((13, 100), np.float32)), "13 faces, and 12 more can be pinned"),
        (npz(z=np.array(["a"])), "table"),
        (npz(z=np.zeros((2, 100)), link="?model=run"), "saved from the model run, which this page does not have"),
        (npz(z=np.zeros((2, 100)), link=np.full(3, 1e9)), "The link in this file is damaged"),
    ):
        (tmp_path / "z.npz").write_bytes(data)
        page.set_input_files("#file", tmp_path / "z.npz")
        complained(page, sentence)
    # A picture that is dropped neither takes the page's place nor changes the view.
    assert page.evaluate("""() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["no face"], "cat.png", { type: "image/png" }));
        return !document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }""")
    complained(page, "cat.png cannot be read as a picture: choose a still picture of a face, such as a PNG")
    assert far(faces_of(page), before) == 0


def test_a_lost_gpu_is_replaced(site, browser):
    page = browser.new_page()
    # A worker of WebAssembly stands in for the GPU, as fast as the others, and fails when told.
    page.add_init_script("""
        Object.defineProperty(navigator, "gpu", { value: { requestAdapter: async () => ({}) } });
        performance.now = () => 0;
        const start = {};
        globalThis.Worker = class extends Worker {
            postMessage(message) {
                if (message.accelerator === "webgpu") this.isGpu = Object.assign(message, start);
                else if (message.task === "start") Object.assign(start, message);
                if (this.isGpu && globalThis.isLost) setTimeout(() => this.onmessage({ data: { error: "lost" } }));
                else super.postMessage(message);
            }
            terminate() {
                globalThis.terminated = [...(globalThis.terminated ?? []), Boolean(this.isGpu)];
                super.terminate();
            }
        };
    """)
    page.goto(site[1] + "?width=2")
    page.wait_for_function("globalThis.terminated?.includes(false)")
    page.evaluate("globalThis.isLost = true")
    slide(page, "Mean of z", 0.5)
    drawn(page, "mean=0.50")
    assert page.evaluate("globalThis.terminated.includes(true)")
    page.close()


def test_without_webassembly_there_is_a_picture_and_a_sentence(site, browser):
    page = browser.new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(site[1])
    page.wait_for_selector(".failed #loading")
    assert "lacks WebAssembly" in page.inner_text("#loading-text")
    assert page.locator("#first").evaluate("image => image.naturalWidth") == 266
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(visit, scheme):
    page = visit("?width=2")
    page.emulate_media(color_scheme=scheme)
    page.add_script_tag(path=ROOT / "page" / "node_modules" / "axe-core" / "axe.min.js")
    assert page.evaluate(FAINT) == page.evaluate(SERIOUS) == []
    page.click("#tab-face")
    drawn(page, "show=face")
    assert page.evaluate(FAINT) == page.evaluate(SERIOUS) == []
    page.select_option("#model", "named")
    page.wait_for_selector("#state:visible")
    assert page.evaluate(FAINT) == page.evaluate(SERIOUS) == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 22, 28)")
