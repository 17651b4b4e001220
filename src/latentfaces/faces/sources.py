"""The files of a set of faces: in a folder, or in a zip that is read in memory and never unpacked.

Both list their files in order of name, count the hidden ones, and return the bytes of a file or raise Unusable with the
reason. A zip is untrusted: nothing that it says of itself makes it expand to more than the limits below.
"""

import os
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from latentfaces.errors import LatentFacesError
from latentfaces.faces.decode import Unusable, begins_like_image

# No face needs more; this limits the cost of a file that lies about its contents.
MAX_BYTES = 64 * 2**20
# Images are already compressed: a large member that shrinks a hundredfold is a zip bomb.
MAX_RATIO = 100
# An archive as a whole may expand to the larger of a number of bytes and a multiple of its own size: members can share
# their compressed bytes.
MAX_TOTAL = 2**30
MAX_TOTAL_RATIO = 20
MAX_MEMBERS = 1_000_000
# The methods that Python expands piece by piece; bzip2 and LZMA expand whatever they are given.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The number of first bytes that tell images from other files.
HEAD = 16


def open_files(path: Path) -> "Folder | Archive":
    """Folder(path) or Archive(path). Raises LatentFacesError if path (pathlib.Path) is neither."""
    if path.is_dir():
        return Folder(path)
    if not os.access(path, os.R_OK):
        raise LatentFacesError(f"{path} cannot be read by this user: change its permissions, or copy it.")
    head = b""
    if path.is_file():  # opening a pipe would never end
        if zipfile.is_zipfile(path):
            return Archive(path)
        with open(path, "rb") as file:
            head = file.read(HEAD)
    advice = "unpack other archives first"
    if head.startswith(b"PK\3\4"):
        advice = "its end is missing, so download or copy it again"
    elif begins_like_image(head):
        advice = "it is an image, so give the folder that it is in"
    raise LatentFacesError(f"{path} is neither a folder nor a valid zip: {advice}.")


class _Files:
    """What a `Folder` and an `Archive` share."""

    def head(self, name: str) -> bytes:
        """The first bytes of a file, none if it cannot be read."""
        try:
            return self._read(name, HEAD)
        except Unusable:
            return b""

    def _read(self, name: str, limit: int) -> bytes:
        """The first bytes of a file, at most limit. Raises Unusable."""
        raise NotImplementedError


