#!/bin/sh
# subtract() of blend_modes makes a picture white instead of darker, and its normal() drops pictures without alpha.
#
# blend_modes 2.2.0. The package blends layers as Photoshop and GIMP do; pictures are numbers from 0 to 255, and
# subtract is the lower layer less the upper one, at least 0, as in the encyclopedia to which its documentation points.
# It takes the lower layer from 0 to 255 but the upper one from 0 to 1, and then cuts off at 1: whatever is not nearly
# black is white. normal() is the one function that lets pictures of three channels in; it is meant to add an alpha
# channel, but fills it with 0, which is transparent: the lower picture vanishes from the result, an upper one does
# nothing, and two give black. Moreover, a call of subtract() or difference() silences NumPy's warnings about divisions
# by 0 and invalid numbers for the rest of the process, so a training or an FID that goes wrong later says nothing.
# difference() is right. Seen, for a row of grey levels less a layer of 50, for half of 100 over 200, and for the
# warnings:
#
#     lower layer: 0 2 60 120 180 240
#     less 50, opacity 1.0: 0 255 255 255 255 255; by hand 0 0 10 70 130 190
#     less 50, opacity 0.5: 0 231 255 255 255 255; by hand 0 1 35 95 155 215
#     normal, four channels below, four above: level 150, alpha 255
#     normal, four channels below, three above: level 200, alpha 255
#     normal, three channels below, four above: level 100, alpha 128
#     normal, three channels below, three above: level 0, alpha 0
#     NumPy on invalid numbers: warn before, ignore after
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet blend-modes==2.2.0 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import blend_modes
import numpy as np

before = np.geterr()


def picture(rows, alpha=True):
    """The float picture of rows of grey levels, opaque, with or without an alpha channel."""
    grey = np.repeat(np.array(rows, float)[..., None], 3, axis=-1)
    return np.dstack([grey, np.full(grey.shape[:2], 255.0)]) if alpha else grey


def levels(blended):
    return " ".join(f"{level:.0f}" for level in blended[0, :, 0])


lower, upper = picture([[0, 2, 60, 120, 180, 240]]), picture([[50] * 6])
print(f"lower layer: {levels(lower)}")
for opacity in 1.0, 0.5:
    wrong = blend_modes.subtract(lower, upper, opacity)
    right = opacity * np.maximum(lower - upper, 0) + (1 - opacity) * lower
    print(f"less 50, opacity {opacity}: {levels(wrong)}; by hand {levels(right)}")
    assert (wrong[..., :3][lower[..., :3] > 50] == 255).all()
assert np.allclose(blend_modes.difference(lower, upper, 1.0), np.dstack([abs(lower - upper)[..., :3], lower[..., 3]]))

flat = {name: (picture([[200]], alpha), picture([[100]], alpha)) for name, alpha in (("four", True), ("three", False))}
for below in flat:
    for above in flat:
        blended = blend_modes.normal(flat[below][0], flat[above][1], 0.5)[0, 0]
        print(f"normal, {below} channels below, {above} above: level {blended[0]:.0f}, alpha {blended[3]:.0f}")
        expected = {"fourfour": (150, 255), "fourthree": (200, 255), "threefour": (100, 127.5), "threethree": (0, 0)}
        assert np.allclose(blended[[0, 3]], expected[below + above])
after = np.geterr()
print(f"NumPy on invalid numbers: {before['invalid']} before, {after['invalid']} after")
assert (before["invalid"], before["divide"], after["invalid"], after["divide"]) == ("warn", "warn", "ignore", "ignore")
PYTHON
