#!/bin/sh
# The LDA of mlxtend gives each class the weight of the next one, and the last class none at all.
#
# mlxtend 0.25.0, scikit-learn 1.9.1. LinearDiscriminantAnalysis seeks directions in which the means of the classes are
# far apart, each mean weighted by the size of its class. It numbers the classes from 0, but looks their sizes up from
# 1: the first class gets the size of the second, and the last one gets none. So what sets the last class apart hardly
# counts, and the same points with other numbers for the classes have other directions and other eigenvalues, which rank
# the directions. There is no warning. Two classes hide the fault, because they have one direction alone. Seen, for 100
# points each of three classes, one in the middle (A), one 3 deviations to the right (B) and one 4 deviations up (C)
# (angle of the first direction in that plane, and the eigenvalues):
#
#     mlxtend, classes numbered A B C: 149 degrees, eigenvalues 2.2 and 1.0
#     mlxtend, classes numbered A C B: 102 degrees, eigenvalues 3.3 and 0.6
#     mlxtend, classes numbered C B A: 125 degrees, eigenvalues 4.7 and 0.5
#     scikit-learn and by hand, all three: 120 degrees, eigenvalues 4.8 and 1.3
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlxtend==0.25.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from mlxtend.feature_extraction import LinearDiscriminantAnalysis
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis as Reference

rng = np.random.default_rng(0)
kind = np.repeat([0, 1, 2], 100)
points = rng.normal(size=(300, 4))
points[kind == 1, 0] += 3
points[kind == 2, 1] += 4


def by_hand(labels, sizes):
    within, between = np.zeros((2, 4, 4))
    for k, size in enumerate(sizes):
        members = points[labels == k]
        within += (members - members.mean(0)).T @ (members - members.mean(0))
        between += size * np.outer(members.mean(0) - points.mean(0), members.mean(0) - points.mean(0))
    values, vectors = np.linalg.eig(np.linalg.solve(within, between))
    order = np.argsort(-values.real)
    return values.real[order], vectors.real[:, order[0]]


def angle(direction):
    return np.degrees(np.arctan2(direction[1], direction[0])) % 180


seen = []
for order in ("A B C", "A C B", "C B A"):
    labels = np.array([order.split().index(name) for name in "ABC"])[kind]
    model = LinearDiscriminantAnalysis(n_discriminants=2).fit(points, labels)
    values, degrees = model.e_vals_.real, angle(model.w_[:, 0].real)
    print(f"mlxtend, classes numbered {order}: {degrees:.0f} degrees, ", end="")
    print(f"eigenvalues {values[0]:.1f} and {values[1]:.1f}")
    right, direction = by_hand(labels, (100, 100, 100))
    reference = Reference(solver="eigen").fit(points, labels)
    assert abs(angle(reference.scalings_[:, 0]) - angle(direction)) < 0.01
    assert np.allclose(reference.explained_variance_ratio_, right[:2] / right.sum())
    forgotten, same = by_hand(labels, (100, 100, 0))
    assert np.allclose(values, forgotten, atol=1e-9) and abs(angle(same) - degrees) < 0.01
    seen.append((degrees, values, angle(direction), right))
print(f"scikit-learn and by hand, all three: {seen[0][2]:.0f} degrees, ", end="")
print(f"eigenvalues {seen[0][3][0]:.1f} and {seen[0][3][1]:.1f}")
angles, true = [s[0] for s in seen], [s[2] for s in seen]
assert max(angles) - min(angles) > 30 and max(true) - min(true) < 0.01
PYTHON
