"""The project's folders: those of a checkout, or, of an installed package, its own weights and the user's folders."""

import os
from pathlib import Path

import platformdirs

from latentfaces.checks import user_path

StrPath = str | os.PathLike[str]  # what a function takes as a path

ROOT = Path(__file__).resolve().parents[2]  # of a checkout
# The wheel has these weights inside the package, where nothing is written (pyproject.toml).
_PACKAGED = Path(__file__).resolve().parent / "data"
IS_INSTALLED = _PACKAGED.is_dir()

_TRACKED = _PACKAGED if IS_INSTALLED else ROOT / "data"
_OWN = platformdirs.user_data_path("latentfaces", appauthor=False) if IS_INSTALLED else ROOT / "data"
_CACHE = platformdirs.user_cache_path("latentfaces", appauthor=False) if IS_INSTALLED else ROOT / "data" / "cache"

EXTRACTOR = _TRACKED / "extractor"
PRETRAINED = _TRACKED / "pretrained"
# Where `latentfaces ship` writes; a checkout tracks these models too.
PUBLISHED = _OWN / "pretrained"


def _folder(variable: str, default: Path) -> Path:
    """The folder that an environment variable names; the default if it is not set, or blank."""
    named = os.environ.get(variable, "")
    return user_path(variable, named if named.strip() else default)


# Another folder can be set for each, for instance to share rendered and downloaded faces between checkouts.
RUNS = _folder("LATENTFACES_RUNS", _OWN / "runs")
CACHE = _folder("LATENTFACES_CACHE", _CACHE)
