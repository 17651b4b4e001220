#!/bin/sh
# The homogeneity of permetrics is 0.80 for random groups: groups beyond the number of classes count as perfect.
#
# permetrics 2.1.0 with numpy 2.4.6 and scipy 1.17.1. Its ClusteringMetric says that homogeneity_score measures how far
# each cluster has members of one class only, from 0 to 1. The entropy in the clusters is summed over the labels that
# the classes have, not over those that the clusters have, so with 2 classes only clusters 0 and 1 are looked at, and
# all others are taken for pure. The more clusters, the better the score. Completeness, with the roles exchanged, has
# the same fault where classes outnumber clusters, and the V-measure is made of both. Its DBCVI, the density-based index
# of Moulavi, takes sum(d ** n) ** (1 / n) for the distance to the core where sum(d ** -n) ** (-1 / n) belongs: the
# farthest points of a group count instead of its nearest, and two clear bows get less than 0, which means "not
# groups". Its silhouette, its Davies-Bouldin and its adjusted Rand index agree with scikit-learn. Seen, for groups
# that are drawn at random, and for two bows that do not touch:
#
#     2 classes, 2 random groups: homogeneity 0.00, by hand 0.00
#     2 classes, 5 random groups: homogeneity 0.64, by hand 0.01
#     2 classes, 10 random groups: homogeneity 0.80, by hand 0.01
#     10 classes, 2 random groups: completeness 0.80, by hand 0.01
#     two bows: DBCVI -0.27, by hand 0.50
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet permetrics==2.1.0 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from permetrics import ClusteringMetric
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist


def entropy(counts):
    shares = counts[counts > 0] / counts.sum()
    return -(shares * np.log(shares)).sum()


def homogeneity(classes, groups):
    table = np.array([[np.sum((classes == a) & (groups == b)) for a in np.unique(classes)] for b in np.unique(groups)])
    inside = sum(row.sum() * entropy(row) for row in table) / table.sum()
    return 1 - inside / entropy(table.sum(axis=0))


random = np.random.default_rng(0)
classes = np.repeat([0, 1], 100)
found = []
for count in 2, 5, 10:
    groups = random.integers(0, count, 200)
    here, right = ClusteringMetric(y_true=classes, y_pred=groups).homogeneity_score(), homogeneity(classes, groups)
    print(f"2 classes, {count} random groups: homogeneity {here:.2f}, by hand {right:.2f}")
    found.append((here, right))
here = ClusteringMetric(y_true=groups, y_pred=classes).completeness_score()
print(f"10 classes, 2 random groups: completeness {here:.2f}, by hand {homogeneity(classes, groups):.2f}")
assert np.isclose(*found[0]) and found[1][0] > 0.55 and here > 0.75 and found[2][0] > 0.75 and found[2][1] < 0.05


def density_based(points, groups):
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    size, core = points.shape[1], np.zeros(len(points))
    for rows in members:
        far = cdist(points[rows], points[rows])
        np.fill_diagonal(far, np.inf)
        core[rows] = ((far ** -float(size)).sum(axis=1) / (len(rows) - 1)) ** (-1 / size)
    reach = np.maximum(cdist(points, points), np.maximum(core[:, None], core))
    inner, sparse = [], []
    for rows in members:
        tree = minimum_spanning_tree(reach[np.ix_(rows, rows)]).toarray()
        tree += tree.T
        middle = (tree > 0).sum(axis=0) > 1
        inner.append(rows[middle])
        sparse.append(tree[np.ix_(middle, middle)].max())
    apart = reach[np.ix_(*inner)].min()
    return sum(len(rows) * (apart - wide) / max(apart, wide) for rows, wide in zip(members, sparse)) / len(points)


turn = np.linspace(0, np.pi, 100)
bows = np.r_[np.c_[np.cos(turn), np.sin(turn)], np.c_[1 - np.cos(turn), 0.5 - np.sin(turn)]]
bows += random.normal(0, 0.03, bows.shape)
here, right = ClusteringMetric(X=bows, y_pred=classes).DBCVI(), density_based(bows, classes)
print(f"two bows: DBCVI {here:.2f}, by hand {right:.2f}")
assert here < 0 and right > 0.4
PYTHON
