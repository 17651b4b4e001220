"""The explorer: what is on screen is what the view says, each control changes it, and nothing that fails does."""

import asyncio
import base64
import dataclasses
import io
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image as PILImage
from tiny import TINY, generator_of, grey

from latentfaces import explore
from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError
from latentfaces.explorer import saving, widget
from latentfaces.explorer.animation import (
    FRAMES,
    FRAMES_BETWEEN,
    FRAMES_OF_STATE,
    TRAINING,
    frames,
    side_by_side,
    slider_views,
    walk_faces,
)
from latentfaces.explorer.controls import WALK
from latentfaces.explorer.readouts import percentile
from latentfaces.explorer.scenes import picture
from latentfaces.explorer.still import WIDGET
from latentfaces.explorer.view import START, View
from latentfaces.explorer.words import PATTERN, TIPS
from latentfaces.latent import generate, sample_latent, slerp
from latentfaces.measures.traits import TRAITS, percentiles
from latentfaces.models.catalogue import pretrained_names
from latentfaces.models.networks import build_generator
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import grid, png_bytes
from latentfaces.storage import write_json

SMILE = {"name": "smile", "vector": [1.0] + [0.0] * 7, "low": -3, "high": 3, "about": "The corners of the mouth go up."}


@pytest.fixture(scope="module")
def shipped_folder(tmp_path_factory):
    """A run folder with a generator of 8 px, a named direction, and percentiles of real faces."""
    return make_run(tmp_path_factory.mktemp("run"), "normal")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def make_run(folder, latent):
    write_json(folder / "run.json", {"preset": {**TINY.to_json(), "latent": latent}, "seed": 0, "faces": {}})
    build_generator(TINY).save_weights(folder / "generator.weights.h5")
    write_json(folder / "directions.json", [SMILE])
    faces = np.random.default_rng(0).integers(0, 256, (200, 8, 8, 3), dtype=np.uint8)
    write_json(folder / "real_traits.json", percentiles(faces))
    return folder


@pytest.fixture
def run_dir(shipped_folder, tmp_path):
    return shutil.copytree(shipped_folder, tmp_path / "run")


def pixels_of(image):
    return np.asarray(PILImage.open(io.BytesIO(image.value)), int)


def on_screen(box):
    return pixels_of(box.panels[0].faces.picture)


def expected(G, n=16, **law):
    """The picture of what `generate` draws."""
    return np.asarray(grid(generate(G, sample_latent(n, G, **law))), int)


def set_to(box, **values):
    for name, value in values.items():
        box.dials.fields[name].value = value


def test_first_picture_is_a_grid_of_the_prior():
    box = explore("avatars")
    assert on_screen(box).shape == (266, 266, 3)
    assert np.abs(on_screen(box) - expected(load_generator("avatars"), seed=START.seed)).max() == 0
    # A link without a seed shows what it always showed.
    box.go_to("?model=avatars")
    assert np.abs(on_screen(box) - expected(load_generator("avatars"))).max() == 0
    box._reset()
    assert box.view == START
    assert "N(0.00, 1.00)" in box.law.value
    assert box.dials.fields["model"].options == tuple(pretrained_names())


def test_each_control_changes_the_bytes_of_the_one_picture(run_dir):
    box, seen = explore(run_dir), []
    image = box.panels[0].faces.picture
    values = {"mean": 0.3, "std": 0.4, "seed": 7, "truncation": 1.5, "width": 3, "show": "sweep", "model": "avatars"}
    for name, value in values.items():
        set_to(box, **{name: value})
        seen.append(image.value)
        assert getattr(box.view, name) == value
    assert len(set(seen)) == len(values)
    assert box.panels[0].faces.picture is image
    set_to(box, show="grid")
    law = {"mean": 0.3, "std": 0.4, "seed": 7, "truncation": 1.5}
    assert np.abs(on_screen(box) - expected(load_generator("avatars"), 9, **law)).max() == 0
    assert "N(0.30, 0.40), cut at \N{PLUS-MINUS SIGN}1.50" in box.law.value


def test_the_two_average_faces_stand_beside_the_faces(run_dir):
    box = explore(f"?model={run_dir}&mean=0.30&std=0.40&width=3&d.smile=1.00")
    pixel_mean, at_mean_z = (pixels_of(image) for image in box.panels[0].averages)
    G, smile = load_generator(run_dir), np.array(SMILE["vector"], np.float32)
    faces = generate(G, sample_latent(9, G, 0.3, 0.4) + smile)
    assert np.abs(pixel_mean - faces.mean(axis=0)).max() <= 1
    assert np.abs(at_mean_z - generate(G, np.full((1, 8), 0.3, np.float32) + smile)[0]).max() <= 1


