"""Arrays to pictures: generator output to uint8, many faces to one grid, a grid to the bytes of a PNG or a BMP."""

import io
import zlib

import numpy as np
from jaxtyping import Float32, UInt8
from numpy.typing import ArrayLike
from PIL import Image

from latentfaces.arrays import Images, Pictures, as_floats, as_pictures
from latentfaces.checks import MOST, user_path, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.storage import check_writable, reporting_write_errors

GAP = 2


def to_uint8(x: ArrayLike) -> UInt8[np.ndarray, "..."]:
    """Images float (..., 3) in [-1, 1], array or tensor -> uint8 of the same shape; other values are clipped.

    Raises LatentFacesError for anything but finite numbers, and for images that are uint8 already.
    """
    if getattr(x, "dtype", None) == np.uint8:
        raise LatentFacesError("These images are uint8 already; `to_uint8` is for floats in [-1, 1], such as G(z).")
    return rounded(as_floats("The images", x))


def rounded(x: Float32[np.ndarray, "..."]) -> UInt8[np.ndarray, "..."]:
    """`to_uint8` of a network's images, whatever they are."""
    return np.clip(np.rint((x + 1.0) * 127.5), 0, 255).astype(np.uint8)


def grid(images: np.ndarray, columns: int | None = None) -> Image.Image:
    """PIL image of faces uint8 (N, S, S, 3), row by row on white; nearly square unless columns is given.

    Raises LatentFacesError for images that are not such faces, or columns below 1.
    """
    images = as_pictures("The faces of a grid", images)
    if images.ndim != 4 or images.shape[1] != images.shape[2]:
        raise LatentFacesError(f"The faces of a grid must be squares, uint8 (n, S, S, 3), not {images.shape}.")
    n, size = images.shape[:2]
    columns = int(np.ceil(np.sqrt(n))) if columns is None else whole_number("The columns of a grid", columns, 1, MOST)
    rows = -(-n // columns)
    step = size + GAP
    sheet = np.full((rows * step + GAP, columns * step + GAP, 3), 255, np.uint8)
    for i, image in enumerate(images):
        top, left = GAP + i // columns * step, GAP + i % columns * step
        sheet[top : top + size, left : left + size] = image
    return Image.fromarray(sheet)


def enlarge(images: Pictures, factor: int) -> UInt8[np.ndarray, "... height*{factor} width*{factor} 3"]:
    """Images uint8 (..., H, W, 3) with each pixel a square of factor x factor: (..., H * factor, W * factor, 3)."""
    factor = whole_number("The factor", factor, 1, 1024)
    return as_pictures("The images", images).repeat(factor, axis=-3).repeat(factor, axis=-2)


def png_bytes(image: Image.Image) -> bytes:
    """A PIL image as the bytes of a PNG file; faces take half the time of Pillow's default, and no more bytes."""
    buffer = io.BytesIO()
    image.save(buffer, "png", compress_level=1, compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def check_new_folder(folder: StrPath) -> None:
    """Raises LatentFacesError if pictures cannot be written to folder, or older ones there would mix with them."""
    folder = user_path("The folder of the pictures", folder)
    with reporting_write_errors(folder):
        holds_pictures = any(folder.glob("*.png"))
    if holds_pictures:
        raise LatentFacesError(f"{folder} already holds pictures, which would mix with the new ones; choose another.")
    check_writable(folder / "00000.png")


def write_faces(images: Images, folder: StrPath, first: int = 0) -> None:
    """Writes faces uint8 (N, S, S, 3) as 00000.png, 00001.png, ... to folder, numbered from `first` on.

    Raises LatentFacesError if that cannot be done.
    """
    folder = user_path("The folder of the pictures", folder)
    with reporting_write_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for i, face in enumerate(images, first):
            Image.fromarray(face).save(folder / f"{i:05d}.png")


def bmp_bytes(image: Image.Image) -> bytes:
    """A PIL image as the bytes of an uncompressed BMP file, for pictures that change as the user drags.

    Sixteen faces of 64 px took 0.2 ms and 213 KB as BMP, and 12 ms and 153 KB as PNG.
    """
    buffer = io.BytesIO()
    image.save(buffer, "bmp")
    return buffer.getvalue()
