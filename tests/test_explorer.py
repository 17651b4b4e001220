"""The explorer: every control redraws the one picture, and a burst of events draws only the newest."""

import asyncio
import io

import numpy as np
import pytest
from ipywidgets import Image, Label
from PIL import Image as PILImage
from tiny import TINY

from latentfaces import explore
from latentfaces.checkpoints import write_json
from latentfaces.errors import LatentFacesError
from latentfaces.latent import generate, sample_latent
from latentfaces.networks import build_generator
from latentfaces.pictures import grid
from latentfaces.pretrained import load_generator, pretrained_names


def widgets_of(widget):
    """Every widget in a box, those inside its boxes too, by description; the picture and the law by class."""
    found = {}
    for child in getattr(widget, "children", ()):
        found |= widgets_of(child)
    return found | {getattr(widget, "description", "") or type(widget): widget}


def pixels_of(picture):
    return np.asarray(PILImage.open(io.BytesIO(picture.value)))


def expected(G, **law):
    """The explorer's picture; compiled apart, a pixel may round the other way."""
    return np.asarray(grid(generate(G, sample_latent(16, G, **law))), int)


def after(change):
    """Runs change() in an event loop, as a kernel does, and lets what it asked for happen."""

    async def main():
        change()
        await asyncio.sleep(0.2)

    asyncio.run(main())


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory):
    """A run folder with a generator of 8 px whose z is uniform."""
    folder = tmp_path_factory.mktemp("run")
    preset = {**TINY.to_json(), "latent": "uniform"}
    write_json(folder / "run.json", {"preset": preset, "seed": 0, "faces": {}})
    build_generator(TINY).save_weights(folder / "generator.weights.h5")
    return folder


def test_first_picture_is_a_grid_of_the_prior():
    parts = widgets_of(explore("avatars"))
    pixels = pixels_of(parts[Image])
    assert pixels.shape == (266, 266, 3)
    assert np.abs(pixels - expected(load_generator("avatars"))).max() <= 1
    assert parts[Label].value == "z ~ N(0.00, 1.00)"


def test_each_control_changes_the_bytes_of_the_one_picture(run_dir):
    box = explore(run_dir)
    parts, seen = widgets_of(box), []
    for name, value in (("mean", 0.3), ("std", 0.4), ("seed", 7), ("model", "avatars")):
        after(lambda name=name, value=value: setattr(parts[name], "value", value))
        seen.append(parts[Image].value)
    assert len(set(seen)) == 4
    assert widgets_of(box)[Image] is parts[Image]
    assert np.abs(pixels_of(parts[Image]) - expected(load_generator("avatars"), mean=0.3, std=0.4, seed=7)).max() <= 1
    assert parts[Label].value == "z ~ N(0.30, 0.40)"


def test_a_burst_of_events_draws_the_newest_once(run_dir):
    parts, drawn = widgets_of(explore(run_dir)), []
    parts[Image].observe(drawn.append, "value")

    def drag():
        for step in range(1, 21):
            parts["mean"].value = step / 20

    after(drag)
    assert len(drawn) == 1
    assert np.abs(pixels_of(parts[Image]) - expected(load_generator(run_dir), mean=1.0)).max() <= 1


def test_a_uniform_prior_is_called_one(run_dir):
    parts = widgets_of(explore(run_dir))
    after(lambda: setattr(parts["mean"], "value", 0.5))
    assert parts[Label].value == "z ~ U(-0.50, 1.50)"


def test_models_are_the_run_and_the_shipped_ones(run_dir):
    assert widgets_of(explore(run_dir))["model"].options == (str(run_dir), *pretrained_names())
    assert sorted(widgets_of(explore("avatars"))["model"].options) == pretrained_names()


def test_nonsense_is_told():
    with pytest.raises(LatentFacesError, match='no model "nonsense"'):
        explore("nonsense")