def test_a_model_changes_places_with_the_one_that_it_is_compared_with():
    box = explore("?model=avatars&compare=avatars-short&width=2")
    set_to(box, model="avatars-short")
    assert (box.view.model, box.view.compare) == ("avatars-short", "avatars")


def test_comparing_shows_the_same_z_in_both():
    box = explore("?model=avatars&compare=avatars-short&std=0.40&width=2")
    for panel, name in zip(box.panels, ("avatars", "avatars-short"), strict=True):
        assert name in panel.title.value
        assert np.abs(pixels_of(panel.faces.picture) - expected(load_generator(name), 4, std=0.4)).max() == 0
    assert box.panels[1].layout.display is None
    set_to(box, compare="")
    assert box.panels[1].layout.display == "none" and box.view.compare is None


def test_a_direction_beside_the_weights_becomes_a_slider(run_dir):
    box = explore(run_dir)
    slider = box.dials.directions["smile"]
    assert (slider.min, slider.max, slider.tooltip) == (-3, 3, SMILE["about"])
    before = on_screen(box)
    slider.value = 2.0
    assert box.view.directions == {"smile": 2.0} and np.abs(on_screen(box) - before).max() > 1
    set_to(box, model="avatars")
    assert list(box.dials.directions) == list(load_generator("avatars").directions) and box.view.directions == {}
    set_to(box, model="avatars-short")
    assert box.dials.directions == {}


def test_a_direction_to_study_stays_with_a_face_for_as_long_as_it_is_dragged(run_dir):
    (run_dir / "directions.json").write_text(json.dumps([SMILE, SMILE | {"name": "chance", "is_trait": False}]))
    box = explore(run_dir)
    row = box.dials._direction_rows.children[1]
    assert row.layout.display is None
    box.tabs.value = "face"
    assert row.layout.display == "none"
    box.go_to(f"?model={run_dir}&show=face&d.chance=1.00")
    box.dials.directions["chance"].value = 0.0
    assert box.view.directions == {} and row.layout.display is None


def test_directions_that_a_model_has_not_are_left_out_with_a_word(run_dir, tmp_path):
    other = shutil.copytree(run_dir, tmp_path / "other")
    write_json(other / "directions.json", [{**SMILE, "name": "width"}])
    box = explore(f"?model={run_dir}&d.smile=1.00")
    box._pin(3)
    box.dials.directions["smile"].value = 0.0
    assert box.view.directions == {} and box.view.pins[0].directions == {"smile": 1.0}
    box.go_to(other)
    box.go_to(f"?model={other}&d.width=1.50&pin=0~3~0.00~1.00~off~smile~1.00")
    assert "no direction for: smile" in box.status.value and "alert" not in box.status.value
    assert box.view.directions == {"width": 1.5} and box.view.pins == (View().pin(3),)
    box._undo(), box._undo()
    assert box.view.pins[0].directions == {"smile": 1.0} and box.status.value == ""
    set_to(box, model="avatars")
    assert box.view.pins[0].directions == {} and "smile" in box.status.value


def test_a_click_pins_a_face_and_another_click_unpins_it(run_dir):
    box = explore(f"?model={run_dir}")
    buttons = box.panels[0].faces._buttons.children
    for cell in (3, 7, 5, 7):
        buttons[cell].click()
    assert [pin.index for pin in box.view.pins] == [3, 5]
    set_to(box, mean=0.5)
    G = load_generator(run_dir)
    faces = generate(G, sample_latent(16, G)[[3, 5]])
    assert np.abs(pixels_of(box.pins.picture) - np.asarray(grid(faces), int)).max() == 0
    box.pins._buttons.children[0].click()
    assert [pin.index for pin in box.view.pins] == [5]


def test_undo_takes_back_one_change_at_a_time_and_reset_all(run_dir):
    box = explore(run_dir)
    start = box.view
    set_to(box, mean=0.3, std=0.4)
    box.dials.directions["smile"].value = 1.0
    box._undo()
    assert box.view == dataclasses.replace(start, mean=0.3, std=0.4) and box.dials.directions["smile"].value == 0
    box._undo()
    assert box.view == dataclasses.replace(start, mean=0.3) and box.dials.fields["std"].value == 1.0
    box._undo(), box._undo()
    assert box.view == start
    set_to(box, mean=0.3, width=2)
    box._reset()
    assert box.view == start
    box._undo()
    assert (box.view.mean, box.view.width) == (0.3, 2)


