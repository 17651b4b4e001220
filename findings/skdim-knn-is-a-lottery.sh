#!/bin/sh
# The KNN estimate of scikit-dimension finds any dimension from 1 to 20 in points on a line: it looks at 3 to 6 of them.
#
# scikit-dimension 0.5.0. skdim.id.KNN() fits how the length of a graph grows with the number of points, and if no sizes
# are given, it draws one sample of 3, one of 4, one of 5 and one of 6 points, whatever the data hold. Its answer is
# mostly chance: it changes with random_state, comes without a warning, and often is the number of columns. With sizes
# of tens to hundreds, ps=np.array([50, 100, 200, 400]), it agrees with other estimates in low dimensions. The
# documentation names no default. So the "dimension" of a generator's pictures may be 1 or 20. Seen, for 1,000 uniform
# points of a line, a plane and a space in 20 columns, and 40 values of random_state:
#
#     a line: KNN() 1 to 20, right in 24 of 40; with ps right in 40 of 40; MLE 1.0
#     a plane: KNN() 1 to 20, right in 9 of 40; with ps right in 40 of 40; MLE 1.9
#     a space of 3: KNN() 1 to 20, right in 2 of 40; with ps right in 32 of 40; MLE 2.8
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-dimension==0.5.0 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import skdim

rng = np.random.default_rng(0)
for dimension, name in enumerate(("a line", "a plane", "a space of 3"), 1):
    axes = np.linalg.qr(rng.normal(size=(20, 20)))[0][:dimension]
    points = rng.uniform(size=(1000, dimension)) @ axes
    assert np.linalg.matrix_rank(points) == dimension

    def found(**options):
        return [int(skdim.id.KNN(random_state=s, **options).fit(points).dimension_) for s in range(40)]

    default, sized = found(), found(ps=np.array([50, 100, 200, 400]))
    right, right_sized = default.count(dimension), sized.count(dimension)
    mle = skdim.id.MLE().fit(points).dimension_
    print(f"{name}: KNN() {min(default)} to {max(default)}, right in {right} of 40; ", end="")
    print(f"with ps right in {right_sized} of 40; MLE {mle:.1f}")
    assert right < 30 and max(default) >= 10 and right_sized >= 30 and abs(mle - dimension) < 0.3
PYTHON
