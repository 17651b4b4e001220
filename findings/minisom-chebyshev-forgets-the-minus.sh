#!/bin/sh
# With activation_distance="chebyshev", a map of minisom gives six of seven points to a neuron that is not the nearest.
#
# minisom 2.3.6. A point belongs to the neuron whose weights are nearest to it; 'chebyshev' is one of four documented
# distances, and is the largest absolute difference of two vectors. The code takes the largest difference without the
# absolute value. Where all weights of a neuron are above the point, this "distance" is negative, and the further away
# the neuron, the smaller it is. So winner(), which is also the heart of the training, prefers neurons with large
# weights. Nothing warns, the other distances are right. Whoever sorts faces or their colours on a map by the largest
# difference gets a map that is hardly used, and trained with the wrong winners. Seen, for 500 points of 3 numbers and
# 6 x 6 neurons that start at some of the points, with the distances of scipy:
#
#     euclidean: winner() is nearest for 100%, 35 neurons win
#     manhattan: winner() is nearest for 100%, 35 neurons win
#     chebyshev: winner() is nearest for 14%, 12 neurons win
#     own function: winner() is nearest for 100%, 35 neurons win
#     a point at 0, neurons at 0.1 and 5: the winner is the one at 5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet minisom==2.3.6 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from minisom import MiniSom
from scipy.spatial.distance import cdist

side = 6
points = np.random.default_rng(0).normal(size=(500, 3))


def own(point, weights):
    return np.abs(point - weights).max(axis=-1)


distances = {"euclidean": "euclidean", "manhattan": "cityblock", "chebyshev": "chebyshev", own: "chebyshev"}
for chosen, name in distances.items():
    som = MiniSom(side, side, 3, activation_distance=chosen, random_seed=0)
    som.random_weights_init(points)
    winners = [int(x) * side + int(y) for x, y in map(som.winner, points)]
    far = cdist(points, som.get_weights().reshape(-1, 3), name)
    right = np.mean(far[np.arange(len(points)), winners] <= far.min(axis=1) + 1e-9)
    label = chosen if isinstance(chosen, str) else "own function"
    print(f"{label}: winner() is nearest for {right:.0%}, {len(set(winners))} neurons win")
    assert right < 0.3 and len(set(winners)) < 20 if label == "chebyshev" else right == 1

som = MiniSom(1, 2, 3, sigma=0.5, activation_distance="chebyshev")
som.get_weights()[0] = [[0.1, 0.1, 0.1], [5, 5, 5]]
winner = som.winner(np.zeros(3))
print(f"a point at 0, neurons at 0.1 and 5: the winner is the one at {som.get_weights()[winner][0]:g}")
assert som.get_weights()[winner][0] == 5
PYTHON
