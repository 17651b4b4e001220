"""Pictures and films in a notebook's output, small enough that a notebook full of them can be kept in git."""

import io
from pathlib import Path

import PIL.Image
from IPython.display import Image, Video, display

WIDTH = 900  # pixels; some pages that show notebooks cut off what is wider


def show(picture: PIL.Image.Image) -> None:
    """Shows a PIL image as JPEG, no wider than WIDTH: a sheet of faces takes a small part of its bytes as PNG."""
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "jpeg", quality=80, optimize=True)
    display(Image(buffer.getvalue(), format="jpeg"))


def show_film(path: Path) -> None:
    """Shows the files path.gif and path.mp4 (path: pathlib.Path without a suffix): the second one can be stopped."""
    # Called PNG, because some pages that show notebooks know no GIF; browsers go by the bytes.
    display(Image(path.with_suffix(".gif").read_bytes(), format="png", width=256))
    display(Video(path.with_suffix(".mp4"), embed=True, width=256))
