"""What the networks are: a drawing of the game that G and D play, and the table of a network's layers."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from latentfaces.charts import BLUE, GREY, ORANGE, WIDTH, chart
from latentfaces.networks import build_discriminator, build_generator

# Layers that a table folds into the row before them: they keep the shape and have no kernel.
FOLDED = {"LeakyReLU": "LeakyReLU", "ReLU": "ReLU", "Activation": "tanh"}


@chart
def gan_schema(preset, real, generated):
    """The game as boxes and arrows, for a `Preset`; real and generated are one face each, uint8 (S, S, 3)."""
    G, D = build_generator(preset), build_discriminator(preset)
    law = "N(0, 1)" if preset.latent == "normal" else "U(−1, 1)"
    figure = Figure((WIDTH, 2.6), layout="none")
    axis = figure.add_axes((0, 0, 1, 1), xlim=(0, 67), ylim=(0, 26), aspect="equal")
    axis.set_axis_off()
    _box(axis, 1, 15, 10, 7, GREY, f"z ~ {law}\n{preset.latent_dim} numbers")
    _box(axis, 16, 15, 13, 7, ORANGE, f"generator G\n{G.count_params():,}\nparameters")
    _picture(axis, 34, 15, generated, "generated face G(z)")
    _picture(axis, 34, 2.5, real, "real face x")
    _box(axis, 47, 8.5, 13, 7, BLUE, f"discriminator D\n{D.count_params():,}\nparameters")
    for start, end in (
        ((11, 18.5), (16, 18.5)),
        ((29, 18.5), (34, 18.5)),
        ((41, 18.5), (47, 13.5)),
        ((41, 6), (47, 10.5)),
        ((60, 12), (63, 12)),
    ):
        _arrow(axis, start, end, "black")
    axis.text(63.3, 12, "real or\nnot?", va="center")
    _arrow(axis, (53.5, 15.5), (22.5, 22), ORANGE, "arc3,rad=0.3")
    axis.text(52, 23.3, "G learns to have its faces called real", color=ORANGE, ha="center", va="center")
    _arrow(axis, (65, 10), (55, 8.5), BLUE, "arc3,rad=-0.5")
    axis.text(53.5, 3.5, "D learns to tell both kinds apart", color=BLUE, ha="center", va="center")
    return figure


def _box(axis, x, y, width, height, colour, text):
    axis.add_patch(
        FancyBboxPatch(
            (x, y), width, height, "round,pad=0,rounding_size=1", facecolor="white", edgecolor=colour, linewidth=1.5
        )
    )
    axis.text(x + width / 2, y + height / 2, text, ha="center", va="center", linespacing=1.4)


def _picture(axis, x, y, face, label):
    axis.imshow(face, extent=(x, x + 7, y, y + 7), interpolation="nearest", zorder=2)
    axis.text(x + 3.5, y - 1.2, label, ha="center", va="center")


def _arrow(axis, start, end, colour, curve="arc3"):
    axis.add_patch(
        FancyArrowPatch(
            start, end, connectionstyle=curve, arrowstyle="-|>", mutation_scale=9, color=colour, shrinkA=2, shrinkB=2
        )
    )


def layer_table(network):
    """The layers of a Keras network, as a list of dicts of plain values: layer, kernel, stride, output, parameters.

    Reshape and the activation that follow a layer stand in its row.
    """
    rows = []
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
