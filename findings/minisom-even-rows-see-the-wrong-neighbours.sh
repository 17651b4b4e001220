#!/bin/sh
# A hexagonal map of minisom with an even number of rows measures the distances to neurons that are not neighbours.
#
# minisom 2.3.6. distance_map() gives each neuron the sum, or mean, of the distances to its neighbours, and is what
# people plot to see groups. With topology="hexagonal", every second row stands half a step to the left, as
# get_euclidean_coordinates() shows. Which rows these are is counted from the last row, but distance_map() counts from
# the first. For an odd number of rows both agree. For an even number, two of the six neighbours in each cell are
# replaced by two neurons 1.73 steps away. The rest of the package (neighbourhood, topographic_error()) goes by the
# coordinates. Nothing warns. A map of 8 x 8, which the documentation recommends as an example, shows borders between
# faces in the wrong cells. Seen, where the weights are the places of the neurons, so all six neighbours are 1 away:
#
#     7 rows: means from 1.000 to 1.000, 0 pairs of 278 are not neighbours
#     8 rows: means from 0.774 to 1.000, 98 pairs of 322 are not neighbours
#     9 rows: means from 1.000 to 1.000, 0 pairs of 366 are not neighbours
#     10 rows: means from 0.774 to 1.000, 126 pairs of 410 are not neighbours
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet minisom==2.3.6 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from minisom import MiniSom

columns = 8
for rows in 7, 8, 9, 10:
    som = MiniSom(columns, rows, 2, topology="hexagonal", random_seed=0)
    places = np.stack(som.get_euclidean_coordinates(), axis=-1)
    weights = som.get_weights()
    weights[:] = places
    means = som.distance_map(scaling="mean")

    # Move one neuron at a time: the cells whose sums change are the ones that count it as a neighbour.
    pairs, wrong = 0, 0
    for x, y in np.ndindex(columns, rows):
        weights[:] = 0
        weights[x, y] = 1
        counts = som.distance_map(scaling="sum") > 0
        counts[x, y] = False
        steps = np.linalg.norm(places - places[x, y], axis=-1)[counts]
        pairs += len(steps)
        wrong += (steps > 1.01).sum()
    print(f"{rows} rows: means from {means.min():.3f} to {means.max():.3f}, ", end="")
    print(f"{wrong} pairs of {pairs} are not neighbours")
    steps = np.linalg.norm(places[:, :, None, None] - places, axis=-1)
    assert np.isclose(np.min(steps[steps > 0]), 1) and (np.abs(steps - 1) < 1e-9).sum() >= 4 * columns * rows
    if rows % 2:
        assert np.allclose(means, 1) and wrong == 0
    else:
        assert means.min() < 0.8 and wrong > pairs / 10
PYTHON
