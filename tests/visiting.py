"""What the page's tests share: the page, built and served once, a browser, and what a visitor does there.

tests/conftest.py loads this as a plugin, so that the page is built once for all files.
"""

import importlib.util
import json
import shutil
import subprocess

import numpy as np
import pytest
from browser import CHROMIUM, served
from imageio_ffmpeg import get_ffmpeg_exe

from latentfaces.paths import ROOT

TURNED = {"name": "turned", "vector": [0.5, -0.5] * 50, "low": -3, "high": 3, "about": "Every other number goes up."}
# Opens every section of the controls.
UNFOLD = "for (const section of document.querySelectorAll('details')) section.open = true"
STATES = (20, 60)  # of the model "named", thousands of images
STUDIED = {"name": "weights, 1", "vector": [0.1] * 100, "low": -3, "high": 3, "about": "", "is_trait": False}


def run_folder(folder, directions=None, **changes):
    """A run folder with an untrained generator of 8 px."""
    # Keras comes only where a page is built.
    from tiny import TINY

    from latentfaces.measures.traits import TRAITS
    from latentfaces.models.networks import build_generator
    from latentfaces.storage import write_json

    folder.mkdir()
    preset = {**TINY.to_json(), **changes}
    write_json(folder / "run.json", {"preset": preset, "seed": 0, "faces": {}})
    build_generator(type(TINY).from_json(preset)).save_weights(folder / "generator.weights.h5")
    if directions:
        write_json(folder / "directions.json", directions)
        write_json(folder / "real_traits.json", {name: np.linspace(-1, 1, 101).tolist() for name in TRAITS})
    return folder


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """What the page is built with: the shipped model, one that can be compared with it, and one that cannot."""
    root = tmp_path_factory.mktemp("models")
    named = run_folder(root / "named", [TURNED, STUDIED], latent_dim=100)
    (named / "states").mkdir()
    for kimg in STATES:
        run_folder(named / "states" / str(kimg), latent_dim=100)
    return {"avatars": "avatars", "named": named, "uniform": run_folder(root / "uniform", latent="uniform")}


def said_by_node(script, given=None):
    """The value that a script of Node.js writes as JSON; it can import from page/src, and read `given` as JSON."""
    command = ["node", "--input-type=module", "--eval", script]
    # In page/, so that it finds what is installed there.
    done = subprocess.run(
        command, input=json.dumps(given), cwd=ROOT / "page", capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def page_build():
    """page/build.py as a module."""
    spec = importlib.util.spec_from_file_location("page_build", ROOT / "page" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def site(models, tmp_path_factory):
    """(folder, address) of the page, built and served."""
    if not CHROMIUM:
        pytest.skip("needs a browser (Debian: apt install chromium)")
    if not shutil.which("npm"):
        pytest.skip("needs npm (Debian: apt install npm)")
    if subprocess.run(["npm", "ping", "--fetch-retries=0"], capture_output=True).returncode:
        pytest.skip("needs the npm registry, which cannot be reached")
    states = [f"{models['named']}@{kimg}" for kimg in STATES]
    dist = page_build().build([*models.values(), *states], tmp_path_factory.mktemp("site") / "dist")
    with served(dist) as address:
        yield dist, address


# Not for the session: while Playwright is open, an event loop runs, which tests of other rooms do without.
@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(site, browser):
    """Function query -> the page with that view drawn; at the end no error may have reached the console."""
    errors = []

    def heard(message):
        # Chromium's own word for a page that a test took offline.
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            errors.append(message.text)

    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def opened(query=""):
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site[1] + query)
        page.wait_for_selector("#stage[data-drawn]")
        page.evaluate(UNFOLD)
        return page

    yield opened
    context.close()
    assert errors == []


def faces_of(page, selector=".face canvas", panel=0):
    """Pixels of the canvases in a panel, uint8 (N, S, S, 3)."""
    pixels = (
        page.locator(".panel")
        .nth(panel)
        .evaluate(
            """(panel, selector) => [...panel.querySelectorAll(selector)].map((canvas) =>
            [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data])""",
            selector,
        )
    )
    size = round((len(pixels[0]) / 4) ** 0.5)
    return np.array(pixels, np.uint8).reshape(len(pixels), size, size, 4)[..., :3]


def drawn(page, part):
    """Waits until what is drawn has a part of a query string."""
    page.wait_for_function("part => document.querySelector('#stage').dataset.drawn.includes(part)", arg=part)


def followed(page):
    """Waits until what follows the faces, the averages and the read-outs, is there."""
    page.wait_for_function("(({ drawn, beside }) => drawn === beside)(document.querySelector('#stage').dataset)")


def settled(page, part):
    """Waits until the address bar has a part of a query string."""
    page.wait_for_function("part => location.search.includes(part)", arg=part)


def complained(page, part):
    """Waits until the page says a part of a sentence about what went wrong."""
    page.wait_for_function("part => document.querySelector('#wrong').textContent.includes(part)", arg=part)


def slide(page, label, value):
    """What a dragged slider does: many events, of which the last counts."""
    page.get_by_label(label, exact=True).and_(page.locator("[type=range]")).evaluate(
        """(slider, value) => {
            for (const x of [slider.min, slider.max, value]) {
                slider.value = x;
                slider.dispatchEvent(new Event("input"));
            }
            slider.dispatchEvent(new Event("change"));
        }""",
        value,
    )


def assert_playable(film):
    """Fails unless a strict decoder takes the bytes of an MP4 without a warning."""
    command = [get_ffmpeg_exe(), "-v", "warning", "-xerror", "-i", "-", "-f", "null", "-"]
    assert subprocess.run(command, input=film, capture_output=True, check=True).stderr == b""


def far(a, b):
    return np.abs(a.astype(int) - b.astype(int)).max()


def saved(page, button, folder):
    with page.expect_download() as download:
        page.click(button)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
