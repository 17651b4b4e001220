"""The View: its link comes back the same, its z follow the law, and what is no view is refused in a sentence."""

import dataclasses
import json
import re

import numpy as np
import pytest
from tiny import generator_of, grey

from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.view import LIMITS, Pin, View
from latentfaces.latent import MEANS, sample_latent
from latentfaces.models.directions import Direction, read_directions, shift, write_directions
from latentfaces.run_folder import RunFolder
from latentfaces.storage import write_json


@pytest.fixture
def G(tmp_path):
    """A generator with directions from a file."""
    entry = {"name": "smile & more", "vector": [1.0] + [0.0] * 7, "low": -3, "high": 3, "about": "Corners go up."}
    write_json(tmp_path / "directions.json", [entry])
    return generator_of(lambda z: grey(ops.mean(z, axis=1), 8), folder=RunFolder(tmp_path))


VIEWS = [
    View(),
    View(mean=-1, std=2, seed=2**32 - 1, width=8, truncation=0.5),
    View(model="data/runs/my run", compare="anime", mean=1 / 3, show="sweep", directions={"smile & more": -1.25}),
    View(directions={"seed": 1.5, "mean": 2.5}, pins=(Pin(index=0, directions={"width": 0.5}),)),
    View(show="face", face=(0.5, -15.9921875, 2.0) + 5 * (0.0,), directions={"smile & more": 1.0}),
    View(show="face", pins=((1 / 128,) * 8, Pin(index=0))),
    View(pins=(Pin(seed=3, index=63, std=0.4), Pin(index=0, truncation=1.5, directions={"smile & more": 1 / 3}))),
]


@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_a_link_opens_the_view_that_it_was_made_from(view):
    assert View.from_query(view.query()) == view
    assert View.from_query("https://faces.example/explorer/" + view.query() + "#top") == view


def test_links_read_as_the_page_writes_them():
    link = "?model=avatars&compare=anime&mean=0.30&std=0.40&seed=7&width=4&trunc=1.50&d.smile=1.00&show=sweep"
    pin = "&pin=7~3~0.30~0.40~off~smile~1.00"
    view = View.from_query(link + pin)
    assert view.query() == link + pin
    assert view.pins == (Pin(seed=7, index=3, mean=0.3, std=0.4, directions={"smile": 1.0}),)
    assert View().query() == "?model=avatars&mean=0.00&std=1.00&seed=0&width=4"
    assert View.from_query("model=anime") == View(model="anime")
    foreign = "utm_source=a%20b&_ga=&lang=de&sid=1&p=2&mode=x&see=y&shop=z"
    assert View.from_query(f"?fbclid=IwAR0&mean=0.30&{foreign}") == View(mean=0.3)
    assert "mean=0.00" in View(mean=-0.0).query()


@pytest.mark.parametrize(
    "link, said",
    [
        ("?mean=abc", 'mean=abc: "abc" is not a number'),
        ("?mean=nan", "The mean of a view"),
        ("?mean=1.5", "from -1 to 1"),
        ("?std=-0.1", "from 0 to 2"),
        ("?seed=1.5", "not a whole number"),
        ("?seed=4294967296", "from 0 to 4294967295"),
        ("?width=9", "from 1 to 8"),
        ("?trunc=0.1", "from 0.5 to 3"),
        ("?show=movie", '"movie"'),
        ("?d.smile=", "d.smile="),
        ("?model=avatars&mea", "is not a link to a view"),
        ("faces.png", "is not a link to a view"),
        ("?sed=3", 'contains "sed", which no view has; the nearest is "seed"'),
        ("?meen=0.3", '"mean"'),
        ("?fbclid=IwAR0&Mdoel=anime", '"model"'),
        ("?mean=0.30&STD=0.50", '"std"'),
        ("https://example.com/search?q=3", "not a link to a view"),
        ("?sohw=face&lang=de", '"show"'),
        ("?show=face&z=", "z="),
        ("?show=face&z=ABC", "z=ABC, which is cut off"),
        ("?show=face&z=AB!A", "z=AB!A"),
        ("?show=face&z=AA", "z=AA"),
        ("?pin=z~Q", "z=Q"),
        ("?pin=7~3", "pin=7~3"),
        ("?pin=7~3~0.30~0.40~off~smile", "cut off or mistyped"),
        ("?pin=7~64~0.30~0.40~off", "index"),
        ("?pin=off~3~0.30~0.40~off", "seed=off"),
        ("?" + "&".join(["pin=7~3~0.30~0.40~off"] * 13), "12 faces"),
        ("http://[x?mean=0.3", "is not a link to a view"),
    ],
)
def test_a_mangled_link_is_refused_in_a_sentence(link, said):
    with pytest.raises(LatentFacesError) as refusal:
        View.from_query(link)
    assert said in str(refusal.value)


