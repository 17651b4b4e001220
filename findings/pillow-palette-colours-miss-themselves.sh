#!/bin/sh
# Pillow maps a picture to a given palette in steps of four: a colour that is in the palette becomes a darker one.
#
# pillow 13.0.0: quantize(palette=...) is how the frames of a film get one palette, so that what stands still does not
# flicker. Colours whose channels share the upper six bits get one entry, which suits the darkest of them, although
# each has its own; in sheets of generated cartoon faces a quarter to a half of the pixels missed the nearest entry.
# Without a palette the same picture keeps all its colours, and dithering changes nothing. Seen:
#
#     128 greys, quantize(256): 128 greys, 0.0 darker
#     128 greys, quantize(palette=that palette): 32 greys, 1.5 darker
#     red of twelve shades of skin: [200, 200, 200, 200, 204, 204, 204, 204, 208, 208, 208, 208]
#     white, with 252 and 255 in the palette: 252
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from PIL import Image


def picture(colours):
    return Image.fromarray(np.asarray(colours, np.uint8)[None])


def mapped(colours, palette):
    """The colours (n, 3) after they are mapped to a palette (m, 3)."""
    holder = Image.new("P", (1, 1))
    holder.putpalette(np.asarray(palette, np.uint8).tobytes())
    plain, dithered = (
        np.asarray(picture(colours).quantize(palette=holder, dither=dither).convert("RGB"))[0].astype(int)
        for dither in (Image.Dither.NONE, Image.Dither.FLOYDSTEINBERG)
    )
    return plain, dithered


greys = np.repeat(np.arange(100, 228)[:, None], 3, axis=1)
own = picture(greys).quantize(256)
alone = np.asarray(own.convert("RGB"))[0].astype(int)
shared = np.asarray(picture(greys).quantize(palette=own, dither=Image.Dither.NONE).convert("RGB"))[0].astype(int)
seen = {}
for name, result in (("quantize(256)", alone), ("quantize(palette=that palette)", shared)):
    seen[name] = count, darker = len(np.unique(result)), (greys - result).mean()
    print(f"128 greys, {name}: {count} greys, {darker:.1f} darker")
assert list(seen.values()) == [(128, 0), (32, 1.5)], seen
skin = [(200 + step, 180, 160) for step in range(12)]
plain, dithered = mapped(skin, skin)
print(f"red of twelve shades of skin: {plain[:, 0].tolist()}")
assert plain[:, 0].tolist() == [200] * 4 + [204] * 4 + [208] * 4 and np.array_equal(plain, dithered), (plain, dithered)
white = mapped([(255, 255, 255)], [(252, 252, 252), (255, 255, 255)])[0][0, 0]
print(f"white, with 252 and 255 in the palette: {white}")
assert white == 252
PYTHON
