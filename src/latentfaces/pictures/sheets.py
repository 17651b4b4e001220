"""Sheets: labelled rows and columns of pictures, with the same pixels every time.

Faces are enlarged by a whole factor, so that each of their pixels stays a sharp square.
"""

from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from latentfaces.arrays import Face, ImageRows, Images, as_pictures
from latentfaces.checks import instance, listed, lowered, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.pictures.images import GAP, enlarge, grid

FACE = 128  # pixels a side of a face on a sheet
INK = (40, 40, 40)


def enlarged(image: Face) -> Image.Image:
    """A face uint8 (S, S, 3) as a PIL image of FACE pixels, or of S if that is larger."""
    return Image.fromarray(enlarge(image, max(1, FACE // image.shape[0])))


def enlarged_grid(images: Images, columns: int | None = None) -> Image.Image:
    """Faces uint8 (N, S, S, 3) as a PIL image, row by row; nearly square unless columns is given."""
    return grid(np.stack([np.asarray(enlarged(image)) for image in images]), columns)


def face_sheet(
    faces: ImageRows | Sequence[Images], column_labels: Sequence[str], row_labels: Sequence[str] | None
) -> Image.Image:
    """Faces uint8 (R, C, S, S, 3), one a cell, as a PIL image; see `sheet`."""
    rows = [as_pictures("Each row of faces", row) for row in listed("The rows of a sheet", faces)]
    return sheet([[enlarged(face) for face in row] for row in rows], column_labels, row_labels, gap=GAP)


def sheet(
    cells: Sequence[Sequence[Image.Image]],
    column_labels: Sequence[str],
    row_labels: Sequence[str] | None = None,
    gap: int = 4 * GAP,
) -> Image.Image:
    """PIL image of `cells` (rows of PIL images of one size), with a label above each column and left of each row.

    The text grows with the width of the sheet: on a sheet that fills the 16 cm of a page, it has at least 8 points.
    """
    cells = [listed("Each row of a sheet", row) for row in listed("The rows of a sheet", cells)]
    for cell in (cell for row in cells for cell in row):
        instance("Each cell of a sheet", cell, Image.Image, "a PIL image")
    gap = whole_number("The gap of a sheet in pixels", gap, 0, 1000)
    column_labels = _labels("The column labels", column_labels)
    row_labels = None if row_labels is None else _labels("The row labels", row_labels)
    width, height = cells[0][0].size
    columns, rows = len(cells[0]), len(cells)
    if {len(row) for row in cells} != {len(column_labels)} or (row_labels is not None and len(row_labels) != rows):
        raise LatentFacesError("A sheet needs rows of one length, a label for each column and, if any, for each row.")
    text = max(24, round(columns * (width + gap) / 54))
    font = _font(text)
    left = max((round(font.getlength(label)) for label in row_labels), default=0) + text if row_labels else 0
    top = round(1.6 * text)
    picture = Image.new("RGB", (left + columns * (width + gap) - gap, top + rows * (height + gap) - gap), "white")
    draw = ImageDraw.Draw(picture)
    for column, label in enumerate(column_labels):
        draw.text((left + column * (width + gap) + width / 2, top / 2), label, INK, font, anchor="mm")
    for row, images in enumerate(cells):
        y = top + row * (height + gap)
        if row_labels:
            draw.text((left - text / 2, y + height / 2), row_labels[row], INK, font, anchor="rm")
        for column, image in enumerate(images):
            picture.paste(image, (left + column * (width + gap), y))
    return picture


def _labels(name: str, labels: Sequence[str]) -> list[str]:
    return [instance(f"Each of {lowered(name)}", label, str, "text") for label in listed(name, labels)]


def _font(size: int) -> ImageFont.FreeTypeFont:
    # The font comes with Matplotlib; the basic layout does not depend on other installed libraries.
    path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
