"""Pictures and films in a notebook's output, small enough to keep the notebook in git."""

import io
import os
from pathlib import Path

import PIL.Image
from IPython.display import Image, Video, display

from latentfaces.checks import instance, user_path
from latentfaces.errors import LatentFacesError

WIDTH = 900  # pixels; some sites that show notebooks cut off wider pictures


def show(picture: PIL.Image.Image) -> None:
    """Shows a PIL image as JPEG, no wider than WIDTH: a sheet of faces is much smaller as JPEG than as PNG."""
    instance("The picture", picture, PIL.Image.Image, "a PIL image")
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "jpeg", quality=80, optimize=True)
    display(Image(buffer.getvalue(), format="jpeg"))


def show_film(path: Path) -> None:
    """Shows the files path.gif and path.mp4 (path: pathlib.Path without a suffix); the MP4 can be paused."""
    path = user_path("The path of a film", path)
    missing = [film for film in (path.with_suffix(".gif"), path.with_suffix(".mp4")) if not os.path.isfile(film)]
    if missing:
        raise LatentFacesError(f"There is no film {missing[0]}; `save_walk` writes it.")
    # Declared as PNG, because some sites that show notebooks do not support GIF; browsers look at the bytes.
    display(Image(path.with_suffix(".gif").read_bytes(), format="png", width=256))
    display(Video(path.with_suffix(".mp4"), embed=True, width=256))
