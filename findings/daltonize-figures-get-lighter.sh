#!/bin/sh
# daltonize makes every figure lighter: grey of level 128, which no colour blindness changes, becomes 188.
#
# daltonize 0.2.0 with matplotlib 3.11.2. daltonize_mpl(fig) is to "adjust the color palette" of a matplotlib figure so
# that people with a colour deficiency tell its colours apart. It first encodes the colours of the figure for a screen,
# though they are encoded already, and adjusts them. Then it computes the way back, but puts the numbers from before it
# into the figure. So greys, which the method itself leaves alone, get lighter, dark ones most, and the other colours
# are neither what they were nor what the same functions make of the same colours in a picture. simulate_mpl(), which
# does go back, keeps greys. Plots of losses and bars for generators get pale, and a test of contrast with the changed
# colours tests colours that the method did not choose. Seen, for the colour of a line, in levels from 0 to 255:
#
#     0 0 0: daltonize_mpl 0 0 0, as a picture 0 0 0
#     64 64 64: daltonize_mpl 137 137 137, as a picture 64 64 64
#     128 128 128: daltonize_mpl 188 188 188, as a picture 128 128 128
#     192 192 192: daltonize_mpl 225 225 225, as a picture 192 192 192
#     255 255 255: daltonize_mpl 255 255 255, as a picture 255 255 255
#     200 80 40: daltonize_mpl 229 152 145, as a picture 200 79 136
#     40 140 90: daltonize_mpl 110 197 121, as a picture 40 140 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet daltonize==0.2.0 matplotlib==3.11.2 numpy==2.4.6 pillow==13.0.0 \
  setuptools==80.9.0
MPLCONFIGDIR="$folder" "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from daltonize import daltonize
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def in_figure(change, colour):
    figure = Figure(figsize=(1, 1))
    FigureCanvasAgg(figure)
    (line,) = figure.add_subplot().plot([0, 1], color=np.array(colour) / 255)
    change(figure)
    return np.rint(255 * np.array(line.get_color()[:3], float)).astype(int)


def in_picture(colour):
    linear = daltonize.gamma_correction(np.array([[colour]], np.float16))
    changed = daltonize.inverse_gamma_correction(daltonize.daltonize(linear))
    return np.clip(changed, 0, 255).astype(int)[0, 0]


def encoded(level):
    return 255 * (1.055 * (level / 255) ** (1 / 2.4) - 0.055)


for colour in (0, 0, 0), (64, 64, 64), (128, 128, 128), (192, 192, 192), (255, 255, 255), (200, 80, 40), (40, 140, 90):
    figure, simulated = (in_figure(change, colour) for change in (daltonize.daltonize_mpl, daltonize.simulate_mpl))
    picture = in_picture(colour)
    names = [" ".join(map(str, levels)) for levels in (colour, figure, picture)]
    print(f"{names[0]}: daltonize_mpl {names[1]}, as a picture {names[2]}")
    if colour[0] == colour[1]:
        assert abs(picture - colour).max() <= 2 and abs(simulated - colour).max() <= 2
        assert abs(figure - max(encoded(colour[0]), 0)).max() <= 2
    else:
        assert abs(figure - picture).max() > 20
PYTHON
