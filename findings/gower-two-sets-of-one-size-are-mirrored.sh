#!/bin/sh
# gower gives wrong distances between two sets of equally many rows, and ignores a column whose largest value is 0.
#
# gower 0.1.2 with numpy 2.4.6 and pandas 3.1.1. Its page on PyPI: Gower's distance between records of one data set, or
# pairwise between those of two; for numbers it is the difference divided by the range, for categories it is 0 or 1, and
# their mean counts. gower_matrix(x, y) takes two sets with equally many rows for one and the same set: it computes the
# distances above the diagonal and mirrors them, though row 3 of x to row 7 of y is not row 7 of x to row 3 of y. With
# one more row in y all distances are right. And the range is computed as largest * |1 - smallest / largest|, so a
# column from -8 to 0 (logarithms of probabilities, scores of a judge) has the range 0, and no distance in it counts,
# while the same column plus 1 does. There is no warning. Whoever looks for the real faces whose attributes are next
# to those of as many generated faces gets wrong neighbours. Seen, for 50 rows of 2 numbers and a colour of hair:
#
#     50 rows against 50 others: 1225 of 2500 distances are wrong, by up to 0.88; nearest row found for 20 of 50
#     50 rows against 51 others: 0 of 2550 distances are wrong, by up to 0.00; nearest row found for 50 of 50
#     one column, -8, -4, 0: from the first row 0.0 0.0 0.0; plus 1: from the first row 0.0 0.5 1.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet gower==0.1.2 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import gower
import numpy as np

random = np.random.default_rng(0)


def faces(count):
    table = np.empty((count, 3), dtype=object)
    table[:, 0], table[:, 1] = random.uniform(1, 5, count), random.uniform(10, 90, count)
    table[:, 2] = random.choice(["red", "black", "blond"], count)
    return table


def by_hand(one, other):
    parts = [(one[:, None, 2] != other[:, 2]).astype(float)]
    for column in 0, 1:
        here, there = one[:, column].astype(float), other[:, column].astype(float)
        parts.append(np.abs(here[:, None] - there) / np.ptp(np.concatenate([here, there])))
    return np.mean(parts, axis=0)


found = []
generated = faces(50)
for count in 50, 51:
    real = faces(count)
    distances, right = gower.gower_matrix(generated, real), by_hand(generated, real)
    error = np.abs(distances - right)
    wrong, nearest = (error > 1e-5).sum(), (distances.argmin(axis=1) == right.argmin(axis=1)).sum()
    sizes = f"50 rows against {count} others: {wrong} of {error.size} distances are wrong"
    print(f"{sizes}, by up to {error.max():.2f}; nearest row found for {nearest} of 50")
    found.append((wrong, nearest))
    if count == 50:
        assert np.array_equal(distances, distances.T) and not np.allclose(right, right.T)
        assert np.allclose(np.triu(distances), np.triu(right), atol=1e-5)
assert found[0][0] > 1000 and found[0][1] < 40 and found[1] == (0, 50)

column = np.array([[-8.0], [-4.0], [0.0]])
rows = [gower.gower_matrix(column)[0], gower.gower_matrix(column + 1)[0]]
listed = [" ".join(f"{value:.1f}" for value in row) for row in rows]
print(f"one column, -8, -4, 0: from the first row {listed[0]}; plus 1: from the first row {listed[1]}")
assert np.array_equal(rows[0], [0, 0, 0]) and np.allclose(rows[1], [0, 0.5, 1])
PYTHON
