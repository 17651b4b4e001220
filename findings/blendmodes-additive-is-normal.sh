#!/bin/sh
# ADDITIVE and GLOW of blendmodes only paste the upper picture, and a layer moved off to the left erases the background.
#
# blendmodes 2025, numpy 2.4.6, pillow 13.0.0. BlendType lists 30 modes, ADDITIVE and GLOW among them, and the earlier
# documentation shows a picture of each. Functions for both exist and are right, but the table in which blend() looks
# them up lacks them, and a mode that it lacks is NORMAL without a word. So blendLayers with ADDITIVE, often used to lay
# glints or masks over a face, gives exactly the upper picture. The offsets of a layer may be negative. A layer that
# leaves the background at the right or at the bottom leaves the background as it was. One that leaves at the left or at
# the top makes the background black and transparent, so an animation in which a sticker slides out to the left ends
# with an empty picture. Seen, for a layer of 60 40 30 over 100 150 200, and for a red layer of 4 x 4 over 8 x 8 pixels:
#
#     NORMAL: 60 40 30, by hand 60 40 30
#     ADDITIVE: 60 40 30, by hand 160 190 230
#     GLOW: 60 40 30, by hand 23 15 16
#     MULTIPLY: 24 24 24, by hand 24 24 24
#     SCREEN: 136 166 206, by hand 136 166 206
#     moved by 6 to the right: mean colour and opacity 119 131 175 255
#     moved by 8 to the right: mean colour and opacity 100 150 200 255
#     moved by 3 to the left: mean colour and opacity 110 141 188 255
#     moved by 4 to the left: mean colour and opacity 0 0 0 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet blendmodes==2025 aenum==3.1.17 numpy==2.4.6 pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from blendmodes.blend import BlendType, blendLayers
from PIL import Image

colour, upper = (100, 150, 200), (60, 40, 30)
b, f = np.array(colour) / 255, np.array(upper) / 255
face = Image.new("RGBA", (8, 8), colour + (255,))
layer = Image.new("RGBA", (8, 8), upper + (255,))
hand = {
    "NORMAL": f,
    "ADDITIVE": np.minimum(b + f, 1),
    "GLOW": np.minimum(f**2 / (1 - b), 1),
    "MULTIPLY": b * f,
    "SCREEN": 1 - (1 - b) * (1 - f),
}


def text(values):
    return " ".join(f"{value:.0f}" for value in values)


for name, right in hand.items():
    seen = blendLayers(face, layer, BlendType[name]).getpixel((0, 0))[:3]
    print(f"{name}: {text(seen)}, by hand {text(255 * right)}")
    if name in ("ADDITIVE", "GLOW"):
        assert seen == upper and np.abs(seen - 255 * right).max() > 20
    else:
        assert np.abs(seen - 255 * right).max() <= 0.5

red = Image.new("RGBA", (4, 4), (255, 0, 0, 255))
for step in 6, 8, -3, -4:
    drawn = blendLayers(face, red, BlendType.NORMAL, offsets=(step, 0))
    mean = np.asarray(drawn).reshape(-1, 4).mean(0)
    print(f"moved by {abs(step)} to the {'left' if step < 0 else 'right'}: mean colour and opacity {text(mean)}")
    away = np.asarray(Image.new("RGBA", (8, 8), colour + (255,)))
    assert np.array_equal(drawn, away) if step == 8 else True
    assert (np.asarray(drawn) == 0).all() if step == -4 else mean[3] == 255
PYTHON
