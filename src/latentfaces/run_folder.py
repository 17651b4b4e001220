"""The folder of a run: the names of its files, its tables, its newest checkpoint, and its lock.

The files in a model's folder, shipped or the best of a run, have the same names. Nothing here needs an engine.
"""

import contextlib
import csv
import errno
import hashlib
import io
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import pandas as pd
from filelock import BaseFileLock, FileLock, Timeout

from latentfaces import paths
from latentfaces.checks import user_path
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.storage import (
    atomic_write,
    check_seal,
    file_sha256,
    read_json,
    reporting_damage,
    reporting_write_errors,
)

LOCK = "lock"
STATES = "states"
# The columns of losses.csv after step and kimg.
LOSSES = ("d_loss", "g_loss", "real_accuracy", "fake_accuracy", "jensen_shannon")
# The numbers that every scores.json has.
SCORES = ("n", "fid", "floor_fid", "kid_x1000", "kid_x1000_std", "precision", "recall", "density", "coverage", "size")
# The extractor of all scores that are compared with one another, see `measures.features`.
RULER = "neutral"


class RunFolder:
    """The paths of a run's files, whether or not they exist yet.

    run.json: recipe, seed and faces; best/ is a folder with the same names. model.json: the same for a shipped model,
    with steps, time and machine. weights: of the moving average of G. own: the folder of directions and new scores; for
    a model of an installed package it lies among the user's data. states/60: the same names, for the generator of this
    run after 60,000 images.
    """

    def __init__(self, path: StrPath):
        self.path = user_path("The folder of a run or model", path)
        self.own = paths.PUBLISHED / self.path.name if self.path.parent == paths.PRETRAINED else self.path
        self.run_json = self.path / "run.json"
        self.model_json = self.path / "model.json"
        self.weights = self.path / "generator.weights.h5"
        self.losses = self.path / "losses.csv"
        self.kid = self.path / "kid.csv"
        self.checkpoints = self.path / "checkpoints"
        self.tensorboard = self.path / "tensorboard"
        self.samples = self.path / "samples"
        self.directions = self.own / "directions.json"
        self.real_traits = self.path / "real_traits.json"
        self.held_out = self.own / "held_out.json"

    def __fspath__(self) -> str:
        return str(self.path)

    __str__ = __fspath__

    @property
    def best(self) -> "RunFolder":
        """The folder of the generator with the lowest KID against held-out faces."""
        return RunFolder(self.path / "best")

    @property
    def states(self) -> dict[int, "RunFolder"]:
        """{thousands of images: the folder} of earlier states of this run, ascending."""
        kimgs = sorted(int(path.name) for path in self.path.glob(f"{STATES}/*") if path.name.isdecimal())
        folders = {kimg: RunFolder(self.path / STATES / str(kimg)) for kimg in kimgs}
        return {kimg: folder for kimg, folder in folders.items() if folder.holds_model()}

    @property
    def finished(self) -> "RunFolder":
        """The folder of the finished run if this is one of its `states`, otherwise this one."""
        if self.path.parent.name != STATES or not self.path.name.isdecimal():
            return self
        run = RunFolder(self.path.parents[1])
        return run if run.holds_model() else self

    @property
    def kimg(self) -> int | None:
        """The thousands of images after which a run was in this state, if this is one of its `states`."""
        return None if self.finished is self else int(self.path.name)

    def sample_grid(self, step: int) -> Path:
        """The grid of faces that training drew at a step."""
        return self.samples / f"{step:06d}.png"

    def scores(self, extractor: str = RULER) -> Path:
        """The scores of `latentfaces evaluate`; a file for each extractor, because their scores are not comparable."""
        return self.own / ("scores.json" if extractor == RULER else f"scores-{extractor}.json")

    def own_or_shipped(self, path: Path) -> Path:
        """`directions`, `held_out` or `scores` where they are: in `own`, or else as shipped in the model's folder."""
        return path if path.is_file() else self.path / path.name

    def holds_run(self) -> bool:
        """Whether a run was started here; one that was killed before it wrote either file has nothing to resume."""
        return self.run_json.exists() or self.losses.exists()

    def begun(self, parse: Callable[[dict[str, Any]], Any]) -> Any:
        """parse(what run.json says of the run); None if there is no run yet, or one that a resume will refuse."""
        try:
            return read_json(self.run_json, parse, "restore it")
        except LatentFacesError:
            return None

    def holds_model(self) -> bool:
        """Whether a model can be read from here."""
        # Unlike Path.is_file, this accepts text that is too long for a file name.
        return any(os.path.isfile(path) for path in (self.model_json, self.run_json))

    def read_metadata(self, *numbers: str) -> dict[str, Any]:
        """The contents of model.json, or else run.json: at least preset, seed, faces, and the named numbers.

        Raises LatentFacesError if the file is damaged.
        """

        def parse(values: dict[str, Any]) -> dict[str, Any]:
            _check_numbers(values, numbers)
            return {**values, "preset": dict(values["preset"]), "faces": dict(values["faces"])}

        path = self.model_json if self.model_json.is_file() else self.run_json
        return read_json(path, parse, "restore it, or train again")

    def read_scores(self) -> dict[str, Any] | None:
        """The scores of `latentfaces evaluate` with the extractor `RULER`, or None.

        Raises LatentFacesError if the file is damaged, or of another extractor: such scores cannot be compared.
        """
        measured = self.own_or_shipped(self.scores())
        if not measured.is_file():
            return None

        def parse(values: dict[str, Any]) -> dict[str, Any]:
            if values["extractor"] != RULER:
                raise LatentFacesError(
                    f'{measured} holds scores of the extractor "{values["extractor"]}", which cannot be compared '
                    f'with those of "{RULER}"; measure again with `latentfaces evaluate`, or delete the file.'
                )
            _check_numbers(values, SCORES)
            return {**values, **{name: values[name] for name in ("data", "extractor", "held_out", "compression")}}

        return read_json(measured, parse, "measure again")

    def read_losses(self) -> pd.DataFrame:
        """Table of kimg and `LOSSES`, indexed by step. Raises LatentFacesError if it is missing or damaged."""
        try:
            self._check_losses()
            table = pd.read_csv(self.losses, index_col="step", dtype=dict.fromkeys(("kimg", *LOSSES), float))
            if not pd.api.types.is_integer_dtype(table.index) or not (table.index.diff()[1:] > 0).all():
                raise ValueError("its steps do not ascend")
            return table[["kimg", *LOSSES]]
        except (OSError, ValueError, KeyError) as error:
            mend = "resume the run to restore it" if manifests(self.checkpoints) else "restore it, or train again"
            raise LatentFacesError(f"{self.losses} is missing or damaged ({error}); {mend}.") from error

    def _check_losses(self) -> None:
        """Raises ValueError if the losses differ from what the newest checkpoint or model.json says of them."""
        if self.model_json.is_file():
            self.check_digest(self.losses)
        elif newest := manifests(self.checkpoints)[:1]:
            length, sha256 = read_manifest(newest[0]).tables.get(self.losses.name, (0, ""))
            with open(self.losses, "rb") as file:
                if sha256 and hashlib.sha256(file.read(length)).hexdigest() != sha256:
                    raise ValueError("it differs from its checksum")

    def check_weights(self) -> None:
        """Raises LatentFacesError if there are no weights of a generator, or they are not what was written."""
        if not self.weights.exists() and manifests(self.checkpoints):
            raise LatentFacesError(
                f"The run in {self} has no generator yet; train it further, with resume=True or --resume."
            )
        with reporting_damage(self.weights, "restore it, or train again"):
            check_seal(self.weights)
            self.check_digest(self.weights)
            h5py.File(self.weights).close()  # fails if the end is missing

    def check_digest(self, path: Path) -> None:
        """Raises ValueError if model.json has the sha256 of a file and it is another; a run.json has none."""
        if self.model_json.is_file():
            known = self.read_metadata().get("sha256", {}).get(path.name)
            if known not in (None, file_sha256(path)):
                raise ValueError("it differs from its checksum in model.json")


