#!/bin/sh
# pyDRMetrics trusts any map of the latent space: for one neighbour, trustworthiness is 1, even for a random map.
#
# pydrmetrics 0.0.8. Trustworthiness T subtracts, for each stranger among the k neighbours in a map, how many ranks too
# far away it was. The library counts one rank too few, so the nearest stranger is free, and divides by the number for
# k + 1 neighbours where it summed k. Its report draws T[0] at k = 1, and T[0] is 1 for every map. Read as T[k], it is
# too high as well. A perfect map rightly has 1, which hides it. People look at small numbers of neighbours, and there
# the error is largest. Continuity is computed in the same way. QNN, the share of neighbours that a map keeps, divides
# by one point too few and is above 1 for a perfect map. Comments in the code give the usual definitions. Seen, for maps
# of 200 points in ten dimensions, at k = 1, 2 and 5:
#
#     two of ten columns: T as drawn 1.000 0.839 0.725, as T[k] 0.839 0.773 0.714; scikit-learn 0.677 0.658 0.653
#     two of ten columns: mean of T from 1 to 99 0.774, scikit-learn 0.705
#     a random map: T as drawn 1.000 0.770 0.625, as T[k] 0.770 0.693 0.610; scikit-learn 0.540 0.538 0.527
#     a random map: mean of T from 1 to 99 0.644, scikit-learn 0.534
#     a perfect map: T as drawn 1.000 1.000 1.000, as T[k] 1.000 1.000 1.000; scikit-learn 1.000 1.000 1.000
#     a perfect map: mean of T from 1 to 99 1.000, scikit-learn 1.000
#     a perfect map: QNN 1.005 1.005 1.005, the share of kept neighbours 1.000 1.000 1.000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pydrmetrics==0.0.8 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 \
    pandas==3.1.1 matplotlib==3.11.2 tqdm==4.70.1
MPLBACKEND=Agg OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from pyDRMetrics.pyDRMetrics import DRMetrics
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(0)
points = rng.normal(size=(200, 10))
maps = {"two of ten columns": points[:, :2], "a random map": rng.normal(size=(200, 2)), "a perfect map": points}


def kept(one, other, k):
    near = [NearestNeighbors(n_neighbors=k).fit(x).kneighbors(return_distance=False) for x in (one, other)]
    return np.mean([len(np.intersect1d(*pair)) / k for pair in zip(*near)])


def shown(values):
    return " ".join(f"{value:.3f}" for value in values)


for name, place in maps.items():
    found = DRMetrics(points, place)
    right = np.array([trustworthiness(points, place, n_neighbors=k) for k in range(1, 100)])
    drawn, indexed = ([found.T[k - first] for k in (1, 2, 5)] for first in (1, 0))
    exact = [right[k - 1] for k in (1, 2, 5)]
    print(f"{name}: T as drawn {shown(drawn)}, as T[k] {shown(indexed)}; scikit-learn {shown(exact)}")
    print(f"{name}: mean of T from 1 to 99 {found.T[:99].mean():.3f}, scikit-learn {right.mean():.3f}")
    if name == "a perfect map":
        shares = [kept(points, place, k) for k in (1, 2, 5)]
        ratios = [found.QNN[k - 1] for k in (1, 2, 5)]
        print(f"{name}: QNN {shown(ratios)}, the share of kept neighbours {shown(shares)}")
        assert np.allclose(drawn + indexed + exact, 1) and np.allclose(shares, 1) and np.allclose(ratios, 200 / 199)
    else:
        assert drawn[0] == 1 and exact[0] < 0.7
        assert np.all(np.minimum(drawn, indexed) > np.add(exact, 0.03))
        assert found.T[:99].mean() > right.mean() + 0.03
PYTHON
