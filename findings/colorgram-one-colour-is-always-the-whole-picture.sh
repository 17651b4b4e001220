#!/bin/sh
# colorgram.py reports shares of the colours that it returns, not of the picture: the first of one colour is 100 %.
#
# colorgram.py 1.2.0. extract(picture, n) returns the n most common colours; the documentation says that `proportion` is
# the proportion of the image that is in the colour, from 0 to 1. The code divides by the number of pixels in the n
# returned colours, so the shares always add up to 1, whatever the rest of the picture is. The same colour of the same
# picture has another share for each n, and pictures cannot be compared: the first colour of a noisy picture has 1.0 for
# n = 1 as that of a flat one. Transparent pixels count with the colour below, mostly black, as well. Nothing warns.
# Whoever finds the share of skin or hair in faces, or sorts out nearly empty pictures by it, gets wrong shares. Seen,
# for a face of 64 x 64 pixels in 8 flat colours, its skin, which is 29.9 % of the pixels:
#
#     1 colour: skin 1.000, of the pixels 0.299
#     2 colours: skin 0.657, of the pixels 0.299
#     4 colours: skin 0.421, of the pixels 0.299
#     8 colours: skin 0.299, of the pixels 0.299
#     a face on a transparent ground, 2 colours: the first is (0, 0, 0) with 0.70, of the visible pixels 0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet colorgram.py==1.2.0 pillow==13.0.0 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import colorgram
import numpy as np
from PIL import Image

skin, side = (255, 205, 60), 64
flat = [(20, 20, 20), (250, 250, 250), (60, 90, 220), (40, 160, 70), (200, 40, 60), (120, 60, 20), (150, 60, 200)]
y, x = np.mgrid[:side, :side]
pixels = np.array(flat, np.uint8)[x * len(flat) // side]
disc = np.hypot(x - 31.5, y - 31.5) < 19.7
pixels[disc] = skin
face = Image.fromarray(pixels)
right = disc.mean()
for count in 1, 2, 4, 8:
    colours = colorgram.extract(face, count)
    first = colours[0]
    assert tuple(first.rgb) == skin and len(colours) == count
    print(f"{count} colour{'s' * (count > 1)}: skin {first.proportion:.3f}, of the pixels {right:.3f}")
    assert abs(sum(c.proportion for c in colours) - 1) < 1e-9
    assert abs(first.proportion - right) < 1e-9 if count == 8 else first.proportion > right + 0.05

cut = np.dstack([np.where(disc[..., None], pixels, 0), np.where(disc, 255, 0)]).astype(np.uint8)
first = colorgram.extract(Image.fromarray(cut), 2)[0]
share = f"{tuple(first.rgb)} with {first.proportion:.2f}"
print(f"a face on a transparent ground, 2 colours: the first is {share}, ", end="")
print(f"of the visible pixels {np.mean(cut[disc][:, :3].max(axis=1) == 0):.2f}")
assert tuple(first.rgb) == (0, 0, 0) and first.proportion > 0.5
PYTHON