def _check_numbers(values: dict[str, Any], names: Iterable[str]) -> None:
    """Raises an exception unless values[name] is a finite number for every name."""
    for name in names:
        if isinstance(values[name], bool) or not math.isfinite(values[name]):
            raise ValueError(f"{name} is not a number")


@contextlib.contextmanager
def sole_trainer(run_dir: StrPath) -> Iterator[None]:
    """Context: no other process trains in run_dir; raises LatentFacesError if one does, or it cannot be written.

    The lock is a file in run_dir, removed at the end, and ends with its process, however that ends. A run_dir that did
    not exist before is removed too if nothing else was written to it.
    """
    folder = Path(run_dir)
    with reporting_write_errors(folder / LOCK):
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = _acquired(folder / LOCK)
        except Timeout as error:
            raise LatentFacesError(
                f"Another process is training in {run_dir}; wait for it, stop it, or choose another folder."
            ) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / LOCK).unlink()  # while it is locked, so that it is nobody else's
        lock.release()
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()  # fails unless it is empty


def _acquired(path: Path) -> BaseFileLock:
    """The lock at path, or else in the folder of temporary files. Raises Timeout if another process has it."""
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except (NotImplementedError, OSError) as error:
        if isinstance(error, Timeout) or getattr(error, "errno", None) in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        # Some file systems, such as a mounted Google Drive, cannot lock files.
        name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
        lock = FileLock(Path(tempfile.gettempdir()) / f"latentfaces-{name}.lock")
        lock.acquire(blocking=False)
    return lock


