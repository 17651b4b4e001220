"""Files that are written completely or not at all, with a one-sentence error if a file cannot be written or read.

Files that are read back carry the sha256 of their contents, so that damage is noticed: JSON files as one more value,
binary files behind their end, where HDF5 ignores it. Files of earlier versions have none and are read unchecked.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock

from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath

CHECKSUM = "checksum"  # the name of a JSON file's sha256 among its values
_SEAL = b"\nsha256 "  # comes before the sha256 behind the end of a binary file
# How the names of the temporary folders of `made_beside` begin, and how those of their locks end.
_MAKING, _LOCK = ".making-", ".lock"


@contextlib.contextmanager
def atomic_write(path: StrPath) -> Iterator[Path]:
    """Context: a temporary path to write a file to, renamed to path after everything is on the disk.

    Raises LatentFacesError if that fails; an existing file at path is then untouched.
    """
    path = Path(path)
    partial = path.with_name(f"partial-{path.name}")
    with reporting_write_errors(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield partial
            with open(partial, "rb") as file:
                os.fsync(file.fileno())
            os.replace(partial, path)
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def made_beside(path: Path) -> Iterator[Path]:
    """Context: a path in a temporary folder to make a file or a folder at, renamed to path when it is complete.

    If path exists by then, because another process was faster, it stays. Temporary folders of killed processes are
    removed. Raises OSError if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned(path.parent)
    temporary = path.with_name(f"{_MAKING}{uuid.uuid4().hex}")
    with contextlib.ExitStack() as stack:
        # Locked before it exists, so that every folder whose lock is free is abandoned. Some file systems, such as a
        # mounted Google Drive, cannot lock files; what is abandoned there stays.
        with contextlib.suppress(OSError, NotImplementedError):
            stack.enter_context(_locked(temporary))
        try:
            # Closed to other users, such as a web server's; what is moved out of it is not.
            temporary.mkdir(0o700)
            partial = temporary / path.name
            yield partial
            if not path.exists():
                partial.rename(path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def remove_abandoned(folder: Path) -> None:
    """Removes what `made_beside` left in folder when its process was killed."""
    for temporary in {path.with_name(path.name.removesuffix(_LOCK)) for path in folder.glob(f"{_MAKING}*")}:
        with contextlib.suppress(OSError, NotImplementedError), _locked(temporary):
            shutil.rmtree(temporary, ignore_errors=True)


@contextlib.contextmanager
def _locked(temporary: Path) -> Iterator[None]:
    """Context: no other process has the lock of a temporary folder. Raises Timeout, an OSError, if one has."""
    lock = temporary.with_name(temporary.name + _LOCK)
    with FileLock(lock).acquire(blocking=False):
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                lock.unlink(missing_ok=True)


@contextlib.contextmanager
def reporting_write_errors(path: StrPath) -> Iterator[None]:
    """Context: an OSError becomes a LatentFacesError that says which file could not be written, and why."""
    try:
        yield
    except OSError as error:
        # HDF5 writes a page of numbers instead of the reason.
        reason = os.strerror(error.errno) if error.errno else str(error).partition("\n")[0]
        raise LatentFacesError(
            f"Could not write {path}: {reason}; {remedy(error)}. What was saved before is untouched."
        ) from error


def remedy(error: OSError) -> str:
    """What helps when a file cannot be written, the end of a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "free some space there, or choose a folder on another disk"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "choose a folder that you may write to, or ask its owner"
    return "free some space or choose a folder that you may write to"


def check_writable(path: StrPath) -> None:
    """Raises LatentFacesError if no file can be made at path; for work whose result is written there much later."""
    path = Path(path)
    with reporting_write_errors(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        existing = next(parent for parent in path.absolute().parents if parent.exists())
        with tempfile.TemporaryFile(dir=existing):
            pass


def write_json(path: StrPath, values: Any) -> None:
    """Writes values as JSON to path, completely or not at all. Raises LatentFacesError if that fails."""
    with atomic_write(path) as partial:
        partial.write_text(json.dumps(values, indent=2) + "\n")


def write_sealed_json(path: StrPath, values: dict[str, Any]) -> None:
    """As `write_json`, with a checksum of the values, which `read_json` checks."""
    write_json(path, {**values, CHECKSUM: _values_sha256(values)})


def read_json(path: Path, parse: Callable[[Any], Any], mend: str) -> Any:
    """parse(the values in the JSON file at path); parse may raise any exception for unexpected values.

    Raises LatentFacesError if the file is missing, damaged or differs from its checksum; mend: the end of its sentence,
    what the user can do.
    """
    with reporting_damage(path, mend):
        values = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(values, dict) and CHECKSUM in values:
            if values.pop(CHECKSUM) != _values_sha256(values):
                raise ValueError("its values differ from its checksum")
        return parse(values)


@contextlib.contextmanager
def reporting_damage(path: StrPath, mend: str) -> Iterator[None]:
    """Context: an exception while path is read becomes a LatentFacesError, "PATH is damaged (why); MEND.".

    A file that is missing or that the user may not read is not called damaged; a MemoryError says nothing about it.
    """
    try:
        yield
    except (LatentFacesError, MemoryError):
        raise
    except FileNotFoundError as error:
        raise LatentFacesError(f"{path} is missing; {mend}.") from error
    except PermissionError as error:
        raise LatentFacesError(
            f"{path} cannot be read by this user; change its permissions, or ask its owner."
        ) from error
    except Exception as error:  # parsers of damaged files raise nearly every type
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise LatentFacesError(f"{path} is damaged ({reason}); {mend}.") from error


def _values_sha256(values: Any) -> str:
    # Of the values as they will be read: JSON has no tuples, and all its names are text.
    values = json.loads(json.dumps(values))
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def seal(path: Path) -> None:
    """Appends its sha256 to a binary file, for `check_seal`."""
    digest = file_sha256(path)
    with open(path, "ab") as file:
        file.write(_SEAL + digest.encode())


def check_seal(path: Path) -> None:
    """Raises ValueError if a file differs from the sha256 behind its end, and OSError if it cannot be read."""
    contents, found, digest = path.read_bytes().rpartition(_SEAL)
    if found and len(digest) == 64 and hashlib.sha256(contents).hexdigest().encode() != digest:
        raise ValueError("it differs from its checksum")


def file_sha256(path: StrPath) -> str:
    """sha256 (hex) of a file. Raises OSError if it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
