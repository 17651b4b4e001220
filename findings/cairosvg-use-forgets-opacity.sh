#!/bin/sh
# CairoSVG draws a <use> and a #rrggbbaa as if they were opaque, so whole styles of DiceBear become black and white.
#
# cairosvg 2.9.1, dicebear-core 10.7.0, dicebear-styles 10.6.0, resvg-py 0.5.0. The opacity of a <use> is lost, and so
# are the last two digits of #rrggbbaa; neither gives a warning. The same drawing with <g opacity> around the <use>, or
# with rgba(), is right. DiceBear 10 builds all avatars of <use>, and slice and cameo shade by thin white or black on a
# colour: in CairoSVG that white and black hide the colour. Most styles look alike in both renderers, so a set that
# mixes styles is wrong in part. Seen, for a square of half-transparent lime (red, green, blue, alpha), and for the
# share of pixels of 10 avatars of 64 x 64 that differ from resvg's by more than 60 levels:
#
#     <use opacity=".5">: cairosvg [0, 255, 0, 255], resvg [0, 255, 0, 128]
#     <g opacity=".5"><use>: cairosvg [0, 255, 0, 128], resvg [0, 255, 0, 128]
#     #00ff0080: cairosvg [0, 255, 0, 255], resvg [0, 255, 0, 128]
#     rgba(0,255,0,.5): cairosvg [0, 255, 0, 128], resvg [0, 255, 0, 128]
#     adventurer 0 %, slice 30 %, slice with <g opacity> 0 %, cameo 16 %, cameo with rgba() 0 %
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet cairosvg==2.9.1 cairocffi==1.7.1 dicebear-core==10.7.0 dicebear-styles==10.6.0 \
    resvg-py==0.5.0 numpy==2.4.6 pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import json
import re
from importlib.resources import files

import cairosvg
import numpy as np
import resvg_py
from dicebear import Avatar, Style
from PIL import Image


def pixels(png):
    return np.array(Image.open(io.BytesIO(bytes(png))).convert("RGBA")).astype(int)


def both(svg):
    drawn = cairosvg.svg2png(bytestring=svg.encode(), output_width=64, output_height=64)
    return pixels(drawn), pixels(resvg_py.svg_to_bytes(svg_string=svg, width=64, height=64))


square = '<rect id="r" width="8" height="8" fill="{}"/>'
use = "<defs>" + square.format("#00ff00") + "</defs>"
small = {
    '<use opacity=".5">': use + '<use href="#r" opacity=".5"/>',
    '<g opacity=".5"><use>': use + '<g opacity=".5"><use href="#r"/></g>',
    "#00ff0080": square.format("#00ff0080"),
    "rgba(0,255,0,.5)": square.format("rgba(0,255,0,.5)"),
}
alphas = []
for name, inside in small.items():
    here, there = both(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{inside}</svg>')
    alphas.append([picture[32, 32].tolist()[3] for picture in (here, there)])
    print(f"{name}: cairosvg {here[32, 32].tolist()}, resvg {there[32, 32].tolist()}")


def grouped(svg):
    return re.sub(r'<use ([^>]*?)opacity="([^"]+)"([^>]*)/>', r'<g opacity="\2"><use \1\3/></g>', svg)


def spelled(svg):
    def rgba(found):
        red, green, blue, alpha = bytes.fromhex(found[1])
        return f'"rgba({red},{green},{blue},{alpha / 255:.4f})"'

    return re.sub(r'"#([0-9a-f]{8})"', rgba, svg)


def share(name, mended=str):
    style = Style(json.loads(files("dicebear_styles").joinpath(f"{name}.json").read_text("utf-8")))
    shares = []
    for seed in range(10):
        svg = Avatar(style, {"seed": str(seed), "backgroundColor": ["ffffff"]}).to_string()
        here, there = both(mended(svg))
        shares.append((np.abs(here - there)[..., :3].max(-1) > 60).mean())
    return round(100 * float(np.mean(shares)))


seen = {
    "adventurer": share("adventurer"),
    "slice": share("slice"),
    "slice with <g opacity>": share("slice", grouped),
    "cameo": share("cameo"),
    "cameo with rgba()": share("cameo", spelled),
}
print(", ".join(f"{name} {percent} %" for name, percent in seen.items()))
assert alphas == [[255, 128], [128, 128], [255, 128], [128, 128]], alphas
face, use_lost, use_kept, hex_lost, hex_kept = seen.values()
assert face <= 1 and use_kept <= 1 and hex_kept <= 1 and use_lost > 15 and hex_lost > 5, seen
PYTHON
