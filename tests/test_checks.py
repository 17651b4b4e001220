"""Checks of what users give: the right values pass every door, all others are refused there in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import jaxtyping
import numpy as np
import pytest
from tiny import TINY, generator_of, grey, tiny_faces

from latentfaces import latent, paths
from latentfaces.checks import choice, flag, listed, number, text, user_path, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.scenes import picture
from latentfaces.explorer.view import View
from latentfaces.explorer.widget import explore
from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures.metrics import batches_to_compare, evaluate, fid, kid, prdc
from latentfaces.measures.neighbours import nearest_faces
from latentfaces.models.presets import get_preset
from latentfaces.models.pretrained import load_generator
from latentfaces.pictures.images import check_new_folder, enlarge, grid, to_uint8, write_faces
from latentfaces.pictures.movies import save_gif, save_mp4
from latentfaces.run_folder import RunFolder
from latentfaces.training.run import train

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_whole_numbers_of_any_kind_pass(value):
    number = whole_number("The size", value, 1, 3)
    assert number == 3 and type(number) is int


@pytest.mark.parametrize("value", [True, np.True_, 2.5, 2.0, np.float32(2), "2", None, float("nan"), 0, 4])
def test_others_are_refused_in_a_sentence_that_says_what_was_given(value):
    with pytest.raises(LatentFacesError) as raised:
        whole_number("The size", value, 1, 3)
    assert str(raised.value) == f"The size must be a whole number from 1 to 3, not {value!r}."


def test_without_an_upper_end():
    assert whole_number("The seed", 10**30, 0) == 10**30
    with pytest.raises(LatentFacesError, match="^The seed must be a whole number, at least 0, not -1.$"):
        whole_number("The seed", -1, 0)


@pytest.mark.parametrize("value", [True, 2.5, None, "2", -1])
@pytest.mark.parametrize(
    "door",
    [
        lambda value, G, tmp: load_faces(tmp, size=value),
        lambda value, G, tmp: load_faces(tmp, limit=value) if value is not None else load_faces(tmp, size=None),
        lambda value, G, tmp: tiny_faces().holdout(value),
        lambda value, G, tmp: tiny_faces().holdout(3, seed=value),
        lambda value, G, tmp: sample_latent(value, G),
        lambda value, G, tmp: batches_to_compare(G, tiny_faces(), n=value),
        lambda value, G, tmp: batches_to_compare(G, tiny_faces(), seed=value),
        lambda value, G, tmp: View(seed=value),
        lambda value, G, tmp: View(width=value),
        lambda value, G, tmp: sample_latent(1, G, seed=value),
    ],
)
def test_every_door_refuses_what_is_no_whole_number(door, value, tmp_path):
    G = generator_of(lambda z: grey(z[:, 0], 8))
    with pytest.raises(LatentFacesError):
        door(value, G, tmp_path)
    assert not list(tmp_path.iterdir())


def test_numbers_of_numpy_pass_every_door(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CACHE", tmp_path)
    n = np.int64(2)
    assert len(load_faces("avatars", size=np.int64(8), limit=n)) == 2
    assert len(tiny_faces().holdout(n, seed=n)[1]) == 2
    G = generator_of(lambda z: grey(z[:, 0], 8))
    assert len(sample_latent(n, G, seed=n)) == 2
    assert View(seed=n, width=n).width == 2


@pytest.mark.parametrize("value", [3, 0.5, np.float16(0.5), np.float32(0.5), np.float64(3), np.int64(3), 3.4e38])
def test_finite_numbers_pass(value):
    assert number("The mean", value) == value and type(number("The mean", value)) is float


@pytest.mark.parametrize(
    "value", [True, np.True_, None, "1", NAN, INF, np.float16(INF), 1e39, 10**400, 1 + 0j, [1.0], np.array([1.0])]
)
def test_what_is_no_finite_number_of_float32_is_refused(value):
    with pytest.raises(LatentFacesError, match="^The mean must be a finite number, not .*") as raised:
        number("The mean", value)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 150


def test_numbers_have_limits():
    assert number("The std", 0, 0) == 0
    with pytest.raises(LatentFacesError, match="^The std must be a finite number, at least 0, not -1.$"):
        number("The std", -1, 0)
    with pytest.raises(LatentFacesError, match="^The rate must be a finite number from 0 to 1, not 2.$"):
        number("The rate", 2, 0, 1)


def test_flags_choices_text_and_lists():
    assert flag("It", np.True_) is True and choice("engine", "jax", ["jax"]) == "jax" and text("It", "a") == "a"
    assert listed("They", (x for x in "ab")) == ["a", "b"]
    for check, wrong in (
        (lambda value: flag("It", value), [0, 1, None, "yes"]),
        (lambda value: choice("engine", value, ["jax"]), ["Jax", None, ["jax"], 3]),
        (lambda value: text("It", value), ["", " ", None, b"a"]),
        (lambda value: listed("They", value), ["ab", b"ab", None, [], 3]),
    ):
        for value in wrong:
            with pytest.raises(LatentFacesError):
                check(value)


def test_a_tilde_is_the_home_folder_in_every_path(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_path("It", "~/a") == user_path("It", Path("~/a")) == RunFolder("~/a").path == tmp_path / "a"
    write_faces(tiny_faces(2).images, "~/faces")
    with pytest.raises(LatentFacesError, match="already holds pictures"):
        check_new_folder("~/faces")
    save_gif(tiny_faces(2).images, "~/film.gif", scale=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["faces", "film.gif"]
    code = "from latentfaces import paths; print(paths.CACHE)"
    variables = {**os.environ, "LATENTFACES_CACHE": "~/cache"}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True)
    assert done.stdout.strip() == str(tmp_path / "cache")


def test_a_blank_variable_is_as_one_that_is_not_set():
    code = "from latentfaces import paths; print(paths.CACHE, paths.RUNS)"
    unset = {name: value for name, value in os.environ.items() if not name.startswith("LATENTFACES_")}
    said = []
    for variables in ({}, {"LATENTFACES_CACHE": " ", "LATENTFACES_RUNS": ""}):
        command = [sys.executable, "-c", code]
        said.append(subprocess.run(command, env={**unset, **variables}, capture_output=True, check=True).stdout)
    assert said[0] == said[1]


WRONG_PATHS = (None, "", " ", True, 3, b"run", ["run"], {"run": 1}, np.array(["run"]), "a\0b", object())


@pytest.mark.parametrize(
    "door",
    [
        RunFolder,
        load_faces,
        load_generator,
        explore,
        check_new_folder,
        lambda value: View(model=value),
        lambda value: write_faces(tiny_faces(2).images, value),
        lambda value: save_gif(tiny_faces(2).images, value),
        lambda value: save_mp4(tiny_faces(2).images, value),
        lambda value: train(TINY, tiny_faces(), value, 1),
    ],
)
def test_what_is_no_path_is_refused_in_a_sentence(door, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for value in WRONG_PATHS:
        with pytest.raises(LatentFacesError) as raised:
            door(value)
        assert "\n" not in str(raised.value)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def as_users_call_it():
    """Without the types that tests check at each call (conftest.py), which would be there before the package's own."""
    jaxtyping.config.update("jaxtyping_disable", True)
    yield
    jaxtyping.config.update("jaxtyping_disable", False)