def test_a_drag_is_drawn_newest_only_and_is_one_step_of_undo(run_dir, monkeypatch):
    box, drawn = explore(f"?model={run_dir}"), []
    start = box.view
    box.panels[0].faces.picture.observe(drawn.append, "value")
    monkeypatch.setattr(widget, "SETTLE_SECONDS", 0.1)

    async def drag():
        for burst in (range(1, 11), range(11, 21)):
            for step in burst:
                set_to(box, mean=step / 20)
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)

    asyncio.run(drag())
    assert len(drawn) == 2
    assert np.abs(on_screen(box) - expected(load_generator(run_dir), mean=1.0)).max() == 0
    assert list(box._history) == [start, box.view]


def test_the_faces_are_on_their_way_before_what_lies_beside_them(run_dir):
    """What sends them out is a thread of the kernel's own, which has its turn while the event loop is idle."""

    async def move():
        box = explore(run_dir)
        await asyncio.sleep(0.2)
        faces, average = box.panels[0].faces.picture.value, box.panels[0].averages[0].value
        readouts = box.panels[0].readouts.value

        def look():
            seen.append(box.panels[0].averages[0].value == average)

        box.panels[0].faces.picture.observe(lambda _: asyncio.get_running_loop().call_soon(look), "value")
        set_to(box, mean=1.0)
        await asyncio.sleep(0.2)
        assert box.panels[0].faces.picture.value != faces
        assert box.panels[0].averages[0].value != average and box.panels[0].readouts.value != readouts

    seen = []
    asyncio.run(move())
    assert seen == [True]


def test_one_face_is_shaped_and_every_change_is_taken_back_and_brought_back(run_dir):
    box, G = explore(f"?model={run_dir}"), load_generator(run_dir)
    first, smile = sample_latent(1, G), np.array(SMILE["vector"], np.float32)

    def shows(z):
        assert np.abs(on_screen(box) - np.asarray(grid(generate(G, z)), int)).max() <= 1

    box.tabs.value = "face"
    shows(first)
    assert box.law.layout.display == box.tips.layout.display == box.panels[0].beside.layout.display == "none"
    assert box.shaping.layout.display is None and box.dials.new_faces.description == "Another face"
    box.dials.directions["smile"].value = 2.0
    box.shaping.distance.value = 0.2
    box.shaping.variants._buttons.children[2].click()
    like = np.array([box.view.face], np.float32)
    expected = np.sqrt(1 - 0.04) * first + 0.2 * sample_latent(1, G, seed=2**31 + 2)
    np.testing.assert_allclose(like, expected, atol=1 / 256 + 1e-6)
    shows(like + 2 * smile)
    box._pin(0)
    box.dials.new_faces.click()
    assert box.view.face is None and box.view.directions == {}
    box._pin(0)
    box.shaping.between.value = 0.25
    a, b = box.view.pins_z(G)
    np.testing.assert_allclose(box.view.face, slerp(a, b, [0.25])[0], atol=1 / 256 + 1e-6)
    crossed = box.view
    box._undo()
    assert box.view.face is None and len(box.view.pins) == 2
    box._redo(), box._redo()
    assert box.view == crossed
    box.pins._buttons.children[0].click()
    shows(like + 2 * smile)
    box._undo()
    box.tabs.value = "study"
    assert (box.view.show, box.view.face) == ("grid", None) and box.shaping.layout.display == "none"
    # A new change takes the place of those that were undone.
    box._redo()
    assert box.view.show == "grid"
    box._undo()
    assert box.view == crossed and box.tabs.value == "face"


def test_each_tab_keeps_what_it_shows_while_the_other_one_is_open(run_dir):
    box = explore(f"?model={run_dir}&show=face&seed=3&d.smile=1.00")
    box.shaping.variants._buttons.children[2].click()
    shaped, seen = box.view, on_screen(box).tolist()
    box.tabs.value = "study"
    assert box.view == dataclasses.replace(shaped, show="grid", face=None) and "z=" not in box.link.value
    box.tips.children[0].click()
    set_to(box, show="sweep", width=2)
    studied = box.view
    box.tabs.value = "face"
    assert box.view == shaped and on_screen(box).tolist() == seen
    box._pin(0)
    box.tabs.value = "study"
    assert box.view == dataclasses.replace(studied, pins=box.view.pins) and len(box.view.pins) == 1
    # Another model may have no such face.
    box._unpin(0)
    set_to(box, model="avatars", seed=4)
    box.tabs.value = "face"
    assert (box.view.show, box.view.face, box.view.seed) == ("face", None, 3)
    assert "alert" not in box.status.value


