"""The page's words: those of the notebook, before any symbol, and buttons that set the sliders."""

import pytest
from visiting import UNFOLD, drawn, followed, settled

from latentfaces.explorer.view import View
from latentfaces.explorer.words import PATTERN, TIPS, about_model, knows_short_z, seen
from latentfaces.models.pretrained import load_generator


@pytest.fixture(scope="module")
def G(models):
    return load_generator(models["named"])


def test_what_is_seen_is_said_as_in_the_notebook(visit, G):
    page = visit("?model=named&width=2")
    for query, part in (
        ("&width=2", "4 faces, each drawn from 100 random numbers z."),
        ("&width=1&std=2.00", "A face that the network drew from 100 random numbers. They vary more"),
        ("&width=3&std=0.00&mean=-0.30", "They do not vary: all faces are the same. Their mean is −0.30; in training"),
        ("&width=2&std=0.40&show=sweep", "2 faces, one a row, while the mean of z goes from −1 to 0.8. They vary less"),
    ):
        page.goto(page.url.split("?")[0] + "?model=named" + query)
        page.wait_for_selector("#stage[data-drawn]")
        assert part in page.inner_text("#seen")
        assert page.inner_text("#seen") == seen(View.from_query("?model=named" + query), G)
    # The sentence is before the symbols.
    top = [page.locator(name).bounding_box()["y"] for name in ("#seen", "#law", ".grid")]
    assert top == sorted(top)


def test_a_button_sets_the_sliders_and_says_what_is_seen_then(visit):
    page = visit("?model=named&width=2&mean=0.70&seed=3")
    # This page has no avatars-short, which the last one compares with.
    assert page.locator("#tips button").all_inner_texts() == [tip.label for tip in TIPS[:-1]]
    page.click(f"#tips button >> text={TIPS[0].label}")
    drawn(page, "model=named&mean=0.00&std=0.00&seed=3&width=4")
    page.wait_for_function("about => document.querySelector('#told').textContent === about", arg=TIPS[0].about)
    page.click(f"#tips button >> text={TIPS[3].label}")
    settled(page, "std=0.40&seed=3&width=4&show=sweep")


def test_a_short_training_is_explained_where_the_model_is_chosen(site, browser):
    short = load_generator("avatars-short")
    assert about_model(short).startswith("avatars-short was trained for 17 minutes, to show")
    assert knows_short_z(load_generator("avatars")) and not knows_short_z(load_generator("simpsons-reference"))
    assert [knows_short_z(load_generator(f"avatars@{kimg}")) for kimg in (20, 60)] == [False, True]
    page = browser.new_page()

    def as_the_short_one(route):
        catalogue = route.fetch().json()
        catalogue["models"][1] |= {"about": about_model(short), "knows_short_z": False}
        route.fulfill(json=catalogue)

    page.route("**/models.json", as_the_short_one)
    page.goto(site[1] + "?model=avatars&compare=named&width=2")
    page.wait_for_selector("#stage[data-drawn]")
    page.evaluate(UNFOLD)
    followed(page)
    assert page.inner_text("#model-about") == f"{about_model(load_generator('avatars'))} {about_model(short)}"
    # Its face of the mean z is a pattern, but not where the mean is far from 0.
    assert page.locator(".averages .note").all_inner_texts() == ["", PATTERN]
    page.goto(site[1] + "?model=avatars&compare=named&width=2&mean=0.8")
    page.wait_for_selector("#stage[data-drawn]")
    followed(page)
    assert page.locator(".averages .note").all_inner_texts() == ["", ""]
    page.close()
