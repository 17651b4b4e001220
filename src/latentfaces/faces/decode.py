"""The bytes of one image file -> an upright sRGB picture, or the reason why it cannot be used.

The files are untrusted: only these seven readers of Pillow are used, exceeding Pillow's limit on the number of pixels
is an error, and any exception of a reader becomes a kind of damage.
"""

import contextlib
import io
import threading
from functools import cache

import numpy as np
from PIL import ExifTags, Image, ImageChops, ImageOps, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from latentfaces.arrays import Face
from latentfaces.faces.colour import ADOBE_RGB, UnusableProfile, lab_to_srgb, to_srgb

# A number that changes with what is made of the same file, so that cached faces are made again.
VERSION = 3
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
SUFFIXES = (
    *(".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".mpo", ".webp", ".gif", ".bmp"),
    *(".tif", ".tiff", ".avif", ".avifs"),
)
# Images that are not read, but are counted as what they are.
UNREAD_SUFFIXES = (
    *(".heic", ".heif", ".hif", ".jxl", ".jp2", ".j2k", ".jpf", ".jpx", ".ico", ".cur", ".icns", ".svg", ".svgz"),
    *(".psd", ".psb", ".xcf", ".kra", ".clip", ".tga", ".dds", ".dib", ".ppm", ".pgm", ".pbm", ".pnm", ".pam", ".pcx"),
    *(".qoi", ".exr", ".hdr", ".eps", ".wmf", ".emf"),
    *(".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2", ".raf", ".pef", ".srw"),
)
# How files of any name begin: what Pillow may read, and what it does not.
PNG, PNG_PROFILE, PNG_PIXELS = b"\x89PNG\r\n\x1a\n", b"iCCP", b"IDAT"
SIGNATURES = (PNG, b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
UNREAD_SIGNATURES = (b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ", b"8BPS", b"II+\0", b"MM\0+", b"qoif")
# The brands of the container that AVIF and HEIC share.
BRANDS = (b"avif", b"avis", b"mif1", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
MIN_SIDE = 16
# Larger pictures are decoded one after another: with all their conversions they take up to 16 bytes a pixel.
LARGE = 2**24
_one_large = threading.Lock()


class Unusable(Exception):
    """An image that is left out. Its argument is the kind of fault, a key in the scan report."""


def begins_like_image(head: bytes) -> bool:
    """Whether a file that begins with these bytes, 16 or more, is an image, readable or not."""
    in_container = head[4:8] == b"ftyp" and head[8:12] in BRANDS
    return in_container or head.startswith(SIGNATURES + UNREAD_SIGNATURES) or head[:4] + head[8:12] == b"RIFFWEBP"


def read_image(data: bytes) -> tuple[Image.Image, list[str]]:
    """Bytes -> (sRGB PIL image, list of the kinds of conversion that were made).

    Colours are converted by the ICC profile if there is one, transparent pixels are laid on white, 16-bit channels keep
    their upper 8 bits. Raises Unusable("corrupt" | "truncated" | "tiny" | "animated" | "too large" | "unsupported
    format" | "several pages" | "more than 16 bits"); "tiny" means a shorter side under 16 px.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_formats()) as image:
            pixels = image.width * image.height
            # Pillow only warns of up to twice its limit.
            if Image.MAX_IMAGE_PIXELS and pixels > Image.MAX_IMAGE_PIXELS:
                raise Unusable("too large")
            if min(image.size) < MIN_SIDE:
                raise Unusable("tiny")
            # Many phones write JPEG as MPO: the photograph, followed by a preview.
            if getattr(image, "is_animated", False) and image.format != "MPO":
                raise Unusable("several pages" if image.format == "TIFF" else "animated")
            with _one_large if pixels > LARGE else contextlib.nullcontext():
                return _convert(image)
    except Unusable:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise Unusable("too large") from None
    except Exception as error:  # Pillow's readers raise a dozen types on broken files
        without = _without_profile(data) if data.startswith(PNG) else data
        if len(without) < len(data):  # Pillow refuses a PNG for some faults of its profile alone
            plain, kinds = read_image(without)
            return plain, [*kinds, "unusable colour profile"]
        if isinstance(error, UnidentifiedImageError):
            raise Unusable(_unidentified(data)) from None
        raise Unusable("truncated" if _ends_early(data) or "truncated" in str(error) else "corrupt") from None


def _without_profile(data: bytes) -> bytes:
    """A PNG without the chunks of its colour profile, which come before the pixels."""
    kept, start = [data[:8]], 8
    while start + 12 <= len(data) and (kind := data[start + 4 : start + 8]) != PNG_PIXELS:
        end = start + 12 + int.from_bytes(data[start : start + 4], "big")
        if kind != PNG_PROFILE:
            kept.append(data[start:end])
        start = end
    return b"".join(kept) + data[start:]


def to_square(image: Image.Image, size: int) -> Face:
    """RGB PIL image -> uint8 (size, size, 3).

    The longer side is cropped at both ends, so that no face is stretched; then the square is resized by Lanczos.
    """
    return np.asarray(ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS))


@cache
def _formats() -> list[str]:
    """Those of `FORMATS` that this Pillow knows: AVIF is new in 11.3."""
    Image.init()
    return [name for name in FORMATS if name in Image.OPEN]


def _convert(image: Image.Image) -> tuple[Image.Image, list[str]]:
    kinds = []
    image.load()
    profile = image.info.get("icc_profile")
    try:
        exif = image.getexif()
        if exif.get(ExifTags.Base.Orientation, 1) in range(2, 9):
            image = ImageOps.exif_transpose(image)
            kinds.append("EXIF-rotated")
        if exif and not profile and exif.get_ifd(ExifTags.IFD.Interop).get(ExifTags.Interop.InteropIndex) == "R03":
            profile = ADOBE_RGB
    except Exception:  # the EXIF is damaged, but the pixels are not
        pass
    if image.mode == "F" or (image.mode == "I" and image.format == "TIFF"):
        raise Unusable("more than 16 bits")
    if image.mode.startswith("I"):
        kinds.append("16-bit")
        greys = (np.asarray(image) // 257).clip(0, 255).astype(np.uint8)
        # Pillow inverts TIFFs in which 0 is white only up to 8 bits.
        is_negative = (
            isinstance(image, TiffImageFile) and image.tag_v2.get(ExifTags.Base.PhotometricInterpretation) == 0
        )
        image = Image.fromarray(255 - greys if is_negative else greys)
    if image.mode in ("1", "L", "LA"):
        kinds.append("grey")
    elif image.mode in ("P", "PA"):
        kinds.append("palette")
    elif image.mode in ("CMYK", "LAB"):
        kinds.append(image.mode)
    alpha = None
    is_grey = image.mode in ("1", "L", "LA")
    if image.has_transparency_data:
        kinds.append("alpha")
        image = _in_mode(image, "RGBA")
        alpha = image.getchannel("A")
    if image.mode not in ("CMYK", "LAB"):
        image = _in_mode(image, "L" if is_grey else "RGB")
    if image.mode == "LAB":
        image = lab_to_srgb(image)
    elif profile:
        try:
            converted = to_srgb(image, profile)
            if converted:
                kinds.append("colour profile")
                image = converted
        except UnusableProfile:  # the picture is read as if it had none
            kinds.append("unusable colour profile")
    image = _in_mode(image, "RGB")
    if alpha:
        image.paste("white", mask=ImageChops.invert(alpha))
    return image, kinds


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    # Pillow copies an image even if it has the mode.
    return image if image.mode == mode else image.convert(mode)


def _unidentified(data: bytes) -> str:
    """The kind of fault of a file that no reader knows."""
    is_readable = data.startswith(SIGNATURES) and not data.startswith((b"II*\0", b"MM\0*"))
    if begins_like_image(data[:16]) and not is_readable:
        return "unsupported format"
    return "truncated" if _ends_early(data) else "corrupt"


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
    if data.startswith(b"BM"):
        return int.from_bytes(data[2:6], "little") > len(data)
    return not data
