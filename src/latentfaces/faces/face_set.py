"""Faces: a set of square face images, held once as uint8, with what is known about each of them."""

import hashlib
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from latentfaces.arrays import Images, Mask, Rows
from latentfaces.checks import instance, is_whole_number, told, user_path, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.faces.jpeg import Jpeg
from latentfaces.faces.pixels import as_faces
from latentfaces.faces.scan import ScanReport

BLOCK = 1024


@dataclass(frozen=True, eq=False)
class Faces:
    """images: uint8 (N, S, S, 3), usually a read-only memory map; traits: one row for each face, or None.

    source: the name or path that they were loaded from. report: what happened to every file of a folder or archive;
    None for rendered faces. Your own arrays may be of another type or shape: `as_faces` says which are converted.
    Raises LatentFacesError for others, and for traits of another number of faces.
    """

    images: np.ndarray
    traits: pd.DataFrame | None = None
    source: str = ""
    report: ScanReport | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "images", as_faces(self.images))
        if not isinstance(self.source, str):
            object.__setattr__(self, "source", str(user_path("The source of `Faces`", self.source)))
        if self.traits is not None:
            table = instance("The traits of `Faces`", self.traits, pd.DataFrame, "a pandas DataFrame or None")
            if len(table) != len(self):
                raise LatentFacesError(
                    f"The traits of `Faces` have {len(table)} rows for {len(self)} faces; give one a face."
                )

    def __len__(self) -> int:
        return len(self.images)

    @property
    def size(self) -> int:
        """S, the side of every face in pixels."""
        return self.images.shape[1]

    @property
    def jpeg(self) -> Jpeg | None:
        """The JPEG compression of most of the files, which the faces still show; None for other files."""
        return self.report.jpeg if self.report else None

    @cached_property
    def fingerprint(self) -> str:
        """sha256 (hex) of only the shape and the pixels: the same faces from another place have the same one."""
        digest = hashlib.sha256(str(tuple(int(n) for n in self.images.shape)).encode())
        for block in self.blocks(BLOCK):
            digest.update(np.ascontiguousarray(block).data)
        return digest.hexdigest()

    def blocks(self, n: int, rows: Rows | None = None) -> Iterator[Images]:
        """Yield all images, or those of rows, n at a time in order; only one block of a memory map is in memory."""
        for start in range(0, len(self) if rows is None else len(rows), n):
            yield self.images[start : start + n] if rows is None else self.images[rows[start : start + n]]
            _release(self.images)

    def count_shared(self, other: "Faces") -> int:
        """The number of faces of another set whose pixels are those of a face of this set."""
        own = set(self._digests())
        return sum(digest in own for digest in other._digests())

    def _digests(self) -> Iterator[bytes]:
        for block in self.blocks(BLOCK):
            for face in block:
                yield hashlib.sha256(np.ascontiguousarray(face).data).digest()

    def holdout(self, n: int, seed: int = 0) -> tuple["Faces", "Faces"]:
        """(train, held_out): held_out has n faces drawn by `seed`, train has all the others.

        Both keep the order of the whole set. Raises LatentFacesError unless 0 < n < len(faces).
        """
        if not is_whole_number(n, 1, len(self) - 1):
            raise LatentFacesError(
                f"Cannot hold out {told(n)} of {len(self)} faces: hold out at least 1 and fewer than all."
            )
        seed = whole_number("The seed", seed, 0)
        is_held_out = np.zeros(len(self), bool)
        is_held_out[np.random.default_rng(seed).choice(len(self), n, replace=False)] = True
        return self._where(~is_held_out), self._where(is_held_out)

    def _where(self, mask: Mask) -> "Faces":
        """The faces where mask, bool (N,), is true."""
        images, filled = np.empty((mask.sum(), *self.images.shape[1:]), np.uint8), 0
        for start in range(0, len(self), BLOCK):
            chosen = self.images[start : start + BLOCK][mask[start : start + BLOCK]]
            images[filled : filled + len(chosen)] = chosen
            filled += len(chosen)
            _release(self.images)
        traits = None if self.traits is None else self.traits[mask].reset_index(drop=True)
        return Faces(images, traits, self.source, self.report)


def _release(images: Images) -> None:
    """Releases the pages that a read-only memory map has read, so that going through it costs no memory."""
    if isinstance(images, np.memmap) and images.mode == "r" and hasattr(mmap, "MADV_DONTNEED"):
        images._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]
