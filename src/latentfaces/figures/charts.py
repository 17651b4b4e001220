"""The report's charts, one function for each; `faces` has the figures that show faces.

Each returns a PIL image, drawn by Matplotlib with fixed settings: the same numbers give the same bytes.
"""

import functools
import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from latentfaces.checks import labelled
from latentfaces.experiments.random_directions import Controlled
from latentfaces.models.catalogue import find_model
from latentfaces.paths import StrPath

# Okabe and Ito 2008: distinguishable with any kind of colour vision.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#999999"
BLACK, PURPLE, AMBER, SKY = "#000000", "#CC79A7", "#E69F00", "#56B4E9"
# What pairs of lines are: discriminator and generator, real and generated faces, or sets of faces.
PLAYERS, KINDS, SETS = (BLUE, ORANGE), (GREEN, PURPLE), (BLACK, AMBER, SKY)
WIDTH = 6.5  # inches: the report's text width, where the text has its true size
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "lines.linewidth": 1.2,
    "legend.edgecolor": "none",
    "legend.handlelength": 1.2,
    "figure.dpi": 200,
    "figure.constrained_layout.use": True,
}


Arguments = ParamSpec("Arguments")


def chart(draw: Callable[Arguments, Figure]) -> Callable[Arguments, Image.Image]:
    """Decorator: draw(...) -> Matplotlib Figure returns a PIL image instead, independent of the user's style."""

    @functools.wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Image.Image:
        style: dict[Any, Any] = {**matplotlib.rcParamsDefault, **STYLE, "backend": matplotlib.get_backend()}
        with matplotlib.rc_context(style):
            canvas = FigureCanvasAgg(draw(*args, **kwargs))
            canvas.draw()
            return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")

    return drawn


