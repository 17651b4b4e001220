"""The pictures of images/ in as few bytes as print needs: with them the report is five times smaller.

A face of 64 pixels is enlarged in images/, and so is the noise of a generator, which PNG cannot compress. Here a sheet
of faces becomes an SVG of two layers: its faces, in their own pixels, as JPEG, and its sharp labels above them as PNG.
"""

import base64
import io

import numpy as np
from PIL import Image, ImageFilter
from study import SETS

from latentfaces.storage import atomic_write

# They have lines and letters instead of faces, and keep their pixels.
CHARTS = {"schema", "losses", "weak-generator-losses", "std-effects", "seed-effects", "neighbour-distances"} | {
    f"{of}-{chart}" for of in SETS for chart in ("controls", "leakage")
}
COLOURS = 64  # with fewer, the cells of a heat map get those of others
# No difference can be seen in print, nor at twice its size on a screen.
JPEG = {"format": "jpeg", "quality": 72, "subsampling": "4:2:0", "optimize": True, "progressive": True}


def make_small_pictures(images, folder):
    """Writes folder/NAME.svg for every images/NAME.png, also of folders within (both pathlib.Path)."""
    for path in sorted(images.rglob("*.png")):
        with Image.open(path) as picture:
            layers = chart_layers(picture) if path.stem in CHARTS else sheet_layers(np.array(picture.convert("RGB")))
        with atomic_write(folder / path.relative_to(images).with_suffix(".svg")) as partial:
            partial.write_text(svg(layers))


def chart_layers(picture):
    """A chart as one layer of few colours."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    return [(encoded(few, format="png", optimize=True), *picture.size)]


def sheet_layers(pixels):
    """A sheet uint8 (H, W, 3) as layers (data URI, width, height): faces, and labels if there are any."""
    whole = pixels[: len(pixels) // 2 * 2, : pixels.shape[1] // 2 * 2]
    shifts = [(y, x) for y in (0, 1) for x in (0, 1)]
    _, shift = min((uneven(np.roll(whole, shift, (0, 1))).mean(), shift) for shift in shifts)
    padded = np.pad(pixels, ((shift[0], 0), (shift[1], 0), (0, 0)), constant_values=255)
    padded = np.pad(padded, ((0, len(padded) % 2), (0, padded.shape[1] % 2), (0, 0)), constant_values=255)
    labels = uneven(padded)
    height, width = padded.shape[:2]
    if labels.mean() > 0.5:  # faces that were not enlarged
        return [(encoded(Image.fromarray(pixels), **JPEG), pixels.shape[1], pixels.shape[0])]
    # Letters have edges that enlarging cannot make; three pixels around them are their inside.
    labels = np.array(Image.fromarray(labels).convert("L").filter(ImageFilter.MaxFilter(7))) > 0
    faces = np.where(labels[..., None], 255, padded[::2, ::2]).astype(np.uint8)
    layers = [(encoded(Image.fromarray(faces), **JPEG), width, height)]
    if labels.any():
        ink = 255 - np.array(Image.fromarray(padded).convert("L"))
        ink[~labels.repeat(2, 0).repeat(2, 1)] = 0
        black = Image.merge("LA", (Image.new("L", (width, height)), Image.fromarray(ink)))
        layers.append((encoded(black, format="png", optimize=True), width, height))
    return layers


def uneven(pixels):
    """Where the squares of 2 x 2 pixels are of more than one colour: bool (H / 2, W / 2)."""
    height, width = pixels.shape[:2]
    squares = pixels.reshape(height // 2, 2, width // 2, 2, 3)
    return (squares != squares[:, :1, :, :1]).any((1, 3, 4))


def encoded(image, **options):
    """A PIL image as a data URI."""
    file = io.BytesIO()
    image.save(file, **options)
    return f"data:image/{options['format']};base64,{base64.b64encode(file.getvalue()).decode()}"


def svg(layers):
    """Layers of one size, the first at the bottom."""
    _, width, height = layers[0]
    images = "".join(
        f'<image width="{width}" height="{height}" image-rendering="pixelated" href="{uri}"/>' for uri, *_ in layers
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"{images}</svg>"
    )
