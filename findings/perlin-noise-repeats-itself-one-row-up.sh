#!/bin/sh
# The noise of perlin-noise repeats itself exactly: ten cells to the right and one row up it is the same picture.
#
# perlin-noise 1.14. Each corner of the grid should have a random direction of its own. The library draws it with a
# seed that is |x + 10 y + 1| times the seed of the user, where x and y are the corner's column and row. So the corner
# ten columns further and one row back has the same direction, and in three dimensions also that of (x, y + 10, z - 1):
# with z as time, each frame is the one before it, moved by ten rows. `octaves` is the number of cells per unit, so the
# right half of a picture with octaves=20 is its left half, one row higher. It is so for every seed. The documentation
# calls it smooth random noise, and offers repetition through `tile_sizes` only. Someone who makes textures, or moves
# faces through a field of noise, gets copies; and whoever averages over the field has fewer samples than he thinks.
# Seen, for 200 random points each, and 20 seeds:
#
#     10 cells right, 1 row up: 4000 of 4000 values equal
#     9 cells right, 1 row up: 0 of 4000 values equal
#     10 rows down, 1 step back in time: 4000 of 4000 values equal
#     1 step back in time: 0 of 4000 values equal
#     400 corners of 20 x 20 cells have 210 directions
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet perlin-noise==1.14
"$folder/venv/bin/python" - <<'PYTHON'
from random import Random

from perlin_noise import PerlinNoise

random = Random(0)
moves = {
    "10 cells right, 1 row up": (10, -1),
    "9 cells right, 1 row up": (9, -1),
    "10 rows down, 1 step back in time": (0, 10, -1),
    "1 step back in time": (0, 0, -1),
}
for name, move in moves.items():
    equal = 0
    for seed in range(1, 21):
        noise = PerlinNoise(octaves=1, seed=seed)
        for _ in range(200):
            point = [random.uniform(1, 20) for _ in move]
            moved = [x + step for x, step in zip(point, move)]
            equal += abs(noise(point) - noise(moved)) < 1e-9
    print(f"{name}: {equal} of 4000 values equal")
    assert equal == (4000 if 10 in move else 0)

# A corner's direction is the slope of the noise there.
noise, step = PerlinNoise(octaves=1, seed=1), 1e-6
slopes = {
    (round(noise([x + step, y]) / step, 3), round(noise([x, y + step]) / step, 3))
    for x in range(20)
    for y in range(20)
}
print(f"400 corners of 20 x 20 cells have {len(slopes)} directions")
assert len(slopes) < 230
PYTHON
