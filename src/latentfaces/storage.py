"""Files that are written whole or not at all, and one sentence for each that cannot be written or read."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath

# What damaged JSON raises: in the parser, or in a function that looks for values where there are none.
_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


@contextlib.contextmanager
def atomic_write(path: StrPath) -> Iterator[Path]:
    """Context: a temporary path to write a file to, renamed to path once all of it is on the disk.

    Raises LatentFacesError if that cannot be done; what stood at path before is then untouched.
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
    """Context: a path in a temporary folder to make a file or a folder at, renamed to path once it is whole.

    Nothing may stand at path by then; where another process was faster, what it made stays. Raises OSError if it cannot
    be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The temporary folder is closed to other users, a web server's among them; what is moved out of it is not.
    with tempfile.TemporaryDirectory(prefix=".making-", dir=path.parent) as temporary:
        partial = Path(temporary) / path.name
        yield partial
        if not path.exists():
            partial.rename(path)


@contextlib.contextmanager
def reporting_write_errors(path: StrPath) -> Iterator[None]:
    """Context: an OSError in it becomes a LatentFacesError that says what could not be written, and why."""
    try:
        yield
    except OSError as error:
        # HDF5 puts a page of numbers where other libraries put the reason.
        reason = os.strerror(error.errno) if error.errno else str(error).partition("\n")[0]
        raise LatentFacesError(
            f"Could not write {path}: {reason}; free some space or choose a folder that you may write to. "
            "What was saved before is untouched."
        ) from error


def write_json(path: StrPath, values: Any) -> None:
    """Writes values as JSON to path, whole or not at all. Raises LatentFacesError if that cannot be done."""
    with atomic_write(path) as partial:
        partial.write_text(json.dumps(values, indent=2) + "\n")


def read_json(path: Path, parse: Callable[[Any], Any], mend: str) -> Any:
    """parse(what the JSON file at path holds), where parse may raise whatever it meets in values that are not its own.

    Raises LatentFacesError if the file is missing or damaged; mend: what the user can do then, the sentence's end.
    """
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except _DAMAGE as error:
        raise LatentFacesError(f"{path} is damaged ({error}); {mend}.") from error


def file_sha256(path: StrPath) -> str:
    """sha256 (hex) of a file. Raises OSError if it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
