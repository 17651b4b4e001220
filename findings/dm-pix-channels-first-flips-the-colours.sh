#!/bin/sh
# dm-pix turns pictures with channels first upside down when it should mirror them, and swaps red and blue for the rest.
#
# dm-pix 0.4.5 with jax 0.10.2. Its functions take pictures as height, width, channels, or with channels first, and the
# documentation of random_flip_left_right() and random_flip_up_down() says "either ...HWC or ...CHW". Other functions
# have channel_axis for it; these two have not, and flip the second-to-last and third-to-last axes whatever they are.
# With channels first, a flip to the left or right turns a face upside down, and a flip up and down swaps red and blue
# and leaves the face as it is. rgb_to_hsl() and hsl_to_rgb() have channel_axis, and promise pictures "stacked along
# channel_axis", but stack along the last axis, so a picture of 3 x 8 x 8 comes back as 8 x 8 x 3. rgb_to_hsv() and
# flip_left_right() do it right. A generator learns from faces that stand on their heads. Seen, with probability 1, for
# a picture whose place in height, width and colour can be told:
#
#     flip_left_right with channel_axis: mirrored
#     random_flip_left_right: upside down
#     random_flip_up_down: red and blue swapped
#     rgb_to_hsv (3, 8, 8), rgb_to_hsl (8, 8, 3), hsl_to_rgb (8, 8, 3)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dm-pix==0.4.5 jax==0.10.2 chex==0.1.92 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import dm_pix as pix
import jax
import numpy as np

key = jax.random.key(0)
rgb = np.random.default_rng(0).random((8, 8, 3)).astype("float32")
planes = np.moveaxis(rgb, -1, 0)
mirrored, turned, swapped = planes[:, :, ::-1], planes[:, ::-1], planes[::-1]
names = {"mirrored": mirrored, "upside down": turned, "red and blue swapped": swapped}


def name(picture):
    return [text for text, planes in names.items() if np.array_equal(picture, planes)]


flips = {
    "flip_left_right with channel_axis": pix.flip_left_right(planes, channel_axis=0),
    "random_flip_left_right": pix.random_flip_left_right(key, planes, probability=1.0),
    "random_flip_up_down": pix.random_flip_up_down(key, planes, probability=1.0),
}
for function, picture in flips.items():
    print(f"{function}: {', '.join(name(picture))}")
assert [name(picture) for picture in flips.values()] == [["mirrored"], ["upside down"], ["red and blue swapped"]]
last = pix.random_flip_left_right(key, rgb, probability=1.0), pix.random_flip_up_down(key, rgb, probability=1.0)
assert np.array_equal(last[0], rgb[:, ::-1]) and np.array_equal(last[1], rgb[::-1])

hsv, hsl = pix.rgb_to_hsv(planes, channel_axis=0), pix.rgb_to_hsl(planes, channel_axis=0)
print(f"rgb_to_hsv {hsv.shape}, rgb_to_hsl {hsl.shape}, hsl_to_rgb {pix.hsl_to_rgb(planes, channel_axis=0).shape}")
assert hsv.shape == (3, 8, 8) and hsl.shape == pix.hsl_to_rgb(planes, channel_axis=0).shape == (8, 8, 3)
assert np.allclose(hsl, pix.rgb_to_hsl(rgb), atol=1e-6)
PYTHON