@chart
def losses(runs: Mapping[str, StrPath]) -> Figure:
    """Losses, accuracies and the Jensen-Shannon estimate over the steps; a column for each run.

    runs: dict label -> shipped model's name or run folder. Lines are running means over a fiftieth of the steps; the
    faint bands contain four of five single steps (not drawn for accuracies, which jump from batch to batch).
    """
    runs = labelled("The runs of a chart", runs)
    figure = Figure((WIDTH, 3.4))
    axes = figure.subplots(3, len(runs), sharex="col", sharey="row", squeeze=False)
    for column, (label, run) in zip(axes.T, runs.items()):
        table = find_model(run).read_losses()
        rolling = table.rolling(max(1, len(table) // 50), min_periods=1, center=True)
        means, low, high = rolling.mean(), rolling.quantile(0.1), rolling.quantile(0.9)
        # A long name such as simpsons-reference would run into its neighbour.
        column[0].set_title(textwrap.fill(label, 14))
        for axis, lines in zip(column, LOSS_LINES):
            for name, (line, colour) in lines.items():
                if axis is not column[1]:
                    axis.fill_between(table.index, low[name], high[name], color=colour, alpha=0.2, linewidth=0)
                axis.plot(table.index, means[name], color=colour, label=line)
        column[2].axhline(math.log(2), color=GREY, linestyle="--", linewidth=0.8, label="log 2, its\nlargest value")
        column[2].set_xlabel("step")
        column[2].xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(2, steps=[1, 2, 5, 10]))
        # 20k: four columns leave no room for 20,000.
        column[2].xaxis.set_major_formatter(matplotlib.ticker.EngFormatter(sep=""))
    # The losses of a failing run are a hundred times larger.
    axes[0, 0].set_yscale("log")
    axes[0, 0].yaxis.set_major_formatter(matplotlib.ticker.StrMethodFormatter("{x:g}"))
    # Matplotlib 3.11 writes numbers between the powers of ten too, on top of each other in so low a panel.
    axes[0, 0].yaxis.set_minor_formatter(matplotlib.ticker.NullFormatter())
    axes[0, 0].set_ylim(bottom=max(axes[0, 0].get_ylim()[0], 1e-3))
    axes[1, 0].set_ylim(-0.03, 1.03)
    axes[2, 0].set_ylim(-0.7, 0.8)
    for axis, label in zip(axes[:, 0], ("loss (nats,\nlog scale)", "accuracy of D", "Jensen-Shannon\nestimate (nats)")):
        axis.set_ylabel(label)
    for axis in axes[:, -1]:
        axis.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


LOSS_LINES = (
    {"d_loss": ("discriminator", PLAYERS[0]), "g_loss": ("generator", PLAYERS[1])},
    {"real_accuracy": ("real faces", KINDS[0]), "fake_accuracy": ("generated faces", KINDS[1])},
    {"jensen_shannon": ("estimate", BLACK)},
)


@chart
def controls(controlled: Controlled) -> Figure:
    """Every measure against the mean of z, in front of a band: at each mean, nine of ten random directions.

    controlled: the result of `random_directions.controlled`.
    """
    effects = controlled.effects()
    rows = -(-len(effects) // 3)
    figure = Figure((WIDTH, 1.55 * rows + 0.2))
    low, high = np.quantile(controlled.values[1:], (0.05, 0.95), axis=0)
    for i, (name, axis) in enumerate(zip(effects.index, figure.subplots(rows, 3, sharex=True, squeeze=False).flat)):
        axis.fill_between(
            controlled.means,
            low[:, i],
            high[:, i],
            color=GREY,
            alpha=0.4,
            linewidth=0,
            label="nine of ten random directions",
        )
        axis.plot(controlled.means, controlled.values[0, :, i], "o-", color=ORANGE, markersize=3, label="the mean of z")
        axis.set_title(f"{name}\nslope p = {effects.slope_p[name]:.3f}, dip p = {effects.dip_p[name]:.3f}")
        axis.set_xticks(controlled.means)
        if i >= 3 * (rows - 1):
            axis.set_xlabel("mean of z")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure


@chart
def seed_effects(tests: Sequence[Mapping[str, Any]], units: Mapping[int, str]) -> Figure:
    """The effect in every training run and the 95 % interval of their mean; a panel for a finding, a row for a set.

    tests: dicts with the number and text of a finding, the set, effects (one for each seed), low and high (of the
    interval) and, where the effect is a slope, "nine of ten random directions" (low, high). units: dict number -> what
    the effects of that finding are counted in.
    """
    rows = len(units) // 2 + 1
    figure = Figure((WIDTH, 1.05 * rows))
    axes = figure.subplots(rows, 2, squeeze=False).flat
    for axis, (number, unit) in zip(axes, units.items()):
        of_finding = [test for test in tests if test["number"] == number]
        axis.axvline(0, color=GREY, linewidth=0.6)
        for row, test in enumerate(of_finding):
            if band := test.get("nine of ten random directions"):
                label = "nine of ten random directions"
                axis.barh(row, band[1] - band[0], left=band[0], color=GREY, alpha=0.4, label=label)
            axis.plot([test["low"], test["high"]], [row, row], color=BLUE, label="95% interval of their mean")
            # Equal effects would hide each other.
            heights = row + 0.28 * (np.arange(len(test["effects"])) % 3 - 1)
            axis.plot(test["effects"], heights, "o", color=ORANGE, markersize=2, label="a training run")
        axis.set_title(textwrap.fill(f"{number}. {of_finding[0]['text']}", 48))
        axis.set(xlabel=unit, ylim=(len(of_finding) - 0.5, -0.5))
        axis.set_yticks(range(len(of_finding)), [test["set"] for test in of_finding])
        axis.tick_params(axis="y", length=0)
        axis.locator_params(axis="x", nbins=5)
    for axis in axes[len(units) :]:
        axis.set_axis_off()
    legend = {label: line for axis in axes for line, label in zip(*axis.get_legend_handles_labels())}
    axes[-1].legend(legend.values(), legend, loc="center left")
    return figure


@chart
def std_effects(
    tables: Mapping[str, pd.DataFrame], intervals: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]] | None = None
) -> Figure:
    """Effects of the standard deviation of z: a panel for each column, a line for each model.

    tables: dict label -> DataFrame indexed by std, such as `random_directions.along_std` returns. A column whose name
    begins with KID has a logarithmic axis. intervals: tables of the low and the high ends of bars, of any columns.
    """
    names = list(dict.fromkeys(name for table in tables.values() for name in table))
    columns = min(4, len(names))
    rows = -(-len(names) // columns)
    figure = Figure((WIDTH, 1.8 * rows))
    axes = figure.subplots(rows, columns, sharex=True, squeeze=False).flat
    for name, axis in zip(names, axes):
        for (label, table), colour, marker in zip(tables.items(), SETS, "os^"):
            if name in table:
                line = table[name].dropna()
                axis.plot(line.index, line, "-", color=colour, marker=marker, markersize=3, label=label)
                if intervals and name in intervals[label][0]:
                    low, high = (ends[name].reindex(line.index) for ends in intervals[label])
                    axis.vlines(line.index, low, high, color=colour, linewidth=0.8)
        axis.set_title(name)
        if name.startswith("KID"):
            axis.set(yscale="log", title=f"{name}, log scale")
            # By default, half a decade may have a single number.
            axis.yaxis.set_major_locator(matplotlib.ticker.LogLocator(subs=(1, 1.5, 2, 3, 5, 7)))
            axis.yaxis.set_major_formatter(matplotlib.ticker.StrMethodFormatter("{x:g}"))
            axis.yaxis.set_minor_locator(matplotlib.ticker.NullLocator())
        else:
            axis.set_ylim(bottom=0)
    for axis in axes[len(names) :]:
        axis.set_axis_off()
    for axis in figure.axes[-columns:]:
        axis.set_xlabel("std of z")
    figure.axes[0].legend()
    return figure


@chart
def leakage(table: pd.DataFrame) -> Figure:
    """What each direction changes, as numbers on colours: blue falls, red rises.

    table: a row for each direction, a column for each trait, in standard deviations of real faces, such as
    `named_directions` returns (without the fit).
    """
    table = table.drop(columns="fit", errors="ignore")
    figure = Figure((WIDTH, 0.9 + 0.24 * len(table)))
    axis = figure.subplots()
    axis.imshow(table, cmap="RdBu_r", vmin=-4, vmax=4, aspect="auto")
    for (row, column), value in np.ndenumerate(table.to_numpy()):
        axis.text(
            column, row, f"{value:+.1f}", ha="center", va="center", color="white" if abs(value) > 2.4 else "black"
        )
    axis.set_xticks(range(len(table.columns)), table.columns, rotation=30, ha="right", rotation_mode="anchor")
    axis.set_yticks(range(len(table)), table.index)
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)
    return figure


@chart
def neighbour_distances(distances: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """Distances of generated and held-out real faces to the nearest training face; a panel for each set.

    distances: dict label -> {"generated": percentiles, "held out": percentiles}, each of the 101 percentiles 0 ... 100.
    """
    figure = Figure((WIDTH, 2.0))
    axes = figure.subplots(1, len(distances), sharex=True, sharey=True, squeeze=False)[0]
    colours = {"held out": KINDS[0], "generated": KINDS[1]}
    for axis, (label, kinds) in zip(axes, distances.items()):
        for kind, percentiles in kinds.items():
            axis.plot(percentiles, np.arange(101), color=colours[kind], label=kind)
        axis.set(title=label, xlabel="distance to the nearest training face (grey levels)", ylim=(0, 100))
    axes[0].set_xlim(left=0)
    axes[0].set_ylabel("share of faces closer (%)")
    axes[0].legend(loc="lower right")
    return figure
