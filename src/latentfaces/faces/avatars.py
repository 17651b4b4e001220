"""The embedded faces: DiceBear's "Adventurer" avatars, rendered here, with the true traits of every face.

Face i is the avatar of seed "i", so the first 100 faces of any set are the same 100 people. DiceBear picks
the parts of a face and writes SVG, resvg draws it. Art by Lisa Wischofsky, CC BY 4.0.
"""

import io
import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from PIL import Image
from tqdm import tqdm

from latentfaces.arrays import Images

if TYPE_CHECKING:
    from dicebear import Style

COUNT = 20_000
CHUNK = 100
OPTIONS = {
    # A plain background in a colour that no hair, skin or eye has, and a face that fills the picture.
    "backgroundColor": ["#e3edf7"],
    "scale": 1.25,
    "translateY": 3,
    # The style's default of 10% gives too few examples for learning these three traits.
    "glassesProbability": 25,
    "earringsProbability": 40,
    "detailsProbability": 25,
}
# Column of the table of traits -> DiceBear's name for it.
TRAITS = {
    "hair": "hairVariant",
    "hair_color": "hairColor",
    "skin_color": "skinColor",
    "eyes": "eyesVariant",
    "eyebrows": "eyebrowsVariant",
    "mouth": "mouthVariant",
    "glasses": "glassesVariant",
    "earrings": "earringsVariant",
    "features": "detailsVariant",
}


def recipe() -> dict[str, Any]:
    """Our options and the versions of both renderers: all that the pixels depend on besides size and count."""
    packages = ("dicebear-core", "dicebear-styles", "resvg-py")
    return {"options": OPTIONS, "versions": {name: version(name) for name in packages}}


@cache
def _style() -> "Style":
    from dicebear import Style

    return Style(json.loads(files("dicebear_styles").joinpath("adventurer.json").read_text("utf-8")))


def _render(rows: range, size: int) -> tuple[Images, list[tuple[str, ...]]]:
    """Faces `rows` (a range) as uint8 (len(rows), size, size, 3), and their traits as a list of tuples."""
    import resvg_py
    from dicebear import Avatar

    images, traits = np.empty((len(rows), size, size, 3), np.uint8), []
    for image, row in zip(images, rows, strict=True):
        avatar = Avatar(_style(), {"seed": str(row), **OPTIONS}).to_json()
        png = resvg_py.svg_to_bytes(svg_string=avatar["svg"], width=size, height=size, skip_system_fonts=True)
        image[:] = np.asarray(Image.open(io.BytesIO(bytes(png))).convert("RGB"))
        chosen = (avatar["options"].get(name, "none") for name in TRAITS.values())
        traits.append(tuple(value[0] if isinstance(value, list) else value for value in chosen))
    return images, traits


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C in the block, and for good in the processes that start in it.

    A terminal sends Ctrl-C to the workers too, and one that is still importing prints a traceback. They end with this
    process all the same. Only the main thread may change this, and only there Ctrl-C is heard.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def render_avatars(count: int = COUNT, size: int = 64, processes: int = -1) -> Iterator[tuple[Images, pd.DataFrame]]:
    """Yield (images uint8 (n, size, size, 3), traits DataFrame of n rows) until `count` faces are rendered.

    The traits are DiceBear's own record of what it drew: a part that was not drawn is "none", and so is the hair colour
    of the shaved head. Runs in `processes` processes (-1: one for each core).
    """
    # Here, because loading faces that are rendered already needs none of it.
    from joblib import Parallel, delayed

    chunks = [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    # loky's workers do not import the caller's __main__, so this works in a notebook, in a script without a
    # __main__ guard, and after TensorFlow was imported.
    with _deaf_to_interrupts():
        rendered = Parallel(n_jobs=processes, return_as="generator")(delayed(_render)(c, size) for c in chunks)
    with tqdm(total=count, desc="rendering avatars", unit="face", file=sys.stdout) as bar:
        for images, traits in rendered:
            bar.update(len(images))
            yield images, pd.DataFrame(traits, columns=list(TRAITS))
