#!/bin/sh
# The HDBSCAN of hdbscan-ts takes most points of clear groups for strays, and splits what is left of a group.
#
# hdbscan-ts 1.0.17 on Node.js, scikit-learn 1.9.1 in Python. HDBSCAN drops points one by one as the density that it
# asks for grows, and a group that loses single points stays the same group. hdbscan-ts makes a new group each time,
# nested in the one before, and keeps a group only if it is more stable than all that are nested in it together. So
# mostly small innermost groups win, of little more than the least size. It also takes squared distances for distances,
# and its stability of a group is that of one point times their number. A probability never reaches 1, which the surest
# point of each group should have. The README names the method and its paper, and its example of seven points is right.
# So a map of faces with plain groups seems to be noise for the most part. Nothing warns. Seen, for groups of points in
# a plane with a deviation of 0.5, and five as the least size:
#
#     3 groups of 40, 6 apart: groups of 7 8 5 8 6, 86 strays, probability up to 0.63
#         scikit-learn: groups of 40 40 40, 0 strays, probability up to 1.00
#     3 groups of 40, 20 apart: groups of 7 8 5 6 7, 87 strays, probability up to 0.45
#         scikit-learn: groups of 40 40 40, 0 strays, probability up to 1.00
#     2 groups of 40, 6 apart: groups of 7 5 16, 52 strays, probability up to 0.52
#         scikit-learn: groups of 40 40, 0 strays, probability up to 1.00
#     3 groups of 10, 6 apart: groups of 6 7 6, 11 strays, probability up to 0.70
#         scikit-learn: groups of 10 10 10, 0 strays, probability up to 1.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
npm install --silent --prefix "$folder" hdbscan-ts@1.0.17
cat >"$folder/groups.cjs" <<'JAVASCRIPT'
const { HDBSCAN } = require("hdbscan-ts");
const sets = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const results = sets.map((points) => {
  const model = new HDBSCAN({ minClusterSize: 5, minSamples: 5 });
  model.fit(points);
  return [model.labels_, model.probabilities_];
});
console.log(JSON.stringify(results));
JAVASCRIPT
OMP_NUM_THREADS=1 "$folder/venv/bin/python" - "$folder/groups.cjs" <<'PYTHON'
import json
import subprocess
import sys

import numpy as np
from sklearn.cluster import HDBSCAN

rng = np.random.default_rng(0)
sets = {}
for groups, size, far in ((3, 40, 6), (3, 40, 20), (2, 40, 6), (3, 10, 6)):
    middles = far * np.array([[0, 0], [1, 0], [0, 1]])[:groups]
    points = np.concatenate([middle + 0.5 * rng.normal(size=(size, 2)) for middle in middles])
    sets[f"{groups} groups of {size}, {far} apart"] = points, np.repeat(np.arange(groups), size)


def sizes(labels):
    count = [int((labels == label).sum()) for label in range(labels.max() + 1)]
    return f"groups of {' '.join(map(str, count))}, {(labels < 0).sum()} strays"


given = json.dumps([points.tolist() for points, _ in sets.values()])
reply = subprocess.run(["node", sys.argv[1]], input=given, capture_output=True, text=True, check=True).stdout
for (name, (points, truth)), (labels, surety) in zip(sets.items(), json.loads(reply), strict=True):
    labels = np.array(labels)
    # scikit-learn counts a point among its own neighbours, and hdbscan-ts does not.
    right = HDBSCAN(min_cluster_size=5, min_samples=6, copy=True).fit(points)
    print(f"{name}: {sizes(labels)}, probability up to {max(surety):.2f}")
    print(f"    scikit-learn: {sizes(right.labels_)}, probability up to {right.probabilities_.max():.2f}")
    together = (truth[:, None] == truth) == (right.labels_[:, None] == right.labels_)
    assert together.all() and right.labels_.min() == 0
    assert (labels < 0).mean() > 0.3 and max(surety) < 0.9
PYTHON
