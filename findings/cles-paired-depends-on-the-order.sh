#!/bin/sh
# The paired effect size of CLES says 75 % where all four pairs grow, and 100 % if the same columns are swapped.
#
# CLES 0.1.3. The common language effect size of pairs is the share of pairs in which one column is larger, half of the
# ties counted; the package gives the larger of this share and the rest to 1, "50 - 100". So the order of the columns
# cannot matter. CLES_2paired() compares each difference with n - 1 zeros, but divides by n x n, so the share is too
# small by (n - 1) / n before it is folded at 50 %. One order gives too little, the other too much, and pairs without
# any difference do not have 50 %. CLES_1samp() of the differences is right. The error is large for the few pairs of a
# small study, such as people who compare faces before and after a change of a latent number. Nothing warns.
# Seen (paired, swapped, right):
#
#     4 pairs, all grow: 75.00 %, 100.00 %, right 100.00 %
#     10 pairs, 8 grow: 72.00 %, 82.00 %, right 80.00 %
#     10 pairs, 5 grow: 55.00 %, 55.00 %, right 50.00 %
#     10 pairs, all equal: 55.00 %, 55.00 %, right 50.00 %
#     40 pairs, 24 grow: 58.50 %, 61.00 %, right 60.00 %
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-deps CLES==0.1.3 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from CLES import CLES_1samp, CLES_2paired

cases = {
    "4 pairs, all grow": [1] * 4,
    "10 pairs, 8 grow": [1] * 8 + [-1] * 2,
    "10 pairs, 5 grow": [1] * 5 + [-1] * 5,
    "10 pairs, all equal": [0] * 10,
    "40 pairs, 24 grow": [1] * 24 + [-1] * 16,
}
rng = np.random.default_rng(0)
for name, signs in cases.items():
    before = rng.normal(size=len(signs))
    change = np.array(signs) * rng.uniform(0.5, 1, len(signs))
    after = before + change
    share = (after > before).mean() + (after == before).mean() / 2
    right = 100 * max(share, 1 - share)
    one, other = CLES_2paired(before, after), CLES_2paired(after, before)
    print(f"{name}: {one:.2f} %, {other:.2f} %, right {right:.2f} %")
    assert abs(CLES_1samp(change) - right) < 1e-9
    factor = 1 - 1 / len(signs)
    expected = [100 * (0.5 + abs(factor * x - 0.5)) for x in (share, 1 - share)]
    assert np.allclose([one, other], expected) and abs(one - right) > 0.9
PYTHON