def test_a_face_that_was_pinned_in_the_grid_is_unpinned_where_it_is_shaped(run_dir):
    box = explore(f"?model={run_dir}&d.smile=1.00")
    box._pin(3)
    box.tabs.value = "face"
    box.pins._buttons.children[0].click()
    assert box.view.face is not None and len(box.view.pins) == 1
    box._pin(0)
    assert box.view.pins == ()


def test_a_change_that_is_not_drawn_yet_is_taken_back_alone_and_brought_back(run_dir):
    async def move():
        box = explore(run_dir)
        for mean in (0.3, 0.6):
            set_to(box, mean=mean)
            await asyncio.sleep(0.05)
            box._settle()
        set_to(box, mean=0.9)
        box._undo()
        await asyncio.sleep(0.05)
        assert box.view.mean == 0.6
        box._redo()
        assert box.view.mean == 0.9

    asyncio.run(move())


def test_a_face_grows_up_along_the_states_of_its_run(run_dir):
    for kimg in (2, 60):
        (run_dir / "states" / str(kimg)).mkdir(parents=True)
        make_run(run_dir / "states" / str(kimg), "normal")
        (run_dir / "states" / str(kimg) / "directions.json").unlink()
    box, early = explore(f"?model={run_dir}&width=2&seed=3&d.smile=1.00"), load_generator(f"{run_dir}@60")
    training, smile, start = box.dials.state, box.dials.directions["smile"], box.view
    assert [label for label, _ in training.options] == ["2,000 images", "60,000 images", "finished"]
    assert training.layout.display is None and training.value == str(run_dir)
    training.value = f"{run_dir}@60"
    assert box.view == dataclasses.replace(start, model=f"{run_dir}@60")
    z = sample_latent(4, early, seed=3) + np.array(SMILE["vector"], np.float32)
    assert np.abs(on_screen(box) - np.asarray(grid(generate(early, z)), int)).max() == 0
    assert "Drawn after 60,000 training images." in box.seen.value and "@60 is run" in box.dials.about.value
    # What moves the directions stays, and only finished models are there to be chosen.
    assert box.dials.directions["smile"] is smile and box.dials.fields["model"].value == str(run_dir)
    assert not any("@" in name for name in box.dials.fields["model"].options)
    assert len(frames(box.view, TRAINING, box.opened)) == 3 * FRAMES_OF_STATE
    box.player.what.value = TRAINING
    assert box.player.play.max == 3 * FRAMES_OF_STATE - 1
    before, steps = (box.view, on_screen(box).tolist()), list(box._history)

    def pause():
        box.player.play.playing = False

    def choose():
        box.player.what.value = "d.smile"

    # A training that is played is only watched, however it ends.
    for i, (end, mean) in enumerate(((pause, 0), (choose, 0), (lambda: set_to(box, mean=0.5), 0.5)), 1):
        box.player.what.value = TRAINING
        play(box, i)
        assert box.view.model == f"{run_dir}@2"
        end()
        assert box.view == dataclasses.replace(before[0], mean=mean) and not box.player.is_playing
    box._undo()
    assert (box.view, on_screen(box).tolist()) == before and list(box._history) == steps
    # A frame that is dragged to is chosen.
    box.player.what.value = TRAINING
    box.player.frame.value = 2 * FRAMES_OF_STATE
    assert box.view.model == str(run_dir)
    box._undo()
    (run_dir / "states" / "2" / "generator.weights.h5").unlink()
    box.opened = load_generator
    training.value = f"{run_dir}@2"
    assert "2/generator.weights.h5 is missing" in box.status.value
    assert (box.view, on_screen(box).tolist()) == before and training.value == f"{run_dir}@60"
    box._undo()
    assert box.view == start and training.value == str(run_dir)
    set_to(box, model="avatars-short")
    assert training.layout.display == "none"


def test_a_saved_notebook_gets_a_still_picture_that_follows_the_view(run_dir, monkeypatch):
    shown = []
    for module in ("widget", "still"):
        place = f"latentfaces.explorer.{module}.display"
        monkeypatch.setattr(place, lambda bundle, **options: shown.append(bundle) or handle)
    handle = SimpleNamespace(update=lambda bundle, raw: shown.append(bundle))
    box = explore("?model=avatars&compare=avatars-short&width=1")
    box._ipython_display_()
    live, still = shown
    assert live[WIDGET]["model_id"] == box.model_id and not live["text/html"]
    assert PILImage.open(io.BytesIO(base64.b64decode(still["image/png"]))).size == (136, 68)
    name = re.search("latentfaces-still-\\w+", still["text/html"])[0]
    assert name in box.children[-1].value
    set_to(box, compare="", mean=0.5)
    assert "mean=0.50" in shown[-1]["text/plain"] and "latentfaces.github.io" in shown[-1]["text/html"]
    # The page has no model of a run.
    box.go_to(run_dir)
    assert "latentfaces.github.io" not in shown[-1]["text/html"]


