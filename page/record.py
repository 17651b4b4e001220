"""Records images/explorer.webp, the README's animation of the page: `python page/record.py`, after `make page`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from latentfaces.explorer.view import START
from latentfaces.storage import atomic_write

PAGE = Path(__file__).resolve().parent
sys.path.insert(0, str(PAGE.parent / "tests"))
from browser import CHROMIUM, served  # noqa: E402

FPS = 12


def record(page):
    """The frames, as PIL images: mean and spread are dragged, another model joins, and the mean moves in both."""
    frames = []

    def shoot(times=1):
        frames.extend([Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((600, 375))] * times)

    def drag(label, start, end):
        slider = page.get_by_label(label, exact=True).and_(page.locator("[type=range]"))
        # In steps of 0.05, which are whole numbers of twentieths.
        start, end = round(20 * start), round(20 * end)
        for twentieth in range(start, end, 1 if start < end else -1):
            text = f"{twentieth / 20:.2f}"
            slider.fill(text)
            page.wait_for_function("text => document.querySelector('#law').textContent.includes(text)", arg=text)
            shoot()

    shoot(FPS)
    drag("Spread of z (std)", 0.95, 0.55)
    shoot(3)
    drag("Mean of z", 0.05, 0.65)
    shoot(3)
    drag("Mean of z", 0.55, -0.05)
    page.select_option("#compare", "anime")
    page.wait_for_function("document.querySelectorAll('.panel').length === 2")
    shoot(FPS // 2)
    drag("Mean of z", -0.05, -0.45)
    shoot(FPS)
    return frames


if __name__ == "__main__":
    with served(PAGE / "dist") as address, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}?seed={START.seed}")
        page.wait_for_selector("#stage[data-drawn]")
        page.click("summary >> text=Model and view")
        first, *rest = record(page)
        with atomic_write(PAGE.parent / "images" / "explorer.webp") as partial:
            first.save(
                partial, "webp", save_all=True, append_images=rest, duration=1000 // FPS, loop=0, quality=50, method=4
            )
