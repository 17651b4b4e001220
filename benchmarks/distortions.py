"""Faces made worse step by step, in ways whose truth is known: a measure of distance must rise with each step.

`of_avatars` edits what DiceBear draws, so that nothing else changes: two different eyes on one face, a mouth that is
missing. `of_pictures` does what can be done to the pixels of any set.
"""

import io
import json
import re
from functools import cache
from importlib.resources import files
from typing import cast

import numpy as np
import resvg_py
from dicebear import Avatar, Style
from PIL import Image, ImageFilter
from sklearn.neighbors import NearestNeighbors

from latentfaces.faces.avatars import OPTIONS
from latentfaces.measures.neighbours import shrink

SIZE = 64
PIXEL = 762 / SIZE / cast(float, OPTIONS["scale"])  # a pixel, in the units of an avatar's drawing


@cache
def _style():
    return Style(json.loads(files("dicebear_styles").joinpath("adventurer.json").read_text("utf-8")))


@cache
def drawing(row, eyes_of=None, mouth_of=None):
    """The SVG of avatar `row`, optionally with the eyes or the mouth of another row."""
    options = {"seed": str(row), **OPTIONS}
    for part, other in (("eyesVariant", eyes_of), ("mouthVariant", mouth_of)):
        if other is not None:
            options[part] = Avatar(_style(), {"seed": str(other), **OPTIONS}).to_json()["options"][part]
    return Avatar(_style(), options).to_json()["svg"]


def without(svg, part):
    """The drawing without a part, such as "mouth"."""
    return re.sub(rf'<use [^>]*href="#{part}-[^>]*/>', "", svg)


def moved(svg, part, pixels):
    """The drawing with a part moved down."""

    def move(match):
        return f"{match[1]}{float(match[2]) + pixels * PIXEL:.2f}{match[3]}"

    return re.sub(rf'(<use transform="translate\([-0-9.]+ )([-0-9.]+)(\)" href="#{part}-)', move, svg)


def rendered(svgs):
    """Faces uint8 (n, 64, 64, 3) of drawings."""
    pngs = (resvg_py.svg_to_bytes(svg_string=svg, width=SIZE, height=SIZE, skip_system_fonts=True) for svg in svgs)
    return np.stack([np.asarray(Image.open(io.BytesIO(bytes(png))).convert("RGB")) for png in pngs])


def halves(left, right):
    """The left halves of some faces beside the right halves of others."""
    middle = left.shape[2] // 2
    return np.concatenate([left[:, :, :middle], right[:, :, middle:]], axis=2)


def some(clean, changed, share):
    """A share of the faces changed, the others clean."""
    is_changed = np.random.default_rng(0).permutation(len(clean)) < round(share * len(clean))
    return np.where(is_changed[:, None, None, None], changed, clean)


def of_avatars(rows):
    """Yields (name, step, unit, faces uint8) for the avatars `rows`, a range: three steps of everything, and controls.

    A control (step 0) draws parts of other faces: DiceBear draws every part independently of the others, so these are
    as good as the faces themselves, and the distance must not rise.
    """
    others = list(np.roll(rows, 1))
    plain = [drawing(row) for row in rows]
    clean = rendered(plain)
    with_others = [drawing(row, eyes_of=other) for row, other in zip(rows, others)]
    yield "eyes of another face (control)", 0, "", rendered(with_others)
    other_mouths = rendered([drawing(row, mouth_of=other) for row, other in zip(rows, others)])
    yield "mouth of another face (control)", 0, "", other_mouths
    changed = halves(clean, rendered(with_others))
    for share in (0.25, 0.5, 1.0):
        yield "two different eyes", share, "of the faces", some(clean, changed, share)
    for pixels in (1, 2, 3):
        slipped = rendered([moved(svg, "eyes", pixels) for svg in plain])
        yield "one eye lower", pixels, "px", halves(clean, slipped)
        yield "both eyes lower", pixels, "px", slipped
        yield "mouth lower", pixels, "px", rendered([moved(svg, "mouth", pixels) for svg in plain])
    for part in ("mouth", "eyes"):
        changed = rendered([without(svg, part) for svg in plain])
        for share in (0.1, 0.25, 0.5):
            yield f"no {part}", share, "of the faces", some(clean, changed, share)


def kept_modes(faces, labels, steps):
    """Yields (step, faces): ever fewer labels are left; faces that had others become faces that have these."""
    names = np.unique(labels)
    for step in steps:
        kept = faces[np.isin(labels, names[: max(1, round(step * len(names)))])]
        yield step, kept[np.random.default_rng(0).integers(0, len(kept), len(faces))]


def of_pictures(images, labels):
    """Yields (name, step, unit, faces uint8) for faces uint8 (n, 64, 64, 3); labels (n,): a mode for each."""
    rng = np.random.default_rng(0)
    noise = rng.standard_normal(images.shape)
    for sd in (2, 4, 8):
        yield "noise", sd, "levels", np.clip(np.rint(images + sd * noise), 0, 255).astype(np.uint8)
    for radius in (0.5, 0.75, 1.0):
        blurred = [np.asarray(Image.fromarray(x).filter(ImageFilter.GaussianBlur(radius))) for x in images]
        yield "blur", radius, "px", np.stack(blurred)
    hsv = np.stack([np.asarray(Image.fromarray(x).convert("HSV")) for x in images])
    for degrees in (7, 14, 28):
        turned = (Image.fromarray(x, "HSV") for x in hsv + np.array([round(degrees * 256 / 360), 0, 0], np.uint8))
        yield "hue", degrees, "degrees", np.stack([np.asarray(x.convert("RGB")) for x in turned])
    mirrored = halves(images, images[:, :, ::-1])
    for share in (0.25, 0.5, 1.0):
        yield "right half mirrors the left", share, "of the faces", some(images, mirrored, share)
    for pixels in (1, 2, 3):
        moved = images.copy()
        moved[:, 24 + pixels : 42 + pixels, 32:56] = images[:, 24:42, 32:56]
        yield "patch of one eye lower", pixels, "px", moved
    # Halves and mouths of the face most alike, so that they fit.
    blocks = shrink(images)
    near = NearestNeighbors(n_neighbors=2).fit(blocks).kneighbors(blocks, return_distance=False)[:, 1]
    other_half, other_mouth = halves(images, images[near]), images.copy()
    other_mouth[:, 44:58, 20:44] = images[near, 44:58, 20:44]
    for share in (0.25, 0.5, 1.0):
        yield "right half of another face", share, "of the faces", some(images, other_half, share)
        yield "patch of the mouth of another face", share, "of the faces", some(images, other_mouth, share)
    for step, faces in kept_modes(images, labels, (0.5, 0.25, 0.125)):
        yield "dropped modes", step, "of the modes left", faces
    for step in (4, 16, 64):
        yield "duplicates", step, "times each", images[np.arange(len(images)) % (len(images) // step)]
