#!/bin/sh
# The S_Dbw of s-dbw after its authors depends on the unit of the data, and chooses another number of groups in each.
#
# s-dbw 0.4.0. S_Dbw(method="Halkidi") is documented as the index of the original paper; the smallest value shows the
# best number of groups. The paper builds it on the variances of the groups, with one value for each column. The package
# takes standard deviations instead, in both parts. In the first part this only changes the numbers. In the second, the
# root of a sum of variances is the radius in which points are counted, and has the unit of the data. The root of a sum
# of standard deviations does not: the radius becomes too large for small numbers, so that whole groups are counted as
# dense, and too small for large ones. By the paper, a change of unit changes nothing. Nothing warns. Whoever looks for
# groups in latent points or colours finds another number for 0 to 1 than for other scales. Seen, for 4 clear groups of
# 60 points, with the index of 2 to 8 groups of k-means:
#
#     0 to 1, package: 1.61 1.01 0.33 0.43 0.44 0.43 0.41, best with 4
#     0 to 1, paper: 0.69 0.36 0.06 0.16 0.16 0.15 0.16, best with 4
#     0 to 0.1, package: 2.71 2.13 2.21 1.71 1.39 1.34 1.23, best with 8
#     0 to 0.1, paper: 0.69 0.36 0.06 0.16 0.16 0.15 0.16, best with 4
#     0 to 1/255, package: 2.71 2.13 2.24 1.88 1.84 1.90 2.01, best with 6
#     0 to 1/255, paper: 0.69 0.36 0.06 0.16 0.16 0.15 0.16, best with 4
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet s-dbw==0.4.0 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from s_dbw import S_Dbw
from scipy.cluster.vq import kmeans2

random = np.random.default_rng(0)
centres = np.array([(0.2, 0.2), (0.8, 0.25), (0.3, 0.8), (0.75, 0.75)])
points = np.concatenate([centre + 0.07 * random.normal(size=(60, 2)) for centre in centres])
counts = range(2, 9)
labels = [kmeans2(points, count, minit="++", seed=1, iter=50)[1] for count in counts]


def paper(points, label):
    """S_Dbw of Halkidi and Vazirgiannis (2001)."""
    groups = [points[label == group] for group in np.unique(label)]
    middles = [group.mean(axis=0) for group in groups]
    sizes = [np.linalg.norm(group.var(axis=0)) for group in groups]
    radius = np.sqrt(sum(sizes)) / len(groups)

    def density(place, *members):
        near = np.concatenate([groups[i] for i in members]) - place
        return (np.linalg.norm(near, axis=1) <= radius).sum()

    own = [density(middle, i) for i, middle in enumerate(middles)]
    between = [
        density((middles[i] + middles[j]) / 2, i, j) / max(own[i], own[j])
        for i in range(len(groups))
        for j in range(len(groups))
        if i != j
    ]
    return np.mean(sizes) / np.linalg.norm(points.var(axis=0)) + np.mean(between)


best = {}
for name, unit in {"0 to 1": 1, "0 to 0.1": 0.1, "0 to 1/255": 1 / 255}.items():
    for kind in "package", "paper":
        if kind == "paper":
            values = [paper(unit * points, label) for label in labels]
        else:
            values = [S_Dbw(unit * points, label, method="Halkidi", nearest_centr=False) for label in labels]
        best[name, kind] = counts[int(np.argmin(values))]
        print(f"{name}, {kind}: {' '.join(f'{v:.2f}' for v in values)}, best with {best[name, kind]}")
assert {v for (_, kind), v in best.items() if kind == "paper"} == {4}
assert best["0 to 1", "package"] == 4 and best["0 to 1/255", "package"] != 4
PYTHON