def test_what_a_slider_in_the_browser_rounds_is_no_change(run_dir):
    box = explore(f"?model={run_dir}&mean=0.333")
    set_to(box, mean=0.35)
    assert box.view.mean == 0.333
    for typed in (0.31, 0.32, 0.4):
        set_to(box, mean=typed)
        assert box.view.mean == typed and f"N({typed:.2f}, " in box.law.value
    set_to(box, mean=0.4 + 1e-9)
    assert box.view.mean == 0.4


def test_a_value_is_typed_beside_its_slider(run_dir):
    (run_dir / "directions.json").write_text(json.dumps([SMILE]))
    box = explore(run_dir)
    for name, text in (("mean", "0.333"), ("std", "0,4"), ("d.smile", "-2.5")):
        box.dials.typed[name].value = text
    assert (box.view.mean, box.view.std, box.view.directions) == (0.333, 0.4, {"smile": -2.5})
    assert box.dials.fields["mean"].value == pytest.approx(0.35)
    before = box.view, on_screen(box).tolist()
    for name, text, said in (
        ("mean", "much", "is not a number"),
        ("mean", "", "is not a number"),
        ("std", "7", "from 0 to 2, not 7"),
        ("std", "nan", "not nan"),
        ("d.smile", "4", "goes from -3 to 3; 4 is out of range"),
    ):
        box.dials.typed[name].value = text
        assert said in box.status.value
        assert (box.view, on_screen(box).tolist()) == before
    assert [box.dials.typed[name].value for name in ("mean", "std", "d.smile")] == ["0.333", "0.40", "-2.50"]
    assert "N(0.333, 0.40)" in box.law.value


def test_a_uniform_prior_is_called_one(tmp_path):
    box = explore(make_run(tmp_path / "uniform", "uniform"))
    set_to(box, mean=0.5)
    assert "U(-0.50, 1.50)" in box.law.value
    set_to(box, show="sweep")
    assert "U(m − 1.00, m + 1.00), m from −1 to 0.8" in box.law.value
    set_to(box, model="avatars", truncation=1.5)
    assert "N(m, 1.00), cut at ±1.50, m from −1 to 0.8" in box.law.value


def test_the_readouts_tell_the_traits_and_where_they_lie_among_real_faces(run_dir):
    box = explore(f"?model={run_dir}")
    faces = generate(load_generator(run_dir), sample_latent(16, load_generator(run_dir)))
    table = box.panels[0].readouts.value
    real = json.loads((run_dir / "real_traits.json").read_text())
    for name, trait in TRAITS.items():
        assert f"{trait(faces).mean():.2f}" in table and name in table
        assert f"{percentile(trait(faces).mean(), real[name])}%" in table
    (run_dir / "real_traits.json").unlink()
    assert f"latentfaces evaluate --model {run_dir}" in explore(run_dir).panels[0].readouts.value


def test_words_say_what_is_seen_and_a_tip_sets_the_sliders(run_dir):
    write_json(run_dir / "run.json", json.loads((run_dir / "run.json").read_text()) | {"kimg": 10, "minutes": 3.2})
    explorer = explore(str(run_dir))
    assert "16 faces, each drawn from 8 random numbers z." in explorer.seen.value
    assert "was trained for 3 minutes, on 10 thousand faces" in explorer.dials.about.value
    # Such a short training has not come to z of length 0.
    assert PATTERN in explorer.panels[0].note.value
    explorer.dials.fields["mean"].value = 0.9
    explorer.tips.children[0].click()
    assert explorer.view == dataclasses.replace(START, model=str(run_dir), std=0.0)
    assert TIPS[0].about in explorer.status.value
    assert "all faces are the same" in explorer.seen.value


def test_a_percentile_is_how_many_real_faces_lie_below():
    hundredths = list(np.linspace(0, 1, 101))
    assert [percentile(value, hundredths) for value in (-1, 0, 0.255, 1, 2)] == [0, 0, 25, 100, 100]


def play(box, i):
    box.player.play.playing = True
    box.player.play.value = i


