"""The explorer without a kernel: a still picture with its link, for a notebook that was saved, and for GitHub.

A saved notebook holds no widget, and JupyterLab shows an error where one was. The picture is therefore a second output.
While the widget is shown, it hides the picture.
"""

import base64
from collections.abc import Sequence
from html import escape

from IPython.display import display
from ipywidgets import Widget
from PIL import Image

from latentfaces.explorer.animation import side_by_side
from latentfaces.explorer.scenes import Scene
from latentfaces.explorer.view import View
from latentfaces.explorer.words import STILL, STILL_LINK, credit, seen
from latentfaces.models.catalogue import PAGE, is_on_page
from latentfaces.pictures.images import png_bytes

WIDTH = 480  # pixels on the screen
WIDGET = "application/vnd.jupyter.widget-view+json"


def display_widget(widget: Widget) -> None:
    """Shows a widget in a notebook; the next output is for where no kernel runs, see `instead`."""
    view = {"model_id": widget.model_id, "version_major": 2, "version_minor": 0}
    # Without a kernel this output is empty. It comes first, so that the widget stays when the next output is hidden.
    display({WIDGET: view, "text/html": "", "text/plain": ""}, raw=True)


def still(view: View, shown: Sequence[Scene], name: str) -> dict[str, str]:
    """The still picture of a view, as what IPython displays: {type: content}.

    shown: the scene of each model of the view. name: of an HTML class, by which `hiding` finds the picture.
    """
    picture = Image.fromarray(side_by_side([scene.faces for scene in shown], view.columns))
    png = base64.b64encode(png_bytes(picture.quantize(256))).decode()
    about, credits = seen(view, shown[0].G), credit(*(scene.G for scene in shown))
    sentence = STILL.format(link=view.query())
    html = (
        f'<img src="data:image/png;base64,{png}" alt="{escape(about)}" width="{WIDTH * len(shown)}">'
        f'<p style="overflow-wrap: anywhere">{escape(sentence)}{_link(view)}</p>'
        f"<p>{escape(credits)}</p>"
    )
    return {"text/html": instead(name, html), "image/png": png, "text/plain": sentence}


def instead(name: str, html: str) -> str:
    """HTML for the output after a widget's, which is read where no kernel runs; name: as of `still`."""
    # What JupyterLab says in the output before, instead of the widget or until it comes.
    error = f".jp-OutputArea-child:has(+ .jp-OutputArea-child .{name}) > .jp-OutputArea-output:not(:has(*))"
    return f'<div class="{name}"><style>{error} {{ display: none }}</style>{html}</div>'


def hiding(name: str) -> str:
    """HTML that hides what `instead` returned, while it is shown itself."""
    return f"<style>.{name} {{ display: none }}</style>"


def page_address(view: View) -> str:
    """The address of a view on the page, or "" if the page lacks a model of it."""
    return PAGE + view.query() if all(map(is_on_page, {view.model, view.compare or view.model})) else ""


def _link(view: View) -> str:
    address = page_address(view)
    return f' <a href="{escape(address)}">{STILL_LINK}</a>' if address else ""
