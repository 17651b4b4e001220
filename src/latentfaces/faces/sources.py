"""The files of a set of faces: in a folder, or in a zip that is read in memory and never unpacked.

Both list their files in order of name, without hidden ones, and return the bytes of a file or raise Unusable with the
reason.
"""

import os
import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from latentfaces.errors import LatentFacesError
from latentfaces.faces.decode import Unusable

# No face needs more; this limits the cost of a file that lies about its contents.
MAX_BYTES = 64 * 2**20
# Images are already compressed: a large member that shrinks a hundredfold is a zip bomb.
MAX_RATIO = 100


def open_files(path: Path) -> "Folder | Archive":
    """Folder(path) or Archive(path). Raises LatentFacesError if path (pathlib.Path) is neither."""
    if path.is_dir():
        return Folder(path)
    if zipfile.is_zipfile(path):
        return Archive(path)
    raise LatentFacesError(f"{path} is neither a folder nor a valid zip: unpack other archives first.")


class Folder:
    """Every file under `root`, but not in folders behind symbolic links."""

    def __init__(self, root: Path):
        self.path = root
        self.names: list[str] = []
        self.unreadable: list[str] = []
        for parent, folders, files in os.walk(root, onerror=self._missed):
            folders[:] = [name for name in folders if not _is_hidden(name)]
            relative = PurePosixPath(os.path.relpath(parent, root).replace(os.sep, "/"))
            self.names += [str(relative / name) for name in files if not _is_hidden(name)]
        self.names.sort()

    def _missed(self, error: OSError) -> None:
        self.unreadable.append(os.path.relpath(error.filename, self.path))

    def stamp(self) -> list[Any]:
        """A plain JSON value that changes whenever a file is added, removed or written."""
        stamps = []
        for name in self.names:
            try:
                status = os.stat(self.path / name)
                stamps.append((name, status.st_size, status.st_mtime_ns))
            except OSError:
                stamps.append((name, 0, 0))
        return stamps

    def read(self, name: str) -> bytes:
        try:
            status = os.stat(self.path / name)
            if not stat.S_ISREG(status.st_mode):  # reading a pipe would never end
                raise Unusable("unreadable")
            if status.st_size > MAX_BYTES:
                raise Unusable("too large")
            return (self.path / name).read_bytes()
        except OSError:
            raise Unusable("unreadable") from None


class Archive:
    """Every file in the zip at `path`."""

    unreadable: Sequence[str] = ()

    def __init__(self, path: Path):
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
            raise LatentFacesError(f"The archive {path} cannot be read ({error}): download or pack it again.") from None
        self._members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        self.names = sorted(name for name in self._members if not any(map(_is_hidden, _parts(name))))

    def stamp(self) -> list[Any]:
        """A plain JSON value that changes whenever the archive is written."""
        status = os.stat(self.path)
        return [status.st_size, status.st_mtime_ns]

    def read(self, name: str) -> bytes:
        member = self._members[name]
        if _escapes(name) or stat.S_ISLNK(member.external_attr >> 16):
            raise Unusable("outside the archive")
        if member.flag_bits & 1:
            raise Unusable("encrypted")
        swollen = member.file_size > max(2**20, MAX_RATIO * member.compress_size)
        if member.file_size > MAX_BYTES or swollen:
            raise Unusable("too large")
        try:
            return self._zip.read(member)
        except Exception:  # the type of the exception depends on the decompressor
            raise Unusable("corrupt") from None


def _is_hidden(part: str) -> bool:
    return (part.startswith(".") and part != "..") or part == "__MACOSX"


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _escapes(name: str) -> bool:
    first, *_ = parts = _parts(name)
    return first == "" or ":" in first or ".." in parts
