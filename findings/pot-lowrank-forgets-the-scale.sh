#!/bin/sh
# POT's low-rank solver returns a cost that does not know how large the data are: all numbers times 10, the same cost.
#
# POT 0.9.7.post1, ot.solve_sample(x, y, method="lowrank"), the way to compare many vectors without the matrix of their
# distances. lowrank_sinkhorn divides the distances by a number that it takes from the data, and solve_sample cannot
# tell it otherwise; value and value_linear stay in that unit. The plan is right, and the mean squared distance along it
# has the unit of what the other methods return. The divisor depends on where the data lie, too: moving both sets
# together changes the cost. So the costs of two checkpoints, or in two spaces of features, cannot be compared.
# ot.lowrank_sinkhorn(..., rescale_cost=False), or a sum over the plan, gives the true one. Seen, for 200 points of 4
# numbers and 200 others:
#
#     two sets: value_linear 0.210, along its plan 17.5, exact 15.2
#     both times 10: value_linear 0.210, along its plan 1747.8, exact 1517.4
#     both moved by 20: value_linear 0.008, along its plan 15.8, exact 15.2
#     farther apart: value_linear 6.560, along its plan 3660.6, exact 3635.1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet POT==0.9.7.post1 numpy==2.4.6 scipy==1.17.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import ot

rng = np.random.default_rng(0)
first, noise = rng.normal(size=(2, 200, 4)) * [3, 2, 1, 0.5]
away = np.array([0, 2, 0, 3.2])
cases = {
    "two sets": (first, noise + away),
    "both times 10": (10 * first, 10 * (noise + away)),
    "both moved by 20": (first + 20, noise + away + 20),
    "farther apart": (first, noise + 16 * away),
}
seen = {}
for name, (x, y) in cases.items():
    distances = ((x[:, None] - y[None]) ** 2).sum(-1)
    result = ot.solve_sample(x, y, method="lowrank")
    exact = ot.solve_sample(x, y).value_linear
    assert all(np.allclose(result.plan.sum(axis), 1 / 200, rtol=1e-2) for axis in (0, 1))
    seen[name] = float(result.value_linear), float((result.plan * distances).sum()), float(exact)
    print("{}: value_linear {:.3f}, along its plan {:.1f}, exact {:.1f}".format(name, *seen[name]))
sets, larger, moved, far = seen.values()
assert all(value < true and true <= plan < 1.25 * true for value, plan, true in seen.values())
assert np.isclose(larger[0], sets[0], rtol=1e-3) and np.isclose(larger[2], 100 * sets[2])
assert moved[0] < 0.1 * sets[0] and np.isclose(moved[2], sets[2])
assert far[0] < 50 * sets[0] and far[2] > 200 * sets[2]
x, y = cases["two sets"]
*_, log = ot.lowrank_sinkhorn(x, y, rank=100, rescale_cost=False, log=True)
assert np.isclose(log["value_linear"], (log["lazy_plan"][:] * ((x[:, None] - y[None]) ** 2).sum(-1)).sum(), rtol=1e-3)
PYTHON
