"""A name or a path -> Faces.

"avatars" are rendered here, "anime" and "simpsons" come from Kaggle, any other source is a folder or a zip of
images. data/cache keeps each set at each size.
"""

import hashlib
import os
from pathlib import Path

import pandas as pd
import PIL

from latentfaces.checks import told, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.faces import avatars, kaggle
from latentfaces.faces.cache import Write, cached_faces
from latentfaces.faces.decode import VERSION
from latentfaces.faces.face_set import Faces
from latentfaces.faces.scan import ScanReport, scan
from latentfaces.faces.sources import open_files
from latentfaces.paths import StrPath

__all__ = ["Faces", "ScanReport", "load_faces"]

NAMES = ("avatars", *kaggle.SETS)


def set_name(source: str) -> str:
    """The name of a set of faces without its place on somebody's disk, which means nothing to others.

    A folder that happens to be called avatars is not the avatars, whose artist is named and whose traits are known.
    """
    name = Path(source).stem or "faces"
    return "own avatars" if name == "avatars" != source else name


def load_faces(source: StrPath, size: int = 64, limit: int | None = None) -> Faces:
    """Faces of `source`, size x size pixels: images uint8 (N, size, size, 3).

    source: "avatars", "anime", "simpsons", or the path of a folder or zip of images (write "./anime" for a
    folder of that name). limit: load only this number of faces, from the first on. The first call renders or reads
    them, with a progress bar; later calls map the cached pixels. Raises LatentFacesError, one sentence, for a source
    that is unknown, unreadable or without usable images, a failed download, and a size or limit out of range.
    """
    size = whole_number("The size of a face in pixels", size, 8, 1024)
    limit = None if limit is None else whole_number("The limit", limit, 1)
    name = source if isinstance(source, str) else ""
    if name == "avatars":
        return _load_avatars(size, min(limit or avatars.COUNT, avatars.COUNT))
    if name in kaggle.SETS:
        return _load_files(name, kaggle.kaggle_archive(name), size, limit, kaggle.SETS[name].folder)
    path = _existing(source)
    # A `Path` that is spelled like a known set is not that set.
    return _load_files(os.path.join(".", path) if str(path) in NAMES else source, path, size, limit)


def _load_avatars(size: int, count: int) -> Faces:
    def build(write: Write) -> tuple[pd.DataFrame, None]:
        tables = []
        for images, traits in avatars.render_avatars(count, size):
            write(images)
            tables.append(traits)
        return pd.concat(tables, ignore_index=True), None

    return cached_faces(f"avatars-{count}-{size}", size, avatars.recipe(), "avatars", build)


def _load_files(source: StrPath, path: Path, size: int, limit: int | None, within: str | None = None) -> Faces:
    files = open_files(path)

    def build(write: Write) -> tuple[None, ScanReport]:
        report = scan(files, size, write, limit, within)
        n_left_out = sum(map(len, report.left_out.values()))
        if n_left_out:
            print(f"{report.used:,} faces can be used, {n_left_out:,} images were left out: see faces.report.")
        return None, report

    path = path.resolve()
    place = hashlib.sha256(f"{path} {limit}".encode("utf-8", "surrogateescape")).hexdigest()[:8]
    recipe = [files.stamp(), within, VERSION, PIL.__version__]
    return cached_faces(f"{path.stem[:40]}-{size}-{place}", size, recipe, str(source), build)


def _existing(source: StrPath) -> Path:
    try:
        path = os.path.expanduser(source)
        os.stat(path)
        return Path(path)
    except (OSError, TypeError, ValueError):
        raise LatentFacesError(
            f"There are no faces called {told(str(source))}: give {', '.join(NAMES)}, or the path of an existing, "
            "readable folder or zip of images."
        ) from None
