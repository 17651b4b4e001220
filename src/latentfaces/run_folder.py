"""The folder of a run: the names of its files, its tables, its newest checkpoint, and its lock.

The files in a model's folder, shipped or the best of a run, have the same names. Nothing here needs an engine.
"""

import contextlib
import csv
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from filelock import FileLock, Timeout

from latentfaces import paths
from latentfaces.checks import user_path
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.storage import atomic_write, read_json, reporting_write_errors

# The columns of losses.csv after step and kimg.
LOSSES = ("d_loss", "g_loss", "real_accuracy", "fake_accuracy", "jensen_shannon")


class RunFolder:
    """The paths of a run's files, whether or not they exist yet.

    run.json: recipe, seed and faces; best/ is a folder with the same names. model.json: the same for a shipped model,
    with steps, time and machine. weights: of the moving average of G. own: the folder of directions and new scores; for
    a model of an installed package it lies among the user's data.
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
        self.held_out = self.path / "held_out.json"

    def __fspath__(self) -> str:
        return str(self.path)

    __str__ = __fspath__

    @property
    def best(self) -> "RunFolder":
        """The folder of the generator with the lowest KID against held-out faces."""
        return RunFolder(self.path / "best")

    def sample_grid(self, step: int) -> Path:
        """The grid of faces that training drew at a step."""
        return self.samples / f"{step:06d}.png"

    def scores(self, extractor: str = "embedded") -> Path:
        """The scores of `latentfaces evaluate`; a file for each extractor, because their scores are not comparable."""
        return self.own / ("scores.json" if extractor == "embedded" else f"scores-{extractor}.json")

    def holds_run(self) -> bool:
        """Whether a run was started here; one that was killed before it wrote either file has nothing to resume."""
        return self.run_json.exists() or self.losses.exists()

    def holds_model(self) -> bool:
        """Whether a model can be read from here."""
        # Unlike Path.is_file, this accepts text that is too long for a file name.
        return any(os.path.isfile(path) for path in (self.model_json, self.run_json))

    def read_metadata(self) -> dict[str, Any]:
        """The contents of model.json, or else run.json: at least preset, seed and faces.

        Raises LatentFacesError if the file is damaged.
        """

        def parse(values: dict[str, Any]) -> dict[str, Any]:
            return {**values, "preset": dict(values["preset"]), "faces": dict(values["faces"])}

        path = self.model_json if self.model_json.is_file() else self.run_json
        return read_json(path, parse, "restore it, or train again")

    def read_scores(self) -> dict[str, Any] | None:
        """The scores of `latentfaces evaluate` with the embedded extractor, or None.

        Raises LatentFacesError if the file is damaged.
        """
        measured = [path for path in (self.scores(), self.path / "scores.json") if path.is_file()]
        if not measured:
            return None
        return read_json(measured[0], lambda values: {**values, "fid": values["fid"]}, "measure again")

    def read_losses(self) -> pd.DataFrame:
        """Table of kimg and `LOSSES`, indexed by step. Raises LatentFacesError if it is missing or damaged."""
        try:
            return pd.read_csv(self.losses, index_col="step")[["kimg", *LOSSES]]
        except (OSError, ValueError, KeyError) as error:
            raise LatentFacesError(
                f"{self.losses} is missing or damaged ({error}); restore it, or train again."
            ) from error


@contextlib.contextmanager
def sole_trainer(run_dir: StrPath) -> Iterator[None]:
    """Context: no other process on this machine trains in run_dir; raises LatentFacesError if one does.

    The lock ends with its process, however that ends. It is in the folder of temporary files, because some file systems
    (a mounted Google Drive) cannot lock files.
    """
    name = hashlib.sha256(str(Path(run_dir).resolve()).encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"latentfaces-{name}.lock"
    with reporting_write_errors(path):
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise LatentFacesError(
                f"Another process is training in {run_dir}; wait for it, stop it, or choose another folder."
            ) from error
    try:
        yield
    finally:
        lock.release()


class StepTable:
    """A CSV file whose rows are steps: the step, and text for every other column."""

    def __init__(self, path: Path, columns: Sequence[str]):
        self.path, self.columns = path, tuple(columns)

    def read(self, last_step: int) -> list[list[str]]:
        """The rows up to a step, because later steps will be done again. Without a file there are none.

        Raises LatentFacesError if the file is damaged.
        """
        if not self.path.exists():
            return []
        try:
            with open(self.path, newline="", encoding="utf-8") as file:
                # A kill can leave half a row at the end.
                rows = [row for row in csv.reader(file) if len(row) == len(self.columns)]
            return [row for row in rows[1:] if int(row[0]) <= last_step]
        except (OSError, ValueError, csv.Error) as error:
            raise LatentFacesError(f"{self.path} is damaged ({error}); restore it, or delete it.") from error

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Replaces all rows by these. Raises LatentFacesError if that fails."""
        with atomic_write(self.path) as partial, open(partial, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([self.columns, *rows])

    def append(self, rows: Iterable[Sequence[str]]) -> None:
        """Appends rows on the disk. Raises LatentFacesError if that fails."""
        with reporting_write_errors(self.path), open(self.path, "a", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
            file.flush()
            os.fsync(file.fileno())


class Manifest(NamedTuple):
    """The facts of a checkpoint: its step, the seconds of training before it, the sha256 of its weights."""

    step: int
    seconds: float
    sha256: str


def manifests(checkpoints: StrPath) -> list[Path]:
    """The manifests in a folder of checkpoints, the newest first."""
    return sorted(Path(checkpoints).glob("step-*.json"), reverse=True)


def weights_of(manifest: Path) -> Path:
    """The file of weights that belongs to a manifest."""
    return manifest.with_name(f"{manifest.stem}.weights.h5")


def read_manifest(path: Path) -> Manifest:
    """Raises LatentFacesError for a damaged manifest."""

    def parse(values: dict[str, Any]) -> Manifest:
        return Manifest(int(values["step"]), float(values["seconds"]), str(values["sha256"]))

    return read_json(path, parse, "resume the run")


def newest_manifest(checkpoints: StrPath) -> Manifest:
    """The manifest of the newest checkpoint in a folder. Raises LatentFacesError if there is none, or it is damaged."""
    found = manifests(checkpoints)
    if not found:
        raise LatentFacesError(f"There is no checkpoint in {checkpoints}; name the folder of a run.")
    return read_manifest(found[0])
