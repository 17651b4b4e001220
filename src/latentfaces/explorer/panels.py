"""Widgets for faces: a picture in which every face can be clicked, and everything that the explorer shows of one model.

ipywidgets has no picture that reports clicks, so transparent buttons cover the faces. They are plain widgets: they work
in every front end, and with Tab and Enter. A widget lives as long as its explorer; only its bytes change.
"""

from collections.abc import Callable
from html import escape

from ipywidgets import HTML, Button, ButtonStyle, GridBox, HBox, Image, Layout, VBox
from PIL.Image import fromarray

from latentfaces.arrays import Images
from latentfaces.explorer.readouts import traits_html
from latentfaces.explorer.scenes import AVERAGES, Scene
from latentfaces.explorer.view import View
from latentfaces.explorer.words import PATTERN, is_short, knows_short_z
from latentfaces.latent import MEANS
from latentfaces.pictures.images import bmp_bytes, grid

OVER_ALL = "1 / 1 / 2 / 2"
ABOUT_AVERAGES = (
    "Every pixel is the mean of the faces shown: what they have in common, blurred.",
    "The one face that the model draws for the mean of z; all faces approach it as std goes to 0.",
)


# Width on the screen of a single grid, of each of two grids, and of a sweep; all fit into JupyterLab at 1280 pixels.
WIDTHS = {
    ("face", False): 384,
    ("face", True): 384,
    ("grid", False): 480,
    ("grid", True): 400,
    ("sweep", False): 820,
    ("sweep", True): 400,
}


class ClickableFaces(GridBox):
    """Faces in one picture; a click on a face calls on_click(its number, from 0 in reading order)."""

    def __init__(self, on_click: Callable[[int], None], tooltip: str):
        self._on_click, self._tooltip = on_click, tooltip
        self._pool: list[Button] = []
        # All buttons share these; otherwise 64 buttons are 192 objects in the browser.
        self._cell = Layout(width="auto", height="auto", min_width="0", margin="0", padding="0", border="none")
        self._style = ButtonStyle(button_color="transparent")
        self.picture = Image(format="bmp", layout=Layout(grid_area=OVER_ALL, width="100%", height="100%", margin="0"))
        self._buttons = GridBox(layout=Layout(grid_area=OVER_ALL, width="100%", height="100%", margin="0"))
        super().__init__([self.picture, self._buttons], layout=Layout(margin="0", overflow="hidden", flex="0 0 auto"))

    def show(self, faces: Images, columns: int, width: int) -> None:
        """Shows faces uint8 (n, S, S, 3) in this number of columns, `width` pixels wide on the screen."""
        sheet = grid(faces, columns)
        self.picture.value = bmp_bytes(sheet)
        shape = f"{width}px", f"{round(width * sheet.height / sheet.width)}px"
        if (self.layout.width, self.layout.height, len(self._buttons.children)) != (*shape, len(faces)):
            self.layout.width, self.layout.height = shape
            self._buttons.layout.grid_template_columns = f"repeat({columns}, 1fr)"
            self._buttons.layout.grid_template_rows = f"repeat({-(-len(faces) // columns)}, 1fr)"
            self._buttons.children = self._buttons_for(len(faces))

    def _buttons_for(self, n: int) -> list[Button]:
        for i in range(len(self._pool), n):
            button = Button(tooltip=self._tooltip.format(i + 1), layout=self._cell, style=self._style)
            button.on_click(lambda _, i=i: self._on_click(i))
            self._pool.append(button)
        return self._pool[:n]


class Panel(VBox):
    """Everything that the explorer shows of one model: its faces, the two average faces and the read-outs."""

    def __init__(self, on_click: Callable[[int], None]):
        self.title, self.captions, self.note, self.readouts = HTML(), HTML(), HTML(), HTML()
        self.faces = ClickableFaces(on_click, "Face {}: pin or unpin it")
        self.averages = [Image(format="bmp", layout=Layout(width="128px", height="128px")) for _ in AVERAGES]
        labels = [HTML(f'<span title="{about}">{name}</span>') for name, about in zip(AVERAGES, ABOUT_AVERAGES)]
        averages = HBox([VBox([label, image]) for label, image in zip(labels, self.averages)])
        self.beside = VBox([averages, self.note, self.readouts], layout=Layout(width="300px"))
        body = HBox([self.faces, self.beside], layout=Layout(flex_flow="row wrap"))
        super().__init__([self.title, self.captions, body], layout=Layout(margin="0 8px 0 0", overflow="hidden"))

    def show(self, scene: Scene, view: View) -> None:
        """Shows the faces of a view's scene."""
        width = WIDTHS[view.show, bool(view.compare)]
        self.faces.show(scene.faces, view.columns, width)
        self.layout.width = f"{width + 8}px" if view.compare else "auto"
        self.title.value = f"<b>{escape(scene.G.name)}</b>"
        self.beside.layout.display = "none" if view.show == "face" else None
        self.captions.layout.display = None if view.show == "sweep" else "none"
        self.captions.value = _means(width)

    def show_beside(self, scene: Scene) -> None:
        """Updates the average faces and the read-outs to the faces of a scene."""
        for image, face in zip(self.averages, scene.averages):
            image.value = bmp_bytes(fromarray(face))
        is_pattern = is_short(scene.mean_z) and not knows_short_z(scene.G)
        self.note.value = f'<div style="line-height:1.3">{PATTERN}</div>' if is_pattern else ""
        self.readouts.value = traits_html(scene.G, scene.faces)


def _means(width: int) -> str:
    """The means of a sweep, above its columns."""
    texts = [f"{mean:g}".replace("-", "\N{MINUS SIGN}") for mean in MEANS]
    cells = "".join(f'<span style="flex:1;text-align:center">{text}</span>' for text in texts)
    return f'<div style="display:flex;width:{width}px">{cells}</div>'
