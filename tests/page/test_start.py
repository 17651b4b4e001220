"""The page before its first faces, on a slow line or where they cannot be drawn: what it says, and what it hides."""

import pytest
from visiting import followed

# Notes in every frame what is said and what looks ready, and how far elements have jumped, as browsers score it
# (Cumulative Layout Shift).
WATCH = """
    globalThis.seen = { bytes: [], ready: 0, jumped: 0 };
    new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) seen.jumped += value;
    }).observe({ type: "layout-shift", buffered: true });
    function look() {
        const bytes = document.querySelector("#bytes");
        if (!bytes) return;
        seen.bytes.push(bytes.textContent);
        const parts = [...document.querySelectorAll("#controls, #pinned, #beside")];
        seen.ready += parts.filter((part) => getComputedStyle(part).visibility === "visible").length;
        requestAnimationFrame(look);
    }
    addEventListener("DOMContentLoaded", look);
"""


@pytest.mark.parametrize("width, height, show", [(1280, 800, "grid"), (390, 844, "face")])
def test_on_a_slow_line_bytes_are_counted_and_nothing_jumps_or_looks_ready(site, browser, width, height, show):
    page = browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 20, "uploadThroughput": -1, "downloadThroughput": 3_000_000}
    session.send("Network.emulateNetworkConditions", slow)
    page.goto(site[1] + f"?model=named&show={show}", wait_until="commit")
    page.wait_for_selector("#stage[data-drawn]")
    page.wait_for_selector("#new:visible")
    followed(page)
    seen = page.evaluate("seen")
    told = {float(text.split(" of ")[0]) for text in seen["bytes"] if text}
    assert len(told) > 5 and max(told) > 3
    assert seen["ready"] == 0
    # A tenth of what browsers call good.
    assert seen["jumped"] < 0.01
    page.close()


def test_what_could_not_be_fetched_can_be_tried_again(site, browser):
    page = browser.new_page()
    for missing in ("main.js", "named.tflite", "models.json"):
        page.route(f"**/{missing}", lambda route: route.abort())
        page.goto(site[1] + "?model=named")
        page.wait_for_selector("#retry:visible")
        assert f"{missing} could not be fetched; see whether this device is online" in page.inner_text("#loading-text")
        assert page.locator("#controls:visible").count() == page.locator("#bar:visible").count() == 0
        page.unroute_all()
    page.click("#retry")
    page.wait_for_selector("#stage[data-drawn]")
    assert page.locator("#new:visible").count() == 1
    page.close()


def test_a_page_opened_from_a_file_says_that_it_needs_a_server(site, browser):
    page = browser.new_page()
    page.goto((site[0] / "index.html").as_uri())
    page.wait_for_function("document.querySelector('#loading-text').textContent.includes('needs a web server')")
    assert page.locator("#retry:visible, #controls:visible, #bar:visible").count() == 0
    assert page.locator("#first").evaluate("image => image.naturalWidth") == 266
    page.close()


def test_without_javascript_there_is_a_picture_and_a_sentence_alone(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site[1])
    assert page.inner_text("main") == (
        "These faces were drawn earlier: this page draws with JavaScript, which is turned off in this browser."
    )
    assert page.locator("main").get_by_role("img").count() == 1
    assert page.locator("main").get_by_role("button").count() == 0
    context.close()


def test_what_other_programs_add_to_a_link_is_ignored_silently(visit):
    page = visit("?utm_source=news&mean=0.30&width=2&fbclid=IwAR0&gclid=x&_ga=1&lang=de")
    assert page.inner_text("#wrong") == ""
    assert page.url.endswith("?model=avatars&mean=0.30&std=1.00&seed=0&width=2")


@pytest.mark.parametrize(
    "query, tab",
    [("?fbclid=IwAR0&lang=de", "face"), ("?std=0.50&utm_source=a", "study"), ("?show=face&seed=3", "face")],
)
def test_the_tab_is_the_right_one_from_the_start(site, browser, query, tab):
    page = browser.new_page()
    # Each tab that the page has been in.
    page.add_init_script("""
        globalThis.tabs = [];
        new MutationObserver(() => tabs.push(document.documentElement.dataset.tab))
            .observe(document, { subtree: true, attributeFilter: ["data-tab"] });
    """)
    page.goto(site[1] + query)
    page.wait_for_selector("#stage[data-drawn]")
    assert set(page.evaluate("tabs")) == {tab}
    assert page.inner_text("#wrong") == ""
    page.close()
