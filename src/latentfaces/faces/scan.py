"""All the images of a folder or zip -> square faces, and a report of what was used, converted and left out.

Several threads decode the images; the faces stay in the order of the names. An unusable image never stops the scan: the
report counts and names it.
"""

import hashlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tqdm import tqdm

from latentfaces.arrays import Face
from latentfaces.errors import LatentFacesError
from latentfaces.faces.decode import SUFFIXES, UNREAD_SUFFIXES, Unusable, begins_like_image, read_image, to_square
from latentfaces.faces.jpeg import Jpeg, jpeg_of, usual_jpeg
from latentfaces.faces.sources import Archive, Folder

BATCH = 256
ARCHIVES = (".zip", ".cbz", ".rar", ".7z", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst")


@dataclass(frozen=True)
class ScanReport:
    """What happened to every file: the names for each kind of conversion and of fault.

    An image may have several kinds of conversion; every image is either used or left out. not_images and hidden are
    numbers of other files; a hidden folder counts as one. jpeg: the compression of the used files, see `usual_jpeg`.
    """

    used: int
    converted: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    not_images: int = 0
    hidden: int = 0
    jpeg: Jpeg | None = None

    def __str__(self) -> str:
        lines = [f"{self.used:8,} used"]
        for title, kinds in (("converted", self.converted), ("left out", self.left_out)):
            for kind, names in sorted(kinds.items()):
                more = ", ..." if len(names) > 3 else ""
                shown = ", ".join(map(_printable, names[:3]))
                lines.append(f"{len(names):8,} {title}: {kind} ({shown}{more})")
        if self.not_images:
            lines.append(f"{self.not_images:8,} files that are not images")
        if self.hidden:
            lines.append(f"{self.hidden:8,} hidden files or folders")
        return "\n".join(lines)


def scan(
    files: Folder | Archive,
    size: int,
    write: Callable[[Face], None],
    limit: int | None = None,
    within: str | None = None,
) -> ScanReport:
    """Reads the images of `files` (a Folder or an Archive) and calls write(uint8 (size, size, 3)) for each face.

    Stops after `limit` faces. `within` names the only folder to read, if other folders repeat the set. An image whose
    face equals an earlier one is left out as a duplicate. Returns the ScanReport; raises LatentFacesError if no image
    can be used.
    """
    names = [name for name in files.names if within in name.split("/")[:-1]] if within else files.names
    names = names or files.names
    images = [name for name in names if _is_image(files, name)]
    converted: dict[str, list[str]] = {}
    left_out = {kind: list(lost) for kind, lost in files.left_out.items()}
    seen: set[bytes] = set()
    jpegs: list[Jpeg | None] = []
    for name, face, kinds, jpeg in _decode_all(files, images, size):
        if face is not None:
            digest = hashlib.sha256(face.data).digest()
            if digest in seen:
                face, kinds = None, ["duplicate"]
            seen.add(digest)
        for kind in kinds:
            (left_out if face is None else converted).setdefault(kind, []).append(name)
        if face is not None:
            write(face)
            jpegs.append(jpeg)
        if len(seen) == limit:
            break
    not_images = len(names) - len(images)
    report = ScanReport(len(seen), converted, left_out, not_images, files.hidden, usual_jpeg(jpegs))
    if not seen:
        counts = {kind: len(names) for kind, names in left_out.items()} | {
            "not images": report.not_images,
            "hidden": report.hidden,
        }
        found = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        raise LatentFacesError(
            f"No image in {files.path} can be used (found: {found or 'no files'}): "
            "give a folder or zip of PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF files."
        )
    return report


def _is_image(files: Folder | Archive, name: str) -> bool:
    """Whether a file is counted as an image, by its suffix or else by its first bytes; so are archives inside."""
    return name.lower().endswith((*SUFFIXES, *UNREAD_SUFFIXES, *ARCHIVES)) or begins_like_image(files.head(name))


def _printable(name: str) -> str:
    """A file name without bytes that cannot be printed, and without a terminal's commands."""
    return name if name.isprintable() else repr(name)[1:-1]


def _decode_all(
    files: Folder | Archive, names: Sequence[str], size: int
) -> Iterator[tuple[str, Face | None, list[str], Jpeg | None]]:
    """Yield (name, uint8 (size, size, 3) or None, kinds of conversion or fault, compression), in the order of names."""

    def decode(name: str) -> tuple[Face | None, list[str], Jpeg | None]:
        try:
            if name.lower().endswith(ARCHIVES):
                raise Unusable("archive inside")
            if name.lower().endswith(UNREAD_SUFFIXES):
                raise Unusable("unsupported format")
            data = files.read(name)
            image, kinds = read_image(data)
            return to_square(image, size), kinds, jpeg_of(data)
        except Unusable as fault:
            return None, [str(fault)], None

    bar = tqdm(total=len(names), desc="reading images", unit="image", file=sys.stdout)
    with bar, ThreadPoolExecutor(os.cpu_count()) as pool, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the report already names the damaged files that Pillow warns of
        # In batches, so that decoded faces do not accumulate.
        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            for name, (face, kinds, jpeg) in zip(batch, pool.map(decode, batch), strict=True):
                bar.update()
                yield name, face, kinds, jpeg
