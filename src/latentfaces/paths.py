"""Where things lie in a checkout: tracked weights, and the ignored caches and runs."""

import os
from pathlib import Path

StrPath = str | os.PathLike[str]  # what a function takes as a path

ROOT = Path(__file__).resolve().parents[2]
PRETRAINED = ROOT / "data" / "pretrained"
EXTRACTOR = ROOT / "data" / "extractor"
RUNS = ROOT / "data" / "runs"
# Rendered and downloaded faces can be shared between checkouts by naming another folder.
CACHE = Path(os.environ.get("LATENTFACES_CACHE") or ROOT / "data" / "cache")
