#!/bin/sh
# UQI of sewar finds unrelated pictures 87 % alike, and its MS-SSIM mixes the three colours of a picture.
#
# sewar 0.4.10. Its UQI takes means of windows for their sums, so it says little but how bright two pictures are, and
# even a picture and its negative are alike; d_lambda, d_s and qnr use it as well. Its MS-SSIM halves a picture with a
# window that also covers neighbouring channels. Differences that cancel between channels get lost, and the result
# depends on the order of the channels. People tell by MS-SSIM whether a generator draws one face again and again.
# One channel alone is right. The documentation says nothing of it. Seen, for smooth random pictures of 256 x 256
# pixels, with UQI after the formula that its authors gave, and MS-SSIM with each channel halved for itself:
#
#     UQI, a picture with noise: 0.994 of sewar, 0.594 of the formula
#     UQI, two unrelated pictures: 0.874 of sewar, -0.018 of the formula
#     UQI, a picture and its negative: 0.793 of sewar, -0.888 of the formula
#     MS-SSIM, red up, green down: 0.868 of sewar, 0.831 with channels apart
#     MS-SSIM, the same with green and blue swapped: 0.840 of sewar, 0.831 with channels apart
#     MS-SSIM, red alone: 0.753 of sewar, 0.753 with channels apart
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sewar==0.4.10 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from scipy.ndimage import gaussian_filter, uniform_filter
from sewar.full_ref import msssim, ssim, uqi
from sewar.utils import Filter

rng = np.random.default_rng(0)


def smooth(sigma, channels):
    waves = gaussian_filter(rng.normal(size=(256, 256, channels)), (sigma, sigma, 0))
    return (waves - waves.min()) / (waves.max() - waves.min())


def formula(one, other, side=8):
    one, other = one[..., 0].astype(float), other[..., 0].astype(float)
    windows = [np.lib.stride_tricks.sliding_window_view(x, (side, side)).reshape(-1, side**2) for x in (one, other)]
    means = [w.mean(1) for w in windows]
    variances = [w.var(1) for w in windows]
    together = (windows[0] * windows[1]).mean(1) - means[0] * means[1]
    return (4 * together * means[0] * means[1] / (sum(variances) * (means[0] ** 2 + means[1] ** 2))).mean()


def apart(one, other):
    powers = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    result = 1
    for scale, power in enumerate(powers):
        gaussian = dict(fltr=Filter.GAUSSIAN, sigma=1.5, ws=11)
        whole, contrast = ssim(one, other, fltr_specs=gaussian, MAX=255)
        result *= (whole if scale == 4 else contrast) ** power
        one, other = (uniform_filter(x.astype(float), (2, 2, 1))[::2, ::2] for x in (one, other))
    return result


def tell(name, sewar, other, what):
    print(f"{name}: {sewar:.3f} of sewar, {other:.3f} {what}")
    return sewar, other


picture, stranger = ((255 * smooth(6, 1)).astype(np.uint8) for _ in range(2))
noisy = np.clip(picture + rng.integers(-20, 21, picture.shape), 0, 255).astype(np.uint8)
pairs = {"a picture with noise": noisy, "two unrelated pictures": stranger, "a picture and its negative": 255 - picture}
seen = [tell(f"UQI, {name}", uqi(picture, x), formula(picture, x), "of the formula") for name, x in pairs.items()]
assert all(sewar > 0.75 for sewar, _ in seen)
assert [round(right) for _, right in seen[1:]] == [0, -1] and 0.3 < seen[0][1] < 0.7, seen

face = 60 + 120 * smooth(6, 3)
change = 120 * smooth(3, 1) - 60
other = np.clip(face + change * np.array([1, -1, 0]), 0, 255).astype(np.uint8)
face = face.astype(np.uint8)
cases = {"red up, green down": [0, 1, 2], "the same with green and blue swapped": [0, 2, 1], "red alone": [0]}
seen = []
for name, channels in cases.items():
    pair = face[..., channels], other[..., channels]
    seen.append(tell(f"MS-SSIM, {name}", msssim(*pair), apart(*pair), "with channels apart"))
assert seen[0][0] - seen[0][1] > 0.02 and abs(seen[0][0] - seen[1][0]) > 0.02, seen
assert abs(seen[0][1] - seen[1][1]) < 1e-9 and abs(seen[2][0] - seen[2][1]) < 1e-9, seen
PYTHON
