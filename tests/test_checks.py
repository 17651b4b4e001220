"""Checks of what users give, at every door that asks for a whole number."""

import numpy as np
import pytest
from tiny import generator_of, grey, tiny_faces

from latentfaces import paths
from latentfaces.checks import whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.view import View
from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures.metrics import batches_to_compare


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