G = generator_of(lambda z: grey(z[:, 0], 8))
IMAGES, FEATURES = tiny_faces(6).images, np.random.default_rng(0).normal(size=(20, 4))
Z = np.zeros(8, np.float32)


@pytest.mark.parametrize(
    ("door", "wrong"),
    [
        (lambda value: sample_latent(value, G), [0, -1, 1.5, True, 10**10, None, "2", [2]]),
        (lambda value: sample_latent(2, G, mean=value), [1e39, NAN, INF, True, "0", None, [0.0]]),
        (lambda value: sample_latent(2, G, std=value), [-1, 1e39, NAN, None]),
        (lambda value: sample_latent(2, G, seed=value), [-1, 0.5, None, True, [1]]),
        (lambda value: sample_latent(2, G, truncation=value), [0, -1, NAN, "1", True]),
        (lambda value: sample_latent(2, value), [None, "avatars", G.network]),
        (lambda value: latent.generate(value, Z[None]), [None, "avatars"]),
        (G.faces, [Z, None, "z", [], [[NAN] * 8], [[1e39] * 8], np.zeros((2, 7)), [[1, 2], [3]], object()]),
        (G, [Z, None, np.full((1, 8), INF)]),
        (lambda value: latent.average_faces(G, value, n=2), [None, [], 0.3, "0.3", [None], [NAN]]),
        (lambda value: latent.average_faces(value, (0.0,), n=2), [None]),
        (lambda value: latent.std_sweep(G, value, 2), [None, [], [-1]]),
        (lambda value: latent.mean_sweep(G, value, 2), [1, ["a"]]),
        (lambda value: latent.lerp(Z, value, [0.5]), [None, Z[:3], Z[None], "z", Z + NAN]),
        (lambda value: latent.slerp(Z, Z, value), [None, "t", [[0.5]], [NAN]]),
        (lambda value: latent.walk(G, stops=value), [0, 1.5, 10**10, None]),
        (lambda value: latent.walk(G, frames_between=value), [0, -1, 10**10, True]),
        (to_uint8, [None, "x", IMAGES, [[[NAN]]], object()]),
        (grid, [IMAGES / 255, IMAGES[0], IMAGES[:, :4], IMAGES[:0], np.float32(IMAGES)]),
        (lambda value: grid(IMAGES, value), [0, -1, 1.5, True, 10**10, "2"]),
        (lambda value: enlarge(IMAGES, value), [0, 1.5, None, 10**10]),
        (lambda value: save_gif(IMAGES, "a.gif", fps=value), [0, -1, NAN, 1e39, None]),
        (lambda value: save_mp4(IMAGES, "a.mp4", scale=value), [0, 1.5, 10**10]),
        (lambda value: save_gif(value, "a.gif"), [IMAGES / 255, IMAGES[0], IMAGES[:0]]),
        (lambda value: evaluate(G, tiny_faces(120), value), [0, -1, 1.5, 10**10, True, 49]),
        (lambda value: evaluate(G, tiny_faces(120), extractor=value), ["Inception", None, ["embedded"]]),
        (lambda value: kid(FEATURES, FEATURES, value), [-1, 0.5, None]),
        (lambda value: prdc(FEATURES, FEATURES, value), [0, 1.5, 20, None]),
        (lambda value: fid(FEATURES, value), [FEATURES[:1], FEATURES[:, :3]]),
        (lambda value: nearest_faces(IMAGES, tiny_faces(3), value), [0, 4, 1.5, True]),
        (lambda value: nearest_faces(value, tiny_faces(3)), [IMAGES / 255, tiny_faces(3, size=16).images]),
        (get_preset, [None, ["compact"], "Compact", 3, np.array([1])]),
        (lambda value: View(mean=value), [True, NAN, "0", None, 2]),
        (lambda value: View(directions=value), [None, ["smile"], {"smile": NAN}, {1: 1.0}, {"smile": True}]),
        (lambda value: View(pins=value), [None, "7", [3], [[[1.0]]], [None]]),
        (lambda value: View(show=value), [None, "movie", ["grid"]]),
        (picture, [None, "avatars", 3]),
        (lambda value: train(TINY, tiny_faces(), "run", value), [0, -1, 1.5, True, 10**10, None, "10"]),
        (lambda value: train(TINY, tiny_faces(), "run", 1, seed=value), [-1, 2**32, 0.5, True, None]),
        (lambda value: train(TINY, tiny_faces(), "run", 1, resume=value), [1, None, "yes"]),
        (lambda value: train(TINY, value, "run", 1), [None, "avatars", IMAGES]),
        (lambda value: train(TINY, tiny_faces(), "run", 1, held_out=value), [2, "avatars", IMAGES]),
        (lambda value: train(value, tiny_faces(), "run", 1), [None, "compct", ["compact"], {}]),
        (lambda value: train(TINY, tiny_faces(), "run", 1, devices=value), [0, 1.5, 10**10, True]),
    ],
)
@pytest.mark.usefixtures("as_users_call_it")
def test_wrong_values_are_refused_at_every_door_and_leave_nothing_behind(door, wrong, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for value in wrong:
        with pytest.raises(LatentFacesError) as raised:
            door(value)
        assert "\n" not in str(raised.value) and len(str(raised.value)) < 300
    assert not list(tmp_path.iterdir())
