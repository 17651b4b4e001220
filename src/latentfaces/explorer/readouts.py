"""Read-outs: traits of the faces shown, each as a mark on the range of real faces."""

from html import escape

import numpy as np

from latentfaces.arrays import Images
from latentfaces.explorer.view import View, number
from latentfaces.latent import MEANS
from latentfaces.measures.traits import TRAITS
from latentfaces.models.generator import Generator

MINUS = "\N{MINUS SIGN}"
HEAD = "<tr><td></td><td>mean</td><td colspan=2>among real faces</td></tr>"
MISSING = "Run <code>latentfaces evaluate --model {}</code> to compare these with real faces."


def traits_html(G: Generator, faces: Images) -> str:
    """HTML table of the mean of every trait over faces uint8 (n, S, S, 3), and its percentile among real faces.

    If the generator has no real_traits.json, the table says so and has only the means.
    """
    rows = "".join(_row(name, float(trait(faces).mean()), G.real_traits) for name, trait in TRAITS.items())
    table = f'<table style="border-spacing:6px 0;line-height:1.6">{HEAD if G.real_traits else ""}{rows}</table>'
    return table if G.real_traits else f'{table}<div style="line-height:1.3">{MISSING.format(escape(G.name))}</div>'


def _row(name: str, value: float, real: dict[str, list[float]] | None) -> str:
    about = escape(str(TRAITS[name].__doc__).partition("\n")[0], quote=True)
    cells = f'<td title="{about}">{name}</td><td style="font-variant-numeric:tabular-nums">{value:.2f}</td>'
    if real is None:
        return f"<tr>{cells}</tr>"
    percent = percentile(value, real[name])
    mark = f"left:calc({percent:.0f}% - 3px);top:-4px;width:6px;height:12px;border-radius:2px;background:#D55E00"
    line = "position:relative;width:100px;height:4px;border-radius:2px;background:#9998"
    bar = f'<div style="{line}"><div style="position:absolute;{mark}"></div></div>'
    said = f"more than {percent:.0f} of 100 real faces"
    return f'<tr title="{said}">{cells}<td>{bar}</td><td>{percent:.0f}%</td></tr>'


def percentile(value: float, percentiles: list[float]) -> int:
    """The percentage of real faces below a value, given their percentiles 0 to 100."""
    return max(0, int(np.searchsorted(percentiles, value, side="right")) - 1)


def law_of(G: Generator, view: View) -> str:
    """The distribution of every coordinate of z as text: N(mean, std), or U(low, high) for a uniform prior.

    In a sweep the mean is m, and the text gives its range.
    """
    mean, std = number(view.mean), number(view.std)
    # A sum of two numbers with few digits may have many.
    low, high = number(round(view.mean - view.std, 9)), number(round(view.mean + view.std, 9))
    means = ""
    if view.show == "sweep":
        mean, low, high = "m", f"m {MINUS} {std}", f"m + {std}"
        means = f", m from {MEANS[0]:g} to {MEANS[-1]:g}".replace("-", MINUS)
    if G.latent == "uniform":
        return f"U({low}, {high}){means}"
    cut = "" if view.truncation is None else f", cut at \N{PLUS-MINUS SIGN}{number(view.truncation)}"
    return f"N({mean}, {std}){cut}{means}"
