#!/bin/sh
# With a seed, glitch_this makes an animation in which all frames are the same, and the seed 0 is no seed.
#
# glitch_this 1.0.3, numpy 2.4.6, pillow 13.0.0. The seed is there "for generating similar images across runs", and
# gif=True returns the frames of an animation. Before each frame, the library starts its random numbers at the seed
# again, so all frames are one picture and the GIF stands still; without a seed they differ. Only glitch_change lets the
# frames differ. A seed of 0 counts as none, so each run gives another picture, without a word. Seeds that follow each
# other share most of their shifts: shift number i is drawn with seed + i. The seed is set in Python's own random module
# for the whole program, so a random.sample() of faces after it takes the same faces each time. Seen, for a picture of
# 32 x 32 pixels and 6 frames:
#
#     no seed: 6 different frame(s) of 6
#     seed 5: 1 different frame(s) of 6
#     seed 5, with color_offset and scan_lines: 1 different frame(s) of 6
#     seed 5, glitch_change 0.5: 6 different frame(s) of 6
#     4 runs with seed 1: 1 picture(s)
#     4 runs with seed 0: 4 picture(s)
#     4 samples of faces after a picture with seed 1: 1 sample(s)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet glitch_this==1.0.3 numpy==2.4.6 pillow==13.0.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import random

import numpy as np
from glitch_this import ImageGlitcher
from PIL import Image

face = Image.fromarray(np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8))
glitcher = ImageGlitcher()


def different(pictures):
    return len({np.asarray(picture).tobytes() for picture in pictures})


cases = {
    "no seed": ({}, 6),
    "seed 5": ({"seed": 5}, 1),
    "seed 5, with color_offset and scan_lines": ({"seed": 5, "color_offset": True, "scan_lines": True}, 1),
    "seed 5, glitch_change 0.5": ({"seed": 5, "glitch_change": 0.5}, 6),
}
for name, (options, right) in cases.items():
    count = different(glitcher.glitch_image(face, 3, gif=True, frames=6, **options))
    print(f"{name}: {count} different frame(s) of 6")
    assert count == 1 if right == 1 else count > 3
for seed in 1, 0:
    count = different(glitcher.glitch_image(face, 3, seed=seed) for _ in range(4))
    print(f"4 runs with seed {seed}: {count} picture(s)")
    assert count == 1 if seed else count > 1
samples = set()
for _ in range(4):
    glitcher.glitch_image(face, 3, seed=1)
    samples.add(tuple(random.sample(range(1000), 5)))
print(f"4 samples of faces after a picture with seed 1: {len(samples)} sample(s)")
assert len(samples) == 1
PYTHON
