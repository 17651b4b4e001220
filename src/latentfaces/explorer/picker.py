"""Your own face in a notebook: a button that takes a picture, and the nearest face that a model can draw."""

import secrets
import warnings
from collections.abc import Mapping
from html import escape
from typing import Any

from IPython.display import display_html
from ipywidgets import HTML, FileUpload, Output, VBox

from latentfaces.arrays import Face
from latentfaces.checks import instance
from latentfaces.errors import LatentFacesError
from latentfaces.experiments.inversion import Found, find_z
from latentfaces.explorer.codes import rounded_z
from latentfaces.explorer.still import display_widget, hiding, instead, page_address
from latentfaces.explorer.view import View
from latentfaces.faces.decode import Unusable, read_image, to_square
from latentfaces.figures.found import found_faces, how_near
from latentfaces.figures.notebook import show
from latentfaces.models.generator import Generator

STILL = "<p>Run this cell for a button that takes a picture of your own.</p>"


class FacePicker(VBox):
    """A button to choose a picture; below it, the search for its face in a generator and what was found.

    found: what `find_z` found for the last picture; None before the first.
    """

    def __init__(self, G: Generator):
        self.G = instance("G", G, Generator, "a generator, such as `load_generator` returns")
        self.found: Found | None = None
        self._still_name = f"latentfaces-still-{secrets.token_hex(4)}"
        self.button = FileUpload(accept="image/*", description="choose a picture", layout={"width": "180px"})
        self.button.observe(self._search, "value")
        self.result = Output()
        super().__init__([self.button, self.result, HTML(hiding(self._still_name))])

    def _ipython_display_(self, **_: Any) -> None:
        display_widget(self)
        display_html(instead(self._still_name, STILL), raw=True)

    def _search(self, change: Mapping[str, Any]) -> None:
        files = change["new"]
        # ipywidgets 8 has a tuple of files, and 7, which Colab has, a dict.
        (file,) = files.values() if isinstance(files, dict) else files
        self.button.disabled = True
        self.result.clear_output()
        with self.result:
            try:
                picture = face_of(bytes(file["content"]), self.G.size)
                self.found = find_z(self.G, picture)
                print(how_near(self.G, self.found))
                display_html(_link(self.G, self.found), raw=True)
                show(found_faces(self.G, picture[None], [self.found]))
            except LatentFacesError as error:
                print(error)
        self.button.disabled = False


def face_of(data: bytes, size: int) -> Face:
    """The middle square of a picture, from a file's bytes: uint8 (size, size, 3).

    Raises LatentFacesError if the file is no picture, or one that cannot be used.
    """
    with warnings.catch_warnings(action="ignore"):  # Pillow warns of damage that it can do without
        try:
            return to_square(read_image(data)[0], size)
        except Unusable as fault:
            raise LatentFacesError(
                f"This file cannot be used ({fault}): choose one still picture of a face, such as a PNG, JPEG or WebP."
            ) from None


def _link(G: Generator, found: Found) -> str:
    """HTML that leads to the found face on the page, or "" if the page lacks its model."""
    z = tuple(rounded_z(found.z[None])[0].tolist())
    address = page_address(View(model=G.name, show="face", face=z))
    return address and f'<a href="{escape(address)}">Go on from this face in the browser.</a>'