class StepTable:
    """A CSV file whose rows are steps: the step, and text for every other column.

    text: what the file holds. Checkpoints save all of it, so that a resume restores a damaged file.
    """

    def __init__(self, path: Path, columns: Sequence[str]):
        self.path, self.columns = path, tuple(columns)
        self.text = _csv_text([self.columns])

    def restore(self, last_step: int, saved: str | None) -> None:
        """Makes the file end with the row of a step, because later steps will be done again.

        saved: the text in the checkpoint of this step; checkpoints of earlier versions have none, and their rows are
        read from the file. Prints a sentence if the file was damaged and is restored. Raises LatentFacesError if it is
        damaged and cannot be, or cannot be read or written.
        """
        if saved is None:
            self.text = _csv_text([self.columns, *self.read(last_step)])
        else:
            self.text = saved
        with reporting_damage(self.path, "restore it, or delete it"):
            found = self.path.read_bytes() if self.path.exists() else b""
        if not found.startswith(self.text.encode()) and self.rows():
            flaw = "damaged" if found else "missing"
            print(f"{self.path} was {flaw}; its rows up to step {last_step} are restored from the checkpoint.")
        if found != self.text.encode() and (found or self.rows()):
            self._write(self.text)

    def rows(self) -> list[list[str]]:
        """All rows, from memory."""
        return list(csv.reader(io.StringIO(self.text)))[1:]

    def read(self, last_step: int) -> list[list[str]]:
        """The rows up to a step from the file; without a file there are none.

        Raises LatentFacesError unless all are numbers, a number for every column, and their steps ascend.
        """
        if not self.path.exists():
            return []
        rows: list[list[str]] = []
        with reporting_damage(self.path, "restore it, or delete it"):
            before = 0
            # A kill can leave half a row at the end.
            for row in csv.reader(self.path.read_bytes().decode().split("\n")[1:-1]):
                if before == last_step:
                    break
                step, values = int(row[0]), [float(cell) for cell in row]
                if len(row) != len(self.columns) or step <= before:
                    raise ValueError(f"after step {before} comes {','.join(row)}")
                # Training that diverged ends with a row that is not finite; no checkpoint is saved after it.
                if step > last_step:
                    break
                if not all(map(math.isfinite, values)):
                    raise ValueError(f"step {step} has {','.join(row)}")
                rows.append(row)
                before = step
        return rows

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Replaces all rows by these. Raises LatentFacesError if that fails."""
        self._write(_csv_text([self.columns, *rows]))

    def append(self, rows: Iterable[Sequence[str]]) -> None:
        """Appends rows on the disk. Raises LatentFacesError if that fails; no part of a row then stays."""
        new, length = _csv_text(rows), len(self.text.encode())
        if not self.path.exists() or self.path.stat().st_size != length:
            return self._write(self.text + new)
        with reporting_write_errors(self.path), open(self.path, "ab") as file:
            try:
                file.write(new.encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    os.truncate(self.path, length)
                raise
        self.text += new

    def _write(self, text: str) -> None:
        with atomic_write(self.path) as partial:
            partial.write_bytes(text.encode())
        self.text = text


def _csv_text(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


class Manifest(NamedTuple):
    """The facts of a checkpoint: its step, the seconds of training before it, the sha256 of its weights.

    tables: {file name: (its length in bytes, their sha256)} of the CSV files at that step, which may have grown since.
    """

    step: int
    seconds: float
    sha256: str
    tables: dict[str, tuple[int, str]] = {}


def manifests(checkpoints: StrPath) -> list[Path]:
    """The manifests in a folder of checkpoints, the newest first."""
    return sorted(Path(checkpoints).glob("step-*.json"), reverse=True)


def weights_of(manifest: Path) -> Path:
    """The file of weights that belongs to a manifest."""
    return manifest.with_name(f"{manifest.stem}.weights.h5")


def read_manifest(path: Path) -> Manifest:
    """Raises LatentFacesError for a damaged manifest."""

    def parse(values: dict[str, Any]) -> Manifest:
        tables = {name: (int(length), str(sha256)) for name, (length, sha256) in values.get("tables", {}).items()}
        return Manifest(int(values["step"]), float(values["seconds"]), str(values["sha256"]), tables)

    return read_json(path, parse, "resume the run")


def newest_manifest(checkpoints: StrPath) -> Manifest:
    """The manifest of the newest checkpoint in a folder. Raises LatentFacesError if there is none, or it is damaged."""
    found = manifests(checkpoints)
    if not found:
        raise LatentFacesError(f"There is no checkpoint in {checkpoints}; name the folder of a run.")
    return read_manifest(found[0])
