"""The page under a finger and in small windows: nothing clipped, faces in view, a swipe scrolls and moves nothing."""

import time

import pytest
from visiting import drawn, followed, settled

# Elements of which a part is outside the window, to the left or right.
CLIPPED = """() => [...document.querySelectorAll("main *")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("#pins, #beside"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth || each.getBoundingClientRect().left < 0)
    .map((each) => each.outerHTML.slice(0, 100))"""


def in_sight(page, selector):
    """Whether every element is in the window, from top to bottom."""
    return page.locator(selector).evaluate_all(
        "all => all.length > 0 && all.map((each) => each.getBoundingClientRect())"
        ".every(({ top, bottom }) => top >= 0 && bottom <= innerHeight)"
    )


class Finger:
    """One finger on a page, as Chromium gets it from a touch screen."""

    def __init__(self, page):
        self.page, self.session = page, page.context.new_cdp_session(page)

    def _touch(self, kind, *points):
        self.session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [dict(zip("xy", p)) for p in points]}
        )

    def swipe(self, slider, across, down, steps=10):
        """Puts the finger on a quarter of a slider in the window, moves it by so many pixels, and lifts it.

        Returns the page's scrollY before. A finger that rests for half a second, as on a busy machine, is a long press,
        which neither scrolls nor moves anything; then it is put down again.
        """
        for _ in range(10):
            slider.evaluate("range => range.scrollIntoView({ block: 'end' })")
            slider.element_handle().wait_for_element_state("stable")  # a scroll goes on by itself for a while
            before, box = self.page.evaluate("scrollY"), slider.bounding_box()
            x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 2
            way = [("touchMove", (x + across * i / steps, y + down * i / steps)) for i in range(1, steps + 1)]
            began = time.monotonic()
            self._touch("touchStart", (x, y))
            first, *others = [*way, ("touchEnd",)]
            self._touch(*first)
            rested = time.monotonic() - began
            for event in others:
                self._touch(*event)
            if rested < 0.4:
                return before
        raise AssertionError("This machine is too busy for a swipe: each of ten became a long press.")


def mean_slider(page):
    return page.get_by_label("Mean of z", exact=True).and_(page.locator("[type=range]"))


def test_a_swipe_up_from_a_slider_scrolls_and_moves_nothing(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site[1] + "?model=named&mean=0.50&width=2")
    page.wait_for_selector("#stage[data-drawn]")
    followed(page)  # until then the page still grows
    slider, finger = mean_slider(page), Finger(page)
    page.evaluate("document.addEventListener('input', () => { globalThis.heard = true; })")
    before = finger.swipe(slider, across=0, down=-200)
    page.wait_for_function("before => scrollY > before + 100", arg=before)
    assert slider.input_value() == "0.5"
    assert page.evaluate("globalThis.heard") is None
    # Sideways it moves, and where the finger only taps, it jumps there. The keyboard still moves it after a swipe.
    finger.swipe(slider, across=90, down=6)
    page.wait_for_function("Number(document.querySelector('[type=range]').value) < 0.2")
    settled(page, f"mean={float(slider.input_value()):.2f}")
    finger.swipe(slider, across=0, down=0, steps=0)
    settled(page, "mean=-0.5")
    finger.swipe(slider, across=0, down=-200)
    slider.press("ArrowRight")
    drawn(page, "mean=-0.45")
    context.close()


@pytest.mark.parametrize(
    "query", ["?width=4&compare=named", "?model=named&show=face&pin=1~0~0.00~1.00~off&pin=2~0~0.00~1.00~off"]
)
def test_a_phone_keeps_the_faces_in_view_and_never_scrolls_sideways(visit, query):
    page = visit(query)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#npz").scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator(".grid").first.bounding_box()
    assert 0 <= box["y"] < 200
    small = page.locator("button:visible, select:visible, input[type=range]:visible").evaluate_all(
        "all => all.filter((each) => !each.matches('.face, .variant'))"
        ".filter((each) => each.getBoundingClientRect().height < 44)"
    )
    assert small == []


@pytest.mark.parametrize(
    "query", ["?width=4", "?width=4&compare=named", "?model=named&width=2&show=sweep", "?model=named@20"]
)
def test_nothing_is_clipped_in_a_narrow_window(visit, query):
    page = visit(query)
    page.set_viewport_size({"width": 320, "height": 568})
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


# On its side, and a window of 1280 x 800 at 200 %.
@pytest.mark.parametrize("width, height", [(844, 390), (640, 400)])
def test_faces_stay_in_view_while_a_slider_is_dragged_in_a_low_window(visit, width, height):
    page = visit("?model=named&width=4&pin=0~1~0.00~1.00~off")
    page.set_viewport_size({"width": width, "height": height})
    for label in ("Mean of z", "turned"):
        slider = page.get_by_label(label, exact=True).and_(page.locator("[type=range]"))
        slider.evaluate("slider => slider.scrollIntoView({ block: 'center' })")
        assert in_sight(page, ".grid .face, #pins .face")
        box = slider.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=3)
        assert float(slider.input_value()) > 0.3
        page.mouse.up()


def test_pins_and_saving_are_above_the_fold_and_a_large_screen_has_larger_faces(visit):
    page = visit("?width=4&pin=0~1~0.00~1.00~off")
    assert in_sight(page, ".grid .face, #pins .face, #link, #png, #npz, #open, #new, #undo")
    small = page.locator(".grid").bounding_box()["width"]
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert in_sight(page, ".grid .face, #pins .face, #link, #png, #npz, #open, #gif")
    assert page.locator(".grid").bounding_box()["width"] > 1.3 * small


@pytest.mark.parametrize("query, sections", [("?model=named&show=face", 5), ("?model=named", 3)])
def test_every_section_is_named_above_the_fold_and_opens(site, browser, query, sections):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(site[1] + query)
    page.wait_for_selector("#stage[data-drawn]")
    assert page.locator("summary:visible").count() == sections
    assert in_sight(page, "summary:visible, #link, #png") and page.locator("details[open]").count() == 0
    page.click("summary >> text=Animation")
    page.wait_for_selector("#play:visible")
    # Where there is room for all, they are open.
    page.set_viewport_size({"width": 1920, "height": 1200})
    page.reload()
    page.wait_for_selector("#stage[data-drawn]")
    assert page.locator("details:visible:not([open])").count() == 0
    page.close()


def test_a_pin_moves_nothing(visit):
    page = visit("?width=4")

    def place():
        # In the page, which a click may scroll.
        return page.locator("#new").evaluate(
            "button => { const { x, y } = button.getBoundingClientRect(); return [x, y + scrollY]; }"
        )

    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        before = place()
        page.locator("#panels .face").first.click()
        page.wait_for_selector("#pins canvas")
        assert place() == before
        page.locator("#pins button").click()
        page.wait_for_selector("#pins canvas", state="detached")


def test_a_phone_held_sideways_reaches_every_control(visit):
    page = visit("?width=4")
    page.set_viewport_size({"width": 844, "height": 390})
    page.locator("#npz").scroll_into_view_if_needed()
    assert page.locator("#npz").evaluate(
        """button => {
            const { x, y, width, height } = button.getBoundingClientRect();
            return document.elementFromPoint(x + width / 2, y + height / 2) === button;
        }"""
    )
