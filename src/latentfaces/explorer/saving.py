"""Saves the screen to files: pictures, films, z, and the lines of Python that draw it again; opens files of z."""

import base64
import dataclasses
import os
import re
from html import escape
from pathlib import Path

import numpy as np

from latentfaces.checks import user_path
from latentfaces.errors import LatentFacesError
from latentfaces.explorer.animation import FILM_SIDE, FPS, TRAINING, frames
from latentfaces.explorer.codes import is_tellable
from latentfaces.explorer.controls import WALK
from latentfaces.explorer.scenes import Opened, picture
from latentfaces.explorer.still import page_address
from latentfaces.explorer.view import MOST_PINS, START, View, number
from latentfaces.explorer.words import credit
from latentfaces.paths import StrPath
from latentfaces.pictures.movies import save_gif, save_mp4
from latentfaces.storage import atomic_write

KINDS = ("png", "gif", "mp4", "npz")  # of files that the explorer saves


def python_lines(view: View) -> str:
    """Three lines of Python that write the picture of a view, with the same bytes as the explorer's."""
    if view.face:
        return (
            f'import latentfaces as lf\nview = lf.View.from_query("{view.query()}")\nlf.picture(view).save("faces.png")'
        )
    fields = {field.name: getattr(view, field.name) for field in dataclasses.fields(View) if field.name != "pins"}
    given = {name: value for name, value in fields.items() if name == "model" or value != getattr(View(), name)}
    arguments = ", ".join(f"{name}={value!r}" for name, value in given.items())
    return f'import latentfaces as lf\nview = lf.View({arguments})\nlf.picture(view).save("faces.png")'


def save(view: View, kind: str, what: str, pace: float, opened: Opened) -> Path:
    """Writes a view to the first free name in the working folder, see `file_name`; returns the path.

    kind: "png" (`scenes.picture`), "gif" or "mp4" (`animation.frames` of what, at a pace), or "npz" (see `save_z`).
    Raises LatentFacesError if the view cannot be drawn, or the file not written.
    """
    name = file_name(view, what if kind in ("gif", "mp4") else "")
    names = (f"{name}{again}.{kind}" for again in ("", *(f"-{i}" for i in range(2, 10**6))))
    path = next(path for path in map(Path, names) if not path.exists())
    if kind == "png":
        with atomic_write(path) as partial:
            picture(view).save(partial)
    elif kind == "npz":
        save_z(view, path, opened)
    else:
        film = frames(view, what, opened, pace)
        save_film = save_gif if kind == "gif" else save_mp4
        # As the page does it. A picture has no comment, because `python_lines` must make the same bytes.
        models = (opened(model) for model in (view.model, view.compare) if model)
        comment = f"{page_address(view)} {credit(*models)}".strip()
        save_film(film, path, fps=FPS, scale=max(1, FILM_SIDE // film.shape[1]), comment=comment)
    return path.resolve()


def file_name(view: View, what: str = "") -> str:
    """The name of a file, from which its faces could be drawn again, as the page gives it, without its ending.

    what: moves in a film: a control, WALK or TRAINING.
    """
    law = [] if view.show == "face" else [f"mean{number(view.mean)}", f"std{number(view.std)}"]
    face = "shaped" if view.face else f"seed{view.seed}"
    moving = {WALK: "walk", TRAINING: "training"}.get(what, what.removeprefix("d."))
    parts = ["latentfaces", Path(view.model).name, face, *law, re.sub(r"\W+", "-", moving)]
    return "-".join(filter(None, parts))


def told(path: Path) -> str:
    """HTML that says where a file is, with a link to download it in a browser on another machine."""
    data = base64.b64encode(path.read_bytes()).decode()
    link = f'<a download="{path.name}" href="data:application/octet-stream;base64,{data}">download</a>'
    return f"Saved {escape(str(path))} ({link})."


def save_z(view: View, path: Path, opened: Opened) -> None:
    """Writes z float32 (n, d) of the faces on screen, pins (k, d) and the link as an .npz file for `open_view`."""
    G = opened(view.model)
    from_files = [pin for pin in view.pins if isinstance(pin, tuple) and not is_tellable(pin)]
    with atomic_write(path) as partial:
        np.savez(
            partial,
            z=view.faces_z(G),
            pins=view.pins_z(G) if view.pins else np.zeros((0, G.latent_dim), np.float32),
            from_files=np.array(from_files, np.float32).reshape(-1, G.latent_dim),
            link=view.query(),
        )


def open_view(what: StrPath, view: View, opened: Opened) -> View:
    """The `View` of a link, of an .npz file, or of a model's name or folder.

    A file of `save_z` opens the view that it was saved from; z float32 (n, d) of another file are pinned to `view`.
    Raises LatentFacesError for a damaged link, file or model.
    """
    path = user_path("A view", what)
    what = os.fspath(what).strip()
    if os.path.isdir(path):  # unlike Path.is_dir, for text that is too long for a file name
        return dataclasses.replace(START, model=what)
    if what.endswith(".npz"):
        return _open_z(path, view, opened)
    if "?" in what or "=" in what:
        return View.from_query(what)
    return dataclasses.replace(START, model=what)


def _open_z(path: Path, view: View, opened: Opened) -> View:
    try:
        with np.load(path) as arrays:
            link = str(arrays["link"]) if "link" in arrays else None
            z = np.asarray(arrays["z"], np.float32)
            pinned = np.asarray(arrays["from_files"], np.float32) if link else z
    except Exception as error:  # the type depends on the damage
        raise LatentFacesError(
            f"{path} is missing, damaged or without z ({error}); give a file that the explorer saved, or z (n, d)."
        ) from error
    view = View.from_query(link) if link else view
    d = opened(view.model).latent_dim
    if z.ndim != 2 or z.shape[1] != d or pinned.ndim != 2 or pinned.shape[1] != d:
        raise LatentFacesError(
            f"{path} holds z of shape {z.shape}, but {view.model} takes (n, {d}); give another file."
        )
    free = MOST_PINS - len(view.pins)
    if not (np.isfinite(z).all() and np.isfinite(pinned).all()) or len(pinned) > free:
        raise LatentFacesError(
            f"{path} holds {len(pinned)} z; they must be finite, and at most {free} more can be pinned."
        )
    return dataclasses.replace(view, pins=view.pins + tuple(tuple(row.tolist()) for row in pinned))
