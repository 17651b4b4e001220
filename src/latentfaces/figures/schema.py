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

# Inches and points at the width that the report gives it; the text around it has 10.5 points.
SCHEMA_WIDTH, FONT = 0.88 * WIDTH, 9
# Layers that the table adds to the previous row: they keep the shape and have no kernel.
FOLDED = {"LeakyReLU": "LeakyReLU", "ReLU": "ReLU", "Activation": "tanh"}


@chart
def gan_schema(preset: Preset, real: Face, generated: UInt8[np.ndarray, "T T 3"]) -> Figure:
    """The game as boxes and arrows, for a `Preset`; real and generated are one face each, uint8 (S, S, 3)."""
    preset = get_preset(preset)
    real, generated = (as_pictures("A face of the drawing", face) for face in (real, generated))
    G, D = build_generator(preset), build_discriminator(preset)
    law = "N(0, 1)" if preset.latent == "normal" else "U(−1, 1)"
    figure = Figure((SCHEMA_WIDTH, 2.5))
    figure.set_layout_engine("none")
    # Tenths of an inch: 20 pixels each.
    axis = figure.add_axes((0, 0, 1, 1), xlim=(0, 10 * SCHEMA_WIDTH), ylim=(0, 25))
    axis.set_axis_off()
    _box(axis, 0.3, 14.5, 9.7, 7, GREY, f"z ~ {law}\n{preset.latent_dim} numbers")
    _box(axis, 12.5, 14.5, 10, 7, ORANGE, f"generator G\n{G.count_params():,}\nparameters")
    _picture(axis, 26, 14.8, generated, "generated face G(z)")
    _picture(axis, 26, 2.8, real, "real face x")
    _box(axis, 37, 8.5, 12.2, 7, BLUE, f"discriminator D\n{D.count_params():,}\nparameters")
    _arrow(axis, (10, 18), (12.5, 18))
    _arrow(axis, (22.5, 18), (26, 18))
    _arrow(axis, (32.4, 18), (37, 13.5))
    _arrow(axis, (32.4, 6), (37, 10.5))
    _arrow(axis, (49.2, 12), (51.6, 12))
    axis.text(51.8, 12, "real or\nnot?", va="center", fontsize=FONT)
    _arrow(axis, (43, 15.5), (17.5, 21.5), ORANGE, "arc3,rad=0.3")
    axis.text(56.7, 24, "G learns to have its faces called real", color=ORANGE, ha="right", va="center", fontsize=FONT)
    _arrow(axis, (54, 10), (45, 8.5), BLUE, "arc3,rad=-0.5")
    axis.text(56.7, 3.8, "D learns to tell both kinds apart", color=BLUE, ha="right", va="center", fontsize=FONT)
    return figure


def _box(axis: Axes, x: float, y: float, width: float, height: float, colour: str, text: str) -> None:
    axis.add_patch(
        FancyBboxPatch(
            (x, y), width, height, "round,pad=0,rounding_size=1", facecolor="white", edgecolor=colour, linewidth=1.5
        )
    )
    axis.text(x + width / 2, y + height / 2, text, ha="center", va="center", linespacing=1.4, fontsize=FONT)


def _picture(axis: Axes, x: float, y: float, face: Face, label: str) -> None:
    axis.imshow(face, extent=(x, x + 6.4, y, y + 6.4), interpolation="nearest", aspect="auto", zorder=2)
    axis.text(x + 3.2, y - 1.3, label, ha="center", va="center", fontsize=FONT)


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
