"""Colours as a picture's file means them: its ICC profile -> sRGB, in which screens show all faces.

Without this, a picture in Adobe RGB or Display P3 looks pale, and so do the faces that are learned from it.
"""

import io
import struct
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

# Colours that sRGB has stay exact, and the darkest tone of a print becomes black: what browsers and editors do.
INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
# The profiles that all software calls sRGB differ by a level or two. Such pictures are read as they are.
SAME = 2
# The modes of Pillow's images whose pixels a profile of this colour space describes.
MODES = {"GRAY": "L", "RGB ": "RGB", "CMYK": "CMYK"}


class UnusableProfile(Exception):
    """A profile that is damaged, or made for another kind of picture."""


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The image (mode L, RGB or CMYK) with an ICC profile as sRGB, mode RGB; None if its colours are sRGB already.

    Raises UnusableProfile.
    """
    mode, transform = _transform(profile)
    if image.mode == "L" and mode == "RGB":
        image = image.convert("RGB")
    if image.mode != mode:
        raise UnusableProfile
    return transform.apply(image) if transform else None


def lab_to_srgb(image: Image.Image) -> Image.Image:
    """An image of mode LAB (CIELAB, D50) as sRGB, mode RGB."""
    lab = ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(lab, _srgb(), "LAB", "RGB", INTENT).apply(image)


def matrix_profile(primaries: tuple[tuple[float, float, float], ...], gamma: float) -> bytes:
    """An ICC profile of an RGB space: the XYZ of red, green and blue, adapted to D50, and one gamma for all.

    ICC.1:2001-04; what a reader needs and no more.
    """

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 2**16) for value in values))

    white = (0.9642, 1.0, 0.8249)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {b"wtpt": xyz(*white)}
    for letter, primary in zip((b"r", b"g", b"b"), primaries, strict=True):
        tags |= {letter + b"XYZ": xyz(*primary), letter + b"TRC": curve}
    start = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name + struct.pack(">II", start + len(data), len(value))
        data += value
    header = struct.pack(">I4xI4s4s4s", start + len(data), 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s28x12s48x", 2000, 1, 1, 0, 0, 0, b"acsp", xyz(*white)[8:])
    return header + table + data


# Cameras mark a photograph as Adobe RGB in its EXIF, often without a profile.
ADOBE_RGB = matrix_profile(((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)), 2.2)


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


# Most pictures of a set have the same profile. Threads may share a transform.
@lru_cache(maxsize=16)
def _transform(profile: bytes) -> tuple[str, ImageCms.ImageCmsTransform | None]:
    """(the mode that it takes, the transform to sRGB or None if it changes nothing). Raises UnusableProfile."""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = MODES[opened.profile.xcolor_space]
        transform = ImageCms.buildTransform(opened, _srgb(), mode, "RGB", INTENT, FLAGS)
    except (ImageCms.PyCMSError, OSError, KeyError, TypeError, ValueError):
        raise UnusableProfile from None
    # Every combination of nine levels of each channel.
    levels = np.linspace(0, 255, 9).round().astype(np.uint8)
    colours = np.stack(np.meshgrid(*[levels] * Image.getmodebands(mode)), axis=-1)
    sample = Image.frombytes(mode, (colours[..., 0].size, 1), colours.tobytes())
    change = np.asarray(transform.apply(sample), int) - np.asarray(sample.convert("RGB"), int)
    return mode, None if np.abs(change).max() <= SAME else transform