@pytest.mark.parametrize("wrong", [{"mean": "0.3"}, {"seed": 0.5}, {"width": None}, {"directions": {"smile": "1"}}])
def test_a_view_holds_numbers(wrong):
    with pytest.raises(LatentFacesError, match="of a view must be a"):
        View(**wrong)


def test_z_are_the_law_and_the_steps_along_directions(G):
    law = {"mean": 0.3, "std": 0.4, "seed": 7, "truncation": 1.5}
    z = View(**law, width=3).faces_z(G)
    np.testing.assert_array_equal(z, sample_latent(9, G, **law))
    moved = View(**law, width=3, directions={"smile & more": 2.0}).faces_z(G)
    np.testing.assert_allclose(moved - z, np.tile([2.0] + [0.0] * 7, (9, 1)), atol=1e-6)
    assert moved.dtype == np.float32
    np.testing.assert_allclose(View(**law, directions={"smile & more": 2.0}).mean_z(G), [[2.3] + [0.3] * 7])


def test_a_sweep_has_a_face_a_row_and_a_mean_a_column(G):
    view = View(width=3, std=0.4, show="sweep")
    z = view.faces_z(G).reshape(3, 10, 8)
    assert view.columns == 10
    for column, mean in enumerate(MEANS):
        np.testing.assert_array_equal(z[:, column], sample_latent(3, G, mean, 0.4))


