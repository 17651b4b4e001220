"""The folders of a checkout: tracked weights, and the ignored caches and runs."""

import os
from pathlib import Path

StrPath = str | os.PathLike[str]  # what a function takes as a path

ROOT = Path(__file__).resolve().parents[2]
PRETRAINED = ROOT / "data" / "pretrained"
EXTRACTOR = ROOT / "data" / "extractor"
RUNS = ROOT / "data" / "runs"
# Another folder can be set, for instance to share rendered and downloaded faces between checkouts.
CACHE = Path(os.environ.get("LATENTFACES_CACHE") or ROOT / "data" / "cache")
