"""explore("avatars"): sliders for the mean, standard deviation and seed of z over a 4 x 4 grid of faces.

One Image widget stands for the whole life of the explorer; only its bytes change.
"""

import asyncio
from functools import cache

from ipywidgets import Dropdown, FloatSlider, HBox, Image, IntSlider, Label, VBox

from latentfaces.latent import sample_latent
from latentfaces.pictures import grid, png_bytes, to_uint8
from latentfaces.pretrained import load_generator, pretrained_names

FACES = 16
REDRAW_SECONDS = 0.02


def explore(model="avatars"):
    """The explorer as a widget; as the last line of a notebook's cell it shows itself.

    model: a shipped model, or the folder of a run, which joins the shipped ones in the list. Raises
    LatentFacesError if there is no such model.
    """
    names = list(dict.fromkeys([str(model), *pretrained_names()]))
    models = Dropdown(options=names, value=str(model), description="model")
    mean = FloatSlider(0.0, min=-1.0, max=1.0, step=0.05, description="mean")
    std = FloatSlider(1.0, min=0.0, max=2.0, step=0.05, description="std")
    seed = IntSlider(0, min=0, max=999, description="seed")
    picture, law = Image(format="png", width=540), Label()
    generator = cache(load_generator)

    def draw():
        G = generator(models.value)
        z = sample_latent(FACES, G, mean.value, std.value, seed.value)
        # On one batch of one shape, `predict` is a single call of a compiled function.
        picture.value = png_bytes(grid(to_uint8(G.predict_on_batch(z))))
        law.value = law_of(G, mean.value, std.value)

    draw()
    controls = (mean, std, seed, models)
    on_change = newest_only(draw)
    for control in controls:
        control.observe(on_change, "value")
    return VBox([HBox([VBox(controls[:2]), VBox(controls[2:])]), law, picture])


def law_of(G, mean, std):
    """What every coordinate of z is drawn from, as text: "z ~ N(mean, std)", or U(low, high) for a uniform prior."""
    if G.latent == "uniform":
        return f"z ~ U({mean - std:.2f}, {mean + std:.2f})"
    return f"z ~ N({mean:.2f}, {std:.2f})"


def newest_only(draw):
    """A widget callback that draws once for all the events that came in while the last picture was made.

    A slider that is dragged sends events faster than faces are drawn; were each one drawn, the grid would lag
    behind the hand. So an event only asks for a drawing soon, and the drawing reads the sliders as they are then.
    """
    is_asked = False

    def run():
        nonlocal is_asked
        is_asked = False
        draw()

    def on_change(change):
        nonlocal is_asked
        if not is_asked:
            is_asked = True
            asyncio.get_running_loop().call_later(REDRAW_SECONDS, run)

    return on_change