def test_a_slider_is_animated_there_and_back(run_dir):
    box, means = explore(run_dir), []
    box.player.what.value = "mean"
    for i in range(1, FRAMES):
        play(box, i)
        means.append(box.view.mean)
    assert max(means) == 1 and len(set(np.round(means, 3))) > 20 and means[0] == means[-1]
    assert "-0.00" not in "".join(f"{each.query()}" for each in slider_views(View(), "mean", {}))
    box.player.what.value = "d.smile"
    play(box, FRAMES // 2)
    assert box.view.directions == {"smile": 3.0}


def test_a_frame_that_is_dragged_to_is_shown_and_a_pace_changes_their_number(run_dir):
    box = explore(run_dir)
    player = box.player
    player.what.value, player.pace.value = "mean", 2
    assert player.play.max == player.frame.max == 2 * FRAMES - 1
    play(box, 3)
    assert player.frame.value == 3
    player.frame.value = FRAMES
    assert not player.is_playing and player.play.value == FRAMES and box.view.mean == 1
    player.pace.value = 0.5
    assert player.frame.max == FRAMES // 2 - 1 and player.frame.value <= player.frame.max
    assert len(frames(box.view, "mean", box.opened, 0.5)) == FRAMES // 2


def test_what_a_hand_does_ends_the_animation(run_dir):
    box = explore(run_dir)
    player = box.player
    for act in (box._undo, box._reset, lambda: box.go_to(run_dir), lambda: set_to(box, mean=0.5)):
        player.what.value = "std"
        play(box, 5)
        set_to(box, std=1.95)  # what the slider in the browser answers late
        assert player.is_playing and box.view.std != 1.95
        act()
        left = box.view
        player.play.value = 6  # a frame that was under way
        player.what.value = WALK
        assert not player.is_playing and box.view == left


def test_a_walk_goes_through_the_pinned_faces(run_dir):
    box = explore(f"?model={run_dir}")
    box.player.what.value = WALK
    play(box, 1)
    assert "two pinned faces" in box.status.value and "two faces" in box.player.hint.value
    for cell in (3, 5, 7):
        box._pin(cell)
    assert box.player.play.max == 3 * FRAMES_BETWEEN - 1 and box.player.hint.value == ""
    G = load_generator(run_dir)
    for stop, cell in enumerate((3, 5, 7)):
        play(box, stop * FRAMES_BETWEEN)
        face = generate(G, sample_latent(16, G)[[cell]])
        assert np.abs(pixels_of(box.player.walk) - np.asarray(grid(face), int)).max() == 0
    # Undo takes back what moves, which leaves the view as it was, and no change before it.
    box._undo()
    assert not box.player.is_playing and len(box.view.pins) == 3
    box._undo()
    assert len(box.view.pins) == 2


@pytest.mark.parametrize("is_dragged", [True, False])
def test_a_face_on_the_way_between_two_is_shaped_and_pinned(run_dir, is_dragged):
    box, G = explore(run_dir), load_generator(run_dir)
    box._pin(3), box._pin(5)
    box.player.what.value = WALK
    if is_dragged:
        box.player.frame.value = FRAMES_BETWEEN // 4
    else:
        play(box, FRAMES_BETWEEN // 4)
        assert box.view.show == "grid"
        box.player.play.playing = False
    a, b = box.view.pins_z(G)
    np.testing.assert_allclose(box.view.face, slerp(a, b, [0.25])[0], atol=1 / 256 + 1e-6)
    assert box.tabs.value == "face" and box.player.frame.value == FRAMES_BETWEEN // 4
    assert "&z=" in box.link.value
    box._pin(0)
    assert box.view.pins[2] == box.view.face
    box._undo(), box._undo()
    assert box.view.show == "grid" and len(box.view.pins) == 2


@pytest.mark.parametrize("smaller", [8, 12])
def test_models_of_two_sizes_make_one_film(smaller):
    def model(name):
        return generator_of(lambda z: grey(ops.mean(z, axis=1), int(name)))

    view = View(model=str(smaller), compare="16", width=1, pins=(View().pin(0), View().pin(1)))
    assert frames(view, "mean", model).shape == (FRAMES, 20, 40, 3)
    assert frames(view, WALK, model).shape == (2 * FRAMES_BETWEEN, 16, 32, 3)
    assert walk_faces(view, model, 0).shape == (2, 16, 16, 3)


def test_the_smaller_of_two_faces_fills_the_place_of_the_larger():
    ramp = np.arange(12, dtype=np.uint8)
    small = np.broadcast_to(ramp[:, None, None], (1, 12, 12, 3))
    picture = side_by_side([small, np.zeros((1, 16, 16, 3), np.uint8)], 1)
    column = picture[2:18, 10, 0].astype(int)
    assert column[0] == 0 and column[-1] == 11 and set(np.diff(column)) == {0, 1}
    assert (column == 11 - column[::-1]).all()


def test_three_lines_of_python_make_the_saved_picture_again(tmp_path):
    script = "import os\n"
    queries = ("mean=0.30&std=0.40&seed=7", "compare=avatars-short&trunc=1.50&width=2", "show=sweep&width=1")
    names = ("seed7-mean0.30-std0.40", "seed0-mean0.00-std1.00", "seed0-mean0.00-std1.00-2")
    for i, query in enumerate(queries, 1):
        box = explore(f"?model=avatars&{query}")
        box._save("png")
        assert str(tmp_path / f"latentfaces-avatars-{names[i - 1]}.png") in box.status.value
        lines = saving.python_lines(box.view)
        assert len(lines.splitlines()) == 3
        script += f"{lines}\nos.rename('faces.png', 'again-{i}.png')\n"
    subprocess.run([sys.executable, "-c", script], check=True)
    for i in range(1, len(queries) + 1):
        saved = tmp_path / f"latentfaces-avatars-{names[i - 1]}.png"
        assert (tmp_path / f"again-{i}.png").read_bytes() == saved.read_bytes()


def test_the_saved_picture_has_the_faces_of_the_view():
    view = View(std=0.4, width=2)
    G = load_generator("avatars")
    faces = generate(G, sample_latent(4, G, std=0.4))
    saved = np.asarray(picture(view), int)
    face = faces[0].repeat(2, axis=0).repeat(2, axis=1)
    assert any(
        np.abs(saved[top : top + 128, left : left + 128] - face).max() == 0
        for top in range(30, 60)
        for left in range(2, 10)
    )
    assert png_bytes(picture(view)) == png_bytes(picture(view))


def test_a_film_says_where_it_can_be_seen_again_and_whose_art_it_is(tmp_path):
    box = explore("?model=avatars&compare=simpsons&width=2")
    box._save("gif")
    said = (
        "https://latentfaces.github.io/latentfaces/" + box.view.query() + " A remix of 'Adventurer' by Lisa Wischofsky"
    )
    name = "latentfaces-avatars-seed0-mean0.00-std1.00-mean"
    with PILImage.open(f"{name}.gif") as film:
        assert film.info["comment"].decode().startswith(said)
    box._save("mp4")
    assert said.encode() in (tmp_path / f"{name}.mp4").read_bytes()


def test_films_and_z_are_saved_under_names_that_are_free(run_dir, tmp_path):
    box = explore(f"?model={run_dir}&width=2")
    for kind in ("gif", "mp4", "npz", "npz"):
        box._save(kind)
    name = "latentfaces-run-seed0-mean0.00-std1.00"
    with PILImage.open(f"{name}-mean.gif") as film:
        # Of a folder on this computer, others need not know.
        assert film.n_frames == FRAMES and "comment" not in film.info
    assert (tmp_path / f"{name}-mean.mp4").read_bytes()[4:8] == b"ftyp"
    assert (tmp_path / f"{name}.npz").read_bytes() and (tmp_path / f"{name}-2.npz").exists()
    with np.load(f"{name}.npz") as arrays:
        np.testing.assert_array_equal(arrays["z"], sample_latent(4, load_generator(run_dir)))
    # As the page calls them.
    view = View(model="data/my run", show="face", seed=5, mean=1 / 3)
    named = {what: saving.file_name(view, what) for what in ("truncation", "d.weights, 1", TRAINING, WALK)}
    assert list(named.values()) == [
        f"latentfaces-my run-seed5-{moving}" for moving in ("truncation", "weights-1", "training", "walk")
    ]
    shaped = dataclasses.replace(view, face=(0.5, 1.0))
    assert saving.file_name(shaped) == "latentfaces-my run-shaped"
    assert saving.file_name(dataclasses.replace(view, show="grid")).endswith(f"-mean{1 / 3}-std1.00")


def test_a_saved_file_opens_the_view_again(run_dir):
    box = explore(f"?model={run_dir}&mean=0.30&seed=7&width=2")
    np.savez("mine.npz", z=np.full((2, 8), 1 / 3))  # numbers that a link would round
    box._pin(1)
    box.go_to("mine.npz")
    assert len(box.view.pins) == 3
    box._save("npz")
    again = explore("latentfaces-run-seed7-mean0.30-std1.00.npz")
    assert again.view == box.view
    assert again.panels[0].faces.picture.value == box.panels[0].faces.picture.value
    assert again.pins.picture.value == box.pins.picture.value
    assert explore(box.link.value).view.pins == box.view.pins[:1]


def test_the_link_that_is_typed_is_opened(run_dir):
    box = explore(run_dir)
    box.link.value = f"?model={run_dir}&mean=0.30"
    assert box.view == View(model=str(run_dir), mean=0.3) and box.dials.fields["mean"].value == 0.3
    set_to(box, mean=0.5)
    assert "mean=0.50" in box.link.value


def test_a_run_folder_named_like_a_link_is_opened(run_dir, tmp_path):
    folder = shutil.copytree(run_dir, tmp_path / "lr=0.1?")
    assert explore(explore(folder).link.value).view == dataclasses.replace(START, model=str(folder))


def damage_weights(run_dir):
    (run_dir / "generator.weights.h5").write_bytes(b"damaged")
    return str(run_dir)


def z_of_another_size(run_dir):
    np.savez("other.npz", z=np.ones((2, 7)))
    return "other.npz"


def no_npz(run_dir):
    (run_dir / "broken.npz").write_bytes(b"PK broken")
    return str(run_dir / "broken.npz")


def damaged_inside(run_dir):
    np.savez_compressed("inside.npz", z=np.random.default_rng(0).normal(size=(4, 100)))
    data = bytearray(Path("inside.npz").read_bytes())
    data[100:200] = bytes(100)
    Path("inside.npz").write_bytes(data)
    return "inside.npz"


def pickled(run_dir):
    np.savez("pickled.npz", z=np.array([{}]))
    return "pickled.npz"


@pytest.mark.parametrize(
    "bad, said",
    [
        (damage_weights, "generator.weights.h5 is damaged"),
        (z_of_another_size, "(n, 100)"),
        (no_npz, "is missing, damaged"),
        (pickled, "is missing, damaged"),
        (damaged_inside, "is missing, damaged"),
        (lambda _: "missing.npz", "is missing, damaged"),
        (lambda _: "?model=avatars&mean=warm", "not a number"),
        (lambda _: "?model=avatars&compare=simpsons-reference", "another kind of z"),
        (lambda _: "nonsense", "no model"),
        (lambda _: 5000 * "nonsense", "no model"),
    ],
)
def test_what_cannot_be_opened_is_said_and_the_view_before_it_stays(bad, said, run_dir):
    what = bad(run_dir)
    with pytest.raises(LatentFacesError) as refusal:
        explore(what)
    assert said in str(refusal.value)
    box = explore("?model=avatars&width=1")
    before, shown = box.view, box.panels[0].faces.picture.value
    box.go_to(what)
    assert said in box.status.value.replace("&quot;", '"') and "role" in box.status.value
    assert (box.view, box.panels[0].faces.picture.value) == (before, shown)
    set_to(box, mean=0.5)
    assert box.status.value == "" and box.view.mean == 0.5


def test_a_model_that_is_chosen_and_damaged_leaves_the_one_before_it(run_dir):
    box = explore("avatars")
    with box.dials._quiet():
        box.dials.fields["model"].options = ("avatars", damage_weights(run_dir))
    shown = box.panels[0].faces.picture.value
    set_to(box, model=str(run_dir))
    assert "damaged" in box.status.value and box.dials.fields["model"].value == "avatars"
    assert box.panels[0].faces.picture.value == shown


def test_what_cannot_be_written_is_said(run_dir, monkeypatch):
    box = explore(run_dir)
    monkeypatch.setattr(PILImage.Image, "save", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    box._save("png")
    name = f"latentfaces-run-seed{START.seed}-mean0.00-std1.00.png"
    assert f"Could not write {name}: No space left on device" in box.status.value


def test_an_event_that_another_thread_takes_during_a_drawing_is_not_lost_and_its_slider_stays(run_dir, monkeypatch):
    """JupyterLab 4.4 and later: the first events come in the thread of the cells, the others in one of their own."""
    box, moves = explore(f"?model={run_dir}"), []
    slider = box.dials.fields["mean"]
    slider.observe(lambda change: moves.append(change["new"]), "value")
    second = threading.Thread(target=set_to, args=(box,), kwargs={"mean": 0.4})
    draw = widget.scenes

    def scenes(view, opened):
        if view.mean == 0.05:
            second.start()
            while slider.value != 0.4:
                time.sleep(0.001)
        return draw(view, opened)

    monkeypatch.setattr(widget, "scenes", scenes)
    set_to(box, mean=0.05)
    second.join(60)
    assert moves == [0.05, 0.4] and box.view.mean == 0.4
    assert np.abs(on_screen(box) - expected(load_generator(run_dir), mean=0.4)).max() == 0


def test_an_event_that_waited_while_its_slider_was_set_back_is_out_of_date(run_dir):
    box = explore(run_dir)
    set_to(box, mean=0.3)
    slider = box.dials.fields["mean"]
    with box.lock:
        second = threading.Thread(target=set_to, args=(box,), kwargs={"mean": 0.4})
        second.start()
        while slider.value != 0.4:
            time.sleep(0.001)
        box._reset()
    second.join(60)
    assert box.view.mean == slider.value == 0
