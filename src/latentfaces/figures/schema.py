"""The networks: a drawing of the game that G and D play, and the table of a network's layers."""

from typing import Any

import numpy as np
from jaxtyping import UInt8
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from latentfaces.arrays import Face, as_pictures
from latentfaces.backend import keras
from latentfaces.checks import instance
from latentfaces.figures.charts import BLUE, GREY, ORANGE, WIDTH, chart
from latentfaces.models.networks import build_discriminator, build_generator
from latentfaces.models.presets import Preset, get_preset

# Layers that the table adds to the previous row: they keep the shape and have no kernel.
FOLDED = {"LeakyReLU": "LeakyReLU", "ReLU": "ReLU", "Activation": "tanh"}


@chart
def gan_schema(preset: Preset, real: Face, generated: UInt8[np.ndarray, "T T 3"]) -> Figure:
    """The game as boxes and arrows, for a `Preset`; real and generated are one face each, uint8 (S, S, 3)."""
    preset = get_preset(preset)
    real, generated = (as_pictures("A face of the drawing", face) for face in (real, generated))
    G, D = build_generator(preset), build_discriminator(preset)
    law = "N(0, 1)" if preset.latent == "normal" else "U(−1, 1)"
    figure = Figure((WIDTH, 2.6))
    figure.set_layout_engine("none")
    # Tenths of an inch: 20 pixels each.
    axis = figure.add_axes((0, 0, 1, 1), xlim=(0, 10 * WIDTH), ylim=(0, 26))
    axis.set_axis_off()
    _box(axis, 0.5, 15, 9.5, 7, GREY, f"z ~ {law}\n{preset.latent_dim} numbers")
    _box(axis, 14.5, 15, 12.5, 7, ORANGE, f"generator G\n{G.count_params():,}\nparameters")
    _picture(axis, 32, 15.3, generated, "generated face G(z)")
    _picture(axis, 32, 3, real, "real face x")
    _box(axis, 44.5, 8.5, 12.5, 7, BLUE, f"discriminator D\n{D.count_params():,}\nparameters")
    _arrow(axis, (10, 18.5), (14.5, 18.5))
    _arrow(axis, (27, 18.5), (32, 18.5))
    _arrow(axis, (38.4, 18.5), (44.5, 13.5))
    _arrow(axis, (38.4, 6.2), (44.5, 10.5))
    _arrow(axis, (57, 12), (60, 12))
    axis.text(60.3, 12, "real or\nnot?", va="center")
    _arrow(axis, (51, 15.5), (21, 22), ORANGE, "arc3,rad=0.3")
    axis.text(50, 23.3, "G learns to have its faces called real", color=ORANGE, ha="center", va="center")
    _arrow(axis, (62, 10), (52, 8.5), BLUE, "arc3,rad=-0.5")
    axis.text(52, 3.8, "D learns to tell both kinds apart", color=BLUE, ha="center", va="center")
    return figure


def _box(axis: Axes, x: float, y: float, width: float, height: float, colour: str, text: str) -> None:
    axis.add_patch(
        FancyBboxPatch(
            (x, y), width, height, "round,pad=0,rounding_size=1", facecolor="white", edgecolor=colour, linewidth=1.5
        )
    )
    axis.text(x + width / 2, y + height / 2, text, ha="center", va="center", linespacing=1.4)


def _picture(axis: Axes, x: float, y: float, face: Face, label: str) -> None:
    axis.imshow(face, extent=(x, x + 6.4, y, y + 6.4), interpolation="nearest", aspect="auto", zorder=2)
    axis.text(x + 3.2, y - 1.2, label, ha="center", va="center")


def _arrow(
    axis: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = "black", curve: str = "arc3"
) -> None:
    axis.add_patch(
        FancyArrowPatch(
            start, end, connectionstyle=curve, arrowstyle="-|>", mutation_scale=9, color=colour, shrinkA=2, shrinkB=2
        )
    )


def layer_table(network: keras.Model) -> list[dict[str, Any]]:
    """The layers of a Keras network, as a list of dicts of plain values: layer, kernel, stride, output, parameters.

    Reshape and an activation are added to the row of the previous layer.
    """
    instance("The network", network, keras.Model, "a Keras model")
    rows: list[dict[str, Any]] = []
    for layer in network.layers[1:]:
        kind, shape = type(layer).__name__, layer.output.shape[1:]
        output = " × ".join(f"{n:,}" for n in shape)
        if kind == "Reshape":
            rows[-1]["output"] += f" to {output}"
        elif kind in FOLDED:
            rows[-1]["layer"] += f", {FOLDED[kind]}"
        else:
            tanh = getattr(getattr(layer, "activation", None), "__name__", "") == "tanh"
            rows.append(
                {
                    "layer": kind + (", tanh" if tanh else ""),
                    "kernel": layer.kernel_size[0] if hasattr(layer, "kernel_size") else None,
                    "stride": layer.strides[0] if hasattr(layer, "strides") else None,
                    "output": output,
                    "parameters": int(np.sum([np.prod(weight.shape) for weight in layer.weights])),
                }
            )
    return rows