@pytest.mark.parametrize("show, cells", [("grid", 9), ("sweep", 30)])
def test_a_pin_is_the_face_that_was_clicked(G, show, cells):
    view = View(width=3, std=0.4, seed=3, truncation=2.0, directions={"smile & more": 1.0}, show=show)
    pinned = dataclasses.replace(View(), pins=tuple(view.pin(cell) for cell in range(0, cells, cells // 9)))
    np.testing.assert_array_equal(pinned.pins_z(G), view.faces_z(G)[:: cells // 9])


def test_z_from_a_file_can_be_pinned_where_they_fit(G):
    z = tuple(np.arange(8.0))
    np.testing.assert_array_equal(View(pins=(z,)).pins_z(G), [z])
    with pytest.raises(LatentFacesError, match="7 coordinates but tiny takes 8"):
        View(pins=(z[:7],)).pins_z(G)


def test_a_direction_that_the_model_has_not_is_told(G):
    with pytest.raises(LatentFacesError, match='no direction "frown": it has smile & more'):
        View(directions={"frown": 1.0}).faces_z(G)


UNSURE = json.dumps([{"name": "smile", "vector": [1] * 8, "low": -1, "high": 1, "about": "", "is_trait": "false"}])


@pytest.mark.parametrize("damage", ["[", '[{"name": "smile"}]', '{"a": 1}', UNSURE])
def test_a_damaged_file_of_directions_is_told(tmp_path, damage):
    (tmp_path / "directions.json").write_text(damage)
    with pytest.raises(LatentFacesError, match="directions.json is damaged"):
        read_directions(tmp_path / "directions.json", 8)
    assert read_directions(tmp_path / "none.json", 8) == {}


def test_directions_come_back_as_written_but_not_for_another_model(tmp_path):
    path = tmp_path / "directions.json"
    vector = np.linspace(0, 0.7, 8, dtype=np.float32)
    written = {
        "smile": Direction(vector, -3.0, 3.0, "Corners go up."),
        "chance": Direction(vector, -3.0, 3.0, "", is_trait=False),
    }
    write_directions(path, written, weights="a" * 64)
    for weights in (None, "a" * 64):
        found = read_directions(path, 8, weights)
        assert list(found) == ["smile", "chance"] and found["smile"].about == "Corners go up."
        assert [each.is_trait for each in found.values()] == [True, False]
        np.testing.assert_allclose(found["smile"].vector, written["smile"].vector, atol=1e-4)
    with pytest.raises(LatentFacesError, match="directions.json has the directions of another model: find this"):
        read_directions(path, 8, "b" * 64)


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"vector": [1.0] * 7}, 'the vector of "smile" is not 8 numbers'),
        ({"vector": [float("inf")] * 8}, 'the vector of "smile" is not 8 numbers'),
        ({"name": 7}, "the name 7 is not text"),
        ({"name": "a~b"}, "the name a~b is not text without a ~"),
        ({"low": 3, "high": -3}, "from 3.0 to -3.0"),
        ({"low": 1}, "from 1.0 to 3.0"),
        ({"high": float("inf")}, "from -3.0 to inf"),
    ],
)
def test_a_direction_that_is_none_is_told(tmp_path, wrong, said):
    entry = {"name": "smile", "vector": [1.0] * 8, "low": -3, "high": 3, "about": "", **wrong}
    (tmp_path / "directions.json").write_text(json.dumps([entry]))
    with pytest.raises(LatentFacesError, match=re.escape(said)):
        read_directions(tmp_path / "directions.json", 8)


def test_a_direction_ends_on_steps_of_its_slider_and_is_not_left(tmp_path):
    entry = {"name": "smile", "vector": [1.0] * 8, "low": -2.37, "high": 0.99, "about": ""}
    (tmp_path / "directions.json").write_text(json.dumps([entry]))
    directions = read_directions(tmp_path / "directions.json", 8)
    assert (directions["smile"].low, directions["smile"].high) == (-2.35, 0.95)
    assert shift(directions, {"smile": -2.35})[0] == np.float32(-2.35)
    with pytest.raises(LatentFacesError, match='"smile" goes from -2.35 to 0.95; 1 is out of range'):
        shift(directions, {"smile": 1.0})


def test_the_limits_are_those_of_the_sliders():
    assert LIMITS["mean"] == (-1, 1) and LIMITS["std"] == (0, 2) and LIMITS["truncation"] == (0.5, 3)


def test_a_shaped_face_is_drawn_from_its_own_z_and_pinned_as_it_is(G):
    z = (0.25,) * 8
    view = View(show="face", face=z, directions={"smile & more": 1.0}, mean=0.5, seed=9)
    np.testing.assert_allclose(view.faces_z(G), np.array([[1.25] + [0.25] * 7]))
    assert view.to_pin(0, G) == (1.25, *z[1:])
    # Without a z of its own it is the first face of the grid.
    first = dataclasses.replace(view, face=None)
    np.testing.assert_array_equal(first.faces_z(G), dataclasses.replace(first, show="grid").faces_z(G)[:1])
    assert first.to_pin(0, G) == Pin(index=0, mean=0.5, seed=9, directions={"smile & more": 1.0})
    # A pinned face can be gone on from, with the strengths that it was drawn with.
    for pin in (first.to_pin(0, G), dataclasses.replace(first.to_pin(0, G), index=3), view.to_pin(0, G)):
        again = View(show="face").shaping(pin, G)
        np.testing.assert_allclose(again.faces_z(G), View(pins=(pin,)).pins_z(G), atol=1 / 256 + 1e-6)
        assert again.directions == getattr(pin, "directions", {})
    # What a link would round is left out of it.
    assert View(pins=((1 / 3,) * 8,)).query() == View().query()
