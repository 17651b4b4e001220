"""The cache of a set of faces: one folder with images.npy, traits.csv and about.json.

The folder is filled under a temporary name and renamed when it is complete. Images are read as a memory map: the pixels
stay in the page cache, and no process holds a copy.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from latentfaces import paths
from latentfaces.arrays import Face, Images
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.faces.jpeg import Jpeg
from latentfaces.faces.scan import ScanReport
from latentfaces.storage import (
    file_sha256,
    made_beside,
    read_json,
    remedy,
    remove_abandoned,
    reporting_damage,
    write_sealed_json,
)

# Writes one or many faces at each call.
Write = Callable[[Images | Face], None]
# Makes a set of faces by calling Write; returns its table of traits, and the report on its files.
Build = Callable[[Write], tuple[pd.DataFrame | None, ScanReport | None]]


class RowWriter:
    """An .npy file of uint8 (n, size, size, 3) that grows by rows, so that n need not be known in advance."""

    def __init__(self, path: Path, size: int):
        self._shape, self._count = (size, size, 3), 0
        self._file = open(path, "wb")
        self._write_header()

    def _write_header(self) -> None:
        # numpy pads its header, so that the number of rows can grow without moving the pixels.
        header = {"descr": "|u1", "fortran_order": False, "shape": (self._count, *self._shape)}
        np.lib.format.write_array_header_1_0(self._file, header)

    def write(self, images: Images | Face) -> None:
        """Append images, uint8 (n, size, size, 3) or (size, size, 3)."""
        images = np.ascontiguousarray(images).reshape(-1, *self._shape)
        self._file.write(images.data)
        self._count += len(images)

    def __enter__(self) -> "RowWriter":
        return self

    def __exit__(self, *_: Any) -> None:
        with self._file:
            self._file.seek(0)
            self._write_header()


def cached_faces(name: str, size: int, recipe: Any, source: str, build: Build) -> Faces:
    """The Faces of the cached folder `name`; built if it is absent, damaged, or made from another recipe.

    recipe: everything that the pixels depend on, as plain JSON values. build(write) calls write(images) any number of
    times and returns (traits DataFrame or None, ScanReport or None). Raises LatentFacesError if the cache cannot be
    written.
    """
    remove_abandoned(paths.CACHE)
    folder = paths.CACHE / name
    recipe = hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()
    if folder.exists():
        try:
            faces, made_from = _load(folder, source)
            if made_from == recipe:
                return faces
        except LatentFacesError:
            print(f"The cached faces in {folder} are damaged, so they are made again.")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        with made_beside(folder) as made:
            made.mkdir()
            _build(made, size, recipe, build)
        return _load(folder, source)[0]
    except OSError as error:
        raise LatentFacesError(
            f"Faces cannot be cached in {paths.CACHE} ({error.strerror or error}): {remedy(error)}; the "
            "environment variable LATENTFACES_CACHE sets another folder."
        ) from None


def _build(folder: Path, size: int, recipe: str, build: Build) -> None:
    with RowWriter(folder / "images.npy", size) as writer:
        traits, report = build(writer.write)
    about = {
        "recipe": recipe,
        "fingerprint": Faces(np.load(folder / "images.npy", mmap_mode="r")).fingerprint,
        "report": asdict(report) if report else None,
    }
    if traits is not None:
        traits.to_csv(folder / "traits.csv", index=False, lineterminator="\n")
        about["traits_sha256"] = file_sha256(folder / "traits.csv")
    write_sealed_json(folder / "about.json", about)


def _load(folder: Path, source: str) -> tuple[Faces, str]:
    """(Faces, recipe). Raises LatentFacesError if anything is missing or damaged."""
    about = read_json(folder / "about.json", dict, "delete it")
    with reporting_damage(folder, "delete it"):
        traits = None
        if "traits_sha256" in about:
            if file_sha256(folder / "traits.csv") != about["traits_sha256"]:
                raise ValueError("traits.csv is not what was written")
            traits = pd.read_csv(folder / "traits.csv", dtype=str, keep_default_na=False)
        report = None
        if about["report"]:
            jpeg = about["report"].get("jpeg")
            report = ScanReport(**{**about["report"], "jpeg": jpeg and Jpeg.from_json(jpeg)})
        images = np.load(folder / "images.npy", mmap_mode="r")
        faces = Faces(images, traits, source, report)
        # The fingerprint is of the pixels, and would be the same if the header called them signed.
        if images.dtype != np.uint8 or faces.fingerprint != about["fingerprint"]:
            raise ValueError("images.npy is not what was written")
        return faces, about["recipe"]