class Folder(_Files):
    """Every file under `root`, but not in folders behind symbolic links.

    names: sorted. hidden: the number of hidden files and folders, which are not read. left_out: {kind of fault: names}
    of what cannot be listed.
    """

    def __init__(self, root: Path):
        self.path = root
        self.names: list[str] = []
        self.hidden = 0
        self.left_out: dict[str, list[str]] = {}
        for parent, folders, files in os.walk(root, onerror=self._missed):
            relative = PurePosixPath(os.path.relpath(parent, root).replace(os.sep, "/"))
            for name in folders:
                if not _is_hidden(name) and os.path.islink(os.path.join(parent, name)):
                    self.left_out.setdefault("link to a folder", []).append(str(relative / name))
            self.hidden += sum(map(_is_hidden, [*folders, *files]))
            folders[:] = [name for name in folders if not _is_hidden(name)]
            self.names += [str(relative / name) for name in files if not _is_hidden(name)]
        self.names.sort()

    def _missed(self, error: OSError) -> None:
        self.left_out.setdefault("unreadable", []).append(os.path.relpath(error.filename, self.path))

    def stamp(self) -> list[Any]:
        """A plain JSON value that changes whenever a file is added, removed or written."""
        stamps = []
        for name in self.names:
            try:
                status = os.stat(self.path / name)
                # A copy may keep size and time (mtime) of the original, but its ctime is new.
                stamps.append((name, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
            except OSError:
                stamps.append((name, 0, 0, 0))
        return stamps

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises Unusable."""
        data = self._read(name, MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Unusable("too large")
        return data

    def _read(self, name: str, limit: int) -> bytes:
        try:
            if not stat.S_ISREG(os.stat(self.path / name).st_mode):  # reading a pipe would never end
                raise Unusable("unreadable")
            with open(self.path / name, "rb") as file:
                return file.read(limit)
        except OSError:
            raise Unusable("unreadable") from None


class Archive(_Files):
    """Every file in the zip at `path`. names, hidden, left_out: as of a `Folder`."""

    def __init__(self, path: Path):
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
            raise LatentFacesError(f"The archive {path} cannot be read ({error}): download or pack it again.") from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise LatentFacesError(
                f"The archive {path} has {len(members):,} members, more than {MAX_MEMBERS:,}: divide it, or unpack it."
            )
        self.hidden = 0
        self.left_out: dict[str, list[str]] = {}
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = _name(member)
            if not name or name.endswith("/"):
                continue
            if not _escapes(name) and any(map(_is_hidden, name.split("/"))):
                self.hidden += 1
                continue
            # A program that unpacks the archive writes the later one over the earlier one.
            if name in self._members:
                self.left_out.setdefault("repeated name", []).append(name)
            self._members[name] = member
        self.names = sorted(self._members)
        self._faults: dict[str, str] = {}
        left = max(MAX_TOTAL, MAX_TOTAL_RATIO * os.path.getsize(path))
        for name in self.names:
            fault = _fault(name, self._members[name])
            if not fault:
                left -= self._members[name].file_size
                fault = "beyond the limit of the archive" if left < 0 else None
            if fault:
                self._faults[name] = fault

    def stamp(self) -> list[Any]:
        """A plain JSON value that changes whenever the archive is written."""
        status = os.stat(self.path)
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]

    def read(self, name: str) -> bytes:
        """The bytes of a member, at most the declared number. Raises Unusable."""
        return self._read(name, self._members[name].file_size)

    def _read(self, name: str, limit: int) -> bytes:
        if name in self._faults:
            raise Unusable(self._faults[name])
        try:
            with self._zip.open(self._members[name]) as file:
                # Not read() without a number, which first expands the whole member, whatever its declared size is.
                return file.read(limit)
        except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error):
            raise Unusable("corrupt") from None


def _fault(name: str, member: zipfile.ZipInfo) -> str | None:
    """Why a member is not read, as far as the archive's directory tells."""
    if _escapes(name) or stat.S_ISLNK(member.external_attr >> 16):
        return "outside the archive"
    if member.flag_bits & 1:
        return "encrypted"
    if member.compress_type not in METHODS:
        return "unsupported compression"
    swollen = member.file_size > max(2**20, MAX_RATIO * member.compress_size)
    return "too large" if member.file_size > MAX_BYTES or swollen else None


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member in the encoding that the archive declares; APPNOTE 6.3.10, 4.4.4, 4.6.9 and appendix D.

    Many programs of macOS and Linux declare none and write UTF-8. Other names are read as code page 437, which turns
    every byte into one character: such a name may look wrong, but it stays the name of one file.
    """
    declares_utf8 = member.flag_bits & 0x800
    if declares_utf8:
        return member.orig_filename
    raw = member.orig_filename.encode("cp437")
    unicode_path = _unicode_path(member.extra, raw)
    if not unicode_path and member.orig_filename.isascii():
        return member.orig_filename  # no copy, because large sets have many names
    try:
        return (unicode_path or raw).decode()
    except UnicodeDecodeError:
        return member.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> bytes | None:
    """The UTF-8 name in a member's extra field 0x7075, if it still belongs to the name in the directory."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == 0x7075 and extra[4:5] == b"\1" and extra[5:9] == zlib.crc32(raw).to_bytes(4, "little"):
            return extra[9 : 4 + size]
        extra = extra[4 + size :]
    return None


def _is_hidden(part: str) -> bool:
    return part.startswith(".") or part == "__MACOSX"


def _escapes(name: str) -> bool:
    first, *_ = parts = name.replace("\\", "/").split("/")
    return first == "" or ":" in first or ".." in parts
