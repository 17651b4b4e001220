"""The explorer without a kernel: a still picture with its link, for a notebook that was saved, and for GitHub.

A saved notebook holds no widget, and JupyterLab shows an error where one was. The picture is therefore a second output.
While the widget is shown, it hides the picture.
"""

import base64
from collections.abc import Sequence
from html import escape

from PIL import Image

from latentfaces.explorer.animation import side_by_side
from latentfaces.explorer.scenes import Scene
from latentfaces.explorer.view import View
from latentfaces.explorer.words import STILL, STILL_LINK, credit, seen
from latentfaces.models.catalogue import PAGE, page_models, states_of
from latentfaces.pictures.images import png_bytes

WIDTH = 480  # pixels on the screen


def still(view: View, shown: Sequence[Scene], name: str) -> dict[str, str]:
    """The still picture of a view, as what IPython displays: {type: content}.

    shown: the scene of each model of the view. name: of an HTML class, by which `hiding` finds the picture.
    """
    picture = Image.fromarray(side_by_side([scene.faces for scene in shown], view.columns))
    png = base64.b64encode(png_bytes(picture.quantize(256))).decode()
    about, credits = seen(view, shown[0].G), credit(*(scene.G for scene in shown))
    sentence = STILL.format(link=view.query())
    # What JupyterLab says in the output before, instead of the widget or until it comes.
    error = f".jp-OutputArea-child:has(+ .jp-OutputArea-child .{name}) > .jp-OutputArea-output:not(:has(*))"
    html = (
        f'<div class="{name}"><style>{error} {{ display: none }}</style>'
        f'<img src="data:image/png;base64,{png}" alt="{escape(about)}" width="{WIDTH * len(shown)}">'
        f'<p style="overflow-wrap: anywhere">{escape(sentence)}{_link(view)}</p>'
        f"<p>{escape(credits)}</p></div>"
    )
    return {"text/html": html, "image/png": png, "text/plain": sentence}


def hiding(name: str) -> str:
    """HTML that hides a still picture while it is shown itself."""
    return f"<style>.{name} {{ display: none }}</style>"


def page_address(view: View) -> str:
    """The address of a view on the page, or "" if the page has not its models."""
    finished = {list(states_of(name))[-1] for name in (view.model, view.compare) if name}
    return PAGE + view.query() if finished <= set(page_models()) else ""


def _link(view: View) -> str:
    address = page_address(view)
    return f' <a href="{escape(address)}">{STILL_LINK}</a>' if address else ""
