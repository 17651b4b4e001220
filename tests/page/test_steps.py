"""Steps of undo where the visitor is faster than the page, or a model is missing."""

from visiting import complained, drawn, faces_of, far, settled, slide


def test_a_link_that_is_copied_at_once_is_that_of_the_newest_change(site, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site[1] + "?model=avatars&width=8")
    page.wait_for_selector("#stage[data-drawn]")
    page.evaluate("""() => {
        const slider = document.querySelector("#sliders [type=range]");
        slider.value = 0.5;
        slider.dispatchEvent(new Event("input"));
        document.querySelector("#link").click();
    }""")
    page.wait_for_function("document.querySelector('#shared').textContent === 'The link is copied.'")
    link = page.evaluate("navigator.clipboard.readText()")
    assert "mean=0.50" in link and page.url == link
    context.close()


def test_a_step_whose_model_cannot_be_fetched_is_not_taken_and_a_later_change_stays(visit):
    page = visit("?model=uniform&width=2")
    page.select_option("#model", "named")
    settled(page, "model=named")
    page.reload()
    page.wait_for_selector("#stage[data-drawn]")
    before, link, held = faces_of(page), page.url, []
    page.route("**/uniform.tflite", lambda route: route.abort("internetdisconnected"))
    page.click("#undo")
    complained(page, "uniform.tflite could not be fetched")
    settled(page, "model=named")
    assert far(faces_of(page), before) == 0 and page.url == link and page.locator("#undo").is_enabled()
    page.unroute("**/uniform.tflite")
    page.route("**/uniform.tflite", lambda route: held.append(route))
    with page.expect_request("**/uniform.tflite"):
        page.click("#undo")
    page.click("#new")
    settled(page, "model=named")
    newest = page.evaluate("document.querySelector('#stage').dataset.drawn")
    held[0].continue_()
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('#stage').dataset.drawn") == newest


def test_undo_that_is_pressed_twice_does_not_leave_the_page(visit):
    page = visit("?model=named&width=2")
    page.click("#new")
    page.wait_for_function("!location.search.includes('seed=0')")
    page.dblclick("#undo")
    drawn(page, "seed=0")
    assert page.locator("#undo").is_disabled() and "model=named" in page.url


def test_back_ends_what_moves_and_takes_nothing_else_back(visit):
    page = visit("?model=named&width=2")
    page.click("#new")
    page.wait_for_function("!location.search.includes('seed=0')")
    link = page.url
    page.click("#play")
    page.wait_for_function("document.querySelector('#stage').dataset.drawn === 'moving'")
    page.go_back()
    drawn(page, link.split("?")[1])
    settled(page, link.split("?")[1])
    assert page.inner_text("#play") == "Play"


def test_what_moves_stays_where_another_slider_or_tab_is_taken(visit):
    page = visit("?model=named&width=2")
    for what, take in (("d.turned", lambda: slide(page, "weights, 1", 1)), ("mean", lambda: page.click("#tab-face"))):
        page.select_option("#what", what)
        page.click("#play")
        page.wait_for_function("document.querySelector('#stage').dataset.drawn === 'moving'")
        take()
        page.wait_for_function("document.querySelector('#stage').dataset.drawn !== 'moving'")
        page.wait_for_function("document.querySelector('#stage').dataset.drawn === location.search")
    assert "d.turned=" in page.url and "d.weights%2C%201=1.00" in page.url
    page.click("#tab-study")
    page.wait_for_function("!location.search.includes('show=face')")
    assert "mean=0.00" not in page.url


def test_a_model_that_came_damaged_is_fetched_again(visit):
    page = visit("?width=2")
    page.route("**/named.tflite", lambda route: route.fulfill(body="please log in"))
    page.select_option("#model", "named")
    complained(page, "named.tflite came damaged")
    page.unroute("**/named.tflite")
    page.select_option("#model", "named")
    drawn(page, "model=named")


def test_a_model_changes_places_with_the_one_that_it_is_compared_with(visit):
    page = visit("?model=avatars&compare=named&width=2")
    page.select_option("#model", "named")
    drawn(page, "model=named&compare=avatars")
