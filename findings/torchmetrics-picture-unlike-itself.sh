#!/bin/sh
# Two measures of torchmetrics find a drawing unlike itself: UQI 0.66 or less than 0, SCC 0.5 to 0.8, and not 1.
#
# torchmetrics 1.9.0 with torch 2.13.0. universal_image_quality_index and spatial_correlation_coefficient compare small
# windows. Where a window has one colour, as most of a cartoon's have, SCC counts a match as 0, and UQI divides what
# rounding left by what rounding left: it is 0 in black, and anything in other colours. So UQI and SCC tell how much of a
# drawing is flat, before they tell how alike two are. Random pictures, as in the documentation's examples, hide it.
# SSIM is 1. Seen, for a face of 64 x 64 pixels and for the same with weak noise, each compared with itself (the last
# line compares two faces):
#
#     white face on black: UQI 0.66, SCC 0.53, SSIM 1.00
#     brown face on blue: UQI below 0, SCC 0.76, SSIM 1.00
#     brown face on blue, with noise: UQI 1.00, SCC 1.00, SSIM 1.00
#     brown face on blue, compared with a face of another brown: SCC 0.74
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torchmetrics==1.9.0 torch==2.13.0 numpy==2.4.6 pillow==12.3.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import torch
from PIL import Image, ImageDraw
from torchmetrics.functional.image import spatial_correlation_coefficient as scc
from torchmetrics.functional.image import structural_similarity_index_measure as ssim
from torchmetrics.functional.image import universal_image_quality_index as uqi


def face(background, skin):
    picture = Image.new("RGB", (64, 64), background)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((12, 8, 52, 58), fill=skin, outline=(0, 0, 0))
    for left in (22, 36):
        draw.ellipse((left, 26, left + 6, 32), fill=(0, 0, 0))
    draw.arc((24, 36, 40, 50), 20, 160, fill=(0, 0, 0))
    return torch.tensor(np.array(picture)).permute(2, 0, 1)[None] / 255


brown = face((120, 180, 240), (230, 180, 140))
pictures = {
    "white face on black": face((0, 0, 0), (255, 255, 255)),
    "brown face on blue": brown,
    "brown face on blue, with noise": 0.9 * brown + 0.05 * torch.rand(brown.shape, generator=torch.manual_seed(0)),
}
seen = {}
for name, picture in pictures.items():
    with_itself = (uqi(picture, picture), scc(picture, picture), ssim(picture, picture, data_range=1.0))
    seen[name] = [round(value.item(), 2) for value in with_itself]
    quality = "below 0" if seen[name][0] < 0 else f"{seen[name][0]:.2f}"
    print(f"{name}: UQI {quality}, SCC {seen[name][1]:.2f}, SSIM {seen[name][2]:.2f}")
other = round(scc(brown, face((120, 180, 240), (90, 60, 40))).item(), 2)
print(f"brown face on blue, compared with a face of another brown: SCC {other:.2f}")
black, blue, noise = seen.values()
assert black == [0.66, 0.53, 1] and blue[0] < 0 and blue[1:] == [0.76, 1], seen
assert noise == [1, 1, 1] and other == 0.74, seen
PYTHON
