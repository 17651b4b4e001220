#!/bin/sh
# TensorFlow's erfinv makes an infinite normal number of a uniform one that is below 1.
#
# tensorflow 2.21.0, jax 0.10.2, scipy 1.17.1. sqrt(2) erfinv(u) makes a normal z of a u that is uniform in (-1, 1).
# TensorFlow adds 1 to u first, which takes the last bit of a float32 near 1: the 3rd, 4th and 5th below 1 get the same z,
# and the largest below 1 gets infinity, where float32 has 5.42. At -1 nothing is lost, so the two tails differ. JAX is
# right to four digits on both sides. Seen, for the 1st, 3rd, 5th and 17th float32 below 1:
#
#     scipy:      [5.42, 5.2201, 5.1247, 4.889]
#     tensorflow: [inf, 5.1666, 5.1666, 4.901], and of -u: [-5.42, -5.2201, -5.1247, -4.889]
#     jax:        [5.42, 5.2201, 5.1247, 4.889], and of -u: [-5.42, -5.2201, -5.1247, -4.889]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow==2.21.0 jax==0.10.2 scipy==1.17.1
TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - 2>"$folder/stderr" <<'PYTHON' || { cat "$folder/stderr"; exit 1; }
import jax
import numpy as np
import scipy.special
import tensorflow as tf

u = (1 - np.array([1, 3, 5, 17]) * 2.0**-24).astype("float32")
true = 2**0.5 * scipy.special.erfinv(u.astype("float64"))
print("scipy:     ", true.round(4).tolist())
seen = {}
for name, erfinv in (("tensorflow", tf.math.erfinv), ("jax", jax.scipy.special.erfinv)):
    above, below = (2**0.5 * np.asarray(erfinv(x), "float64") for x in (u, -u))
    seen[name] = above, below
    print(f"{name + ':':11} {above.round(4).tolist()}, and of -u: {below.round(4).tolist()}")
above, below = seen["tensorflow"]
assert np.isinf(above[0]) and above[1] == above[2] and abs(above[3] - true[3]) > 0.01
assert all(np.allclose(z, sign * true, atol=1e-4) for z, sign in ((below, -1), (seen["jax"][0], 1)))
PYTHON
