#!/bin/sh
# JAX takes several times as long to compile random numbers in the shape of a kernel as the same numbers in a row.
#
# jax 0.10.2 on a CPU: uniform(key, (4, 4, 32, 64)) and uniform(key, (32768,)) are the same numbers in the same order, but
# the first compiles for 6 times as long, and (8, 8, 8, 16) for 11. Each number's counter is computed from its index in
# every dimension, and this is compiled into the rounds of the generator; with jax_threefry_partitionable off (the default
# before 0.5, other numbers) both shapes take equally long. Each new shape is compiled anew, so a new Keras network waits
# longest, because its kernels have many shapes. To draw in a row and reshape saves most of this. Seen, in seconds of one
# core:
#
#     partitionable (default): (32768,) 0.40, (4, 4, 32, 64) 2.56, same numbers
#     partitionable (default): (8192,) 0.40, (8, 8, 8, 16) 4.28, same numbers
#     not partitionable: (32768,) 0.42, (4, 4, 32, 64) 0.41, same numbers
#     not partitionable: (8192,) 0.39, (8, 8, 8, 16) 0.37, same numbers
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jax==0.10.2 jaxlib==0.10.2
cat >"$folder/compile.py" <<'PYTHON'
import sys
import time

import jax
import numpy as np

key = jax.random.key(0)


def drawn(shape):
    """Numbers of that shape, and the seconds of one core that JAX took for them, nearly all to compile."""
    begin = time.process_time()
    numbers = np.asarray(jax.random.uniform(key, shape))
    return numbers, time.process_time() - begin


name = sys.argv[1]
jax.config.update("jax_threefry_partitionable", name == "partitionable (default)")
drawn((3,))
for shape in [(4, 4, 32, 64), (8, 8, 8, 16)]:
    row, short = drawn((int(np.prod(shape)),))
    kernel, long = drawn(shape)
    assert np.array_equal(kernel.ravel(), row)
    print(f"{name}: {row.shape} {short:.2f}, {shape} {long:.2f}, same numbers")
    if name == "partitionable (default)":
        assert long > 2.5 * short, (long, short)
    else:
        assert long < 2 * short, (long, short)
PYTHON
for name in "partitionable (default)" "not partitionable"; do
    JAX_PLATFORMS=cpu "$folder/venv/bin/python" "$folder/compile.py" "$name"
done
