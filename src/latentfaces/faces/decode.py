"""The bytes of one image file -> an upright RGB picture, or the reason why it cannot be used.

The files are untrusted: only these five readers of Pillow are used, exceeding Pillow's limit on the number of pixels is
an error, and any exception of a reader becomes a kind of damage.
"""

import io

import numpy as np
from PIL import Image, ImageOps

from latentfaces.arrays import Face

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
MIN_SIDE = 16
ORIENTATION = 0x0112  # the EXIF tag


class Unusable(Exception):
    """An image that is left out. Its argument is the kind of fault, a key in the scan report."""


def read_image(data: bytes) -> tuple[Image.Image, list[str]]:
    """Bytes -> (RGB PIL image, list of the kinds of conversion that were made).

    Transparent pixels are laid on white, 16-bit greys keep their upper 8 bits. Raises Unusable("corrupt" |
    "truncated" | "tiny" | "animated" | "too large"); "tiny" means a shorter side under 16 px.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if min(image.size) < MIN_SIDE:
                raise Unusable("tiny")
            # Many phones write JPEG as MPO: the photograph, followed by a preview.
            if getattr(image, "is_animated", False) and image.format != "MPO":
                raise Unusable("animated")
            return _convert(image)
    except Unusable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Unusable("too large") from None
    except Exception:  # Pillow's readers raise a dozen types on broken files
        raise Unusable("truncated" if _ends_early(data) else "corrupt") from None


def to_square(image: Image.Image, size: int) -> Face:
    """RGB PIL image -> uint8 (size, size, 3).

    The longer side is cropped at both ends, so that no face is stretched; then the square is resized by Lanczos.
    """
    return np.asarray(ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS))


def _convert(image: Image.Image) -> tuple[Image.Image, list[str]]:
    kinds = []
    image.load()
    try:
        if image.getexif().get(ORIENTATION, 1) in range(2, 9):
            image = ImageOps.exif_transpose(image)
            kinds.append("EXIF-rotated")
    except Exception:  # the EXIF is damaged, but the pixels are not
        pass
    if image.mode.startswith("I"):
        kinds.append("16-bit")
        image = Image.fromarray((np.asarray(image) // 257).clip(0, 255).astype(np.uint8))
    if image.mode in ("1", "L", "LA"):
        kinds.append("grey")
    elif image.mode in ("P", "PA"):
        kinds.append("palette")
    elif image.mode == "CMYK":
        kinds.append("CMYK")
    if image.has_transparency_data:
        kinds.append("alpha")
        above = image.convert("RGBA")
        image = Image.new("RGBA", above.size, "white")
        image.alpha_composite(above)
    return image.convert("RGB"), kinds


def _ends_early(data: bytes) -> bool:
    """True if an unreadable file lacks the end that its format prescribes."""
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-16:]
    if data.startswith(b"\xff\xd8"):
        return not data.rstrip(b"\0").endswith(b"\xff\xd9")
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if data.startswith(b"GIF8"):
        return not data.endswith(b";")
    return not data
