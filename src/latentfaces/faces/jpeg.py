"""The JPEG compression of a set of faces, so that other faces can be given the same before they are compared.

Compression smooths noise and leaves blocks. Generated faces have neither, and a distance between features would
measure that too.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, JpegImagePlugin

from latentfaces.arrays import Images

# The first 64 numbers are the luminance table of the JPEG standard (ITU-T T.81, table K.1), which is quality 50.
_STANDARD_SUM = 3688
_SUBSAMPLINGS = ("4:4:4", "4:2:2", "4:2:0")


@dataclass(frozen=True)
class Jpeg:
    """tables: the quantisation tables, 64 numbers each, of luminance and colour. subsampling: of colour, "4:2:0"."""

    tables: tuple[tuple[int, ...], ...]
    subsampling: str

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Jpeg":
        return cls(tuple(tuple(map(int, table)) for table in values["tables"]), str(values["subsampling"]))

    def __str__(self) -> str:
        return f"JPEG of quality {self.quality}, {self.subsampling}"

    @property
    def quality(self) -> int:
        """The quality, 1 to 100, at which libjpeg's table for luminance is about as coarse as this one."""
        scale = 100 * sum(self.tables[0]) / _STANDARD_SUM
        return round(min(100, max(1, 100 - scale / 2 if scale <= 100 else 5000 / scale)))

    def compress(self, images: Images) -> Images:
        """Faces uint8 (N, S, S, 3) as they are after they were saved with this compression."""
        return np.stack([self._compress(image) for image in images]) if len(images) else images

    def _compress(self, image: np.ndarray) -> np.ndarray:
        file = io.BytesIO()
        tables = [list(table) for table in self.tables]
        Image.fromarray(image).save(file, "jpeg", qtables=tables, subsampling=self.subsampling)
        return np.asarray(Image.open(file))


def jpeg_of(data: bytes) -> Jpeg | None:
    """The compression of a file, or None if it is not a JPEG in colour."""
    if not data.startswith(b"\xff\xd8"):
        return None
    try:
        with JpegImagePlugin.JpegImageFile(io.BytesIO(data)) as image:
            sampling = JpegImagePlugin.get_sampling(image)
            tables = tuple(tuple(image.quantization[key]) for key in sorted(image.quantization)[:2])
            is_usual = image.mode == "RGB" and sampling >= 0 and tables
            return Jpeg(tables, _SUBSAMPLINGS[sampling]) if is_usual else None
    except Exception:  # a file that cannot be read is named by the scan
        return None


def usual_jpeg(files: Iterable[Jpeg | None]) -> Jpeg | None:
    """The compression of the median quality of a set's files; None unless more than half of them are JPEG."""
    files = list(files)
    compressions = sorted((file for file in files if file), key=lambda file: sum(file.tables[0]))
    return compressions[len(compressions) // 2] if 2 * len(compressions) > len(files) else None
