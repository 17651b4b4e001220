#!/bin/sh
# jax.random.key takes a seed of 64 bits and, by default, uses the lower 32 of them without a word.
#
# jax 0.10.2: the documentation says of the seed that it is "a 64- or 32-bit integer". Without jax_enable_x64 the upper
# half is lost, so that seeds of the form (run << 32) + step start the same noise in every run. fold_in takes 32 bits
# and raises an OverflowError for more. Seen, as the key and the first normal number:
#
#     seed 1: [0, 1], -0.15443718433380127
#     seed 2**32 + 1: [0, 1], -0.15443718433380127
#     seed 5 * 2**32: [0, 0], 1.622642159461975
#     seed 0: [0, 0], 1.622642159461975
#     seed 2**32 + 1 with jax_enable_x64: [1, 1]
#     fold_in of 2**32 + 1: OverflowError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jax==0.10.2
"$folder/venv/bin/python" - <<'PYTHON'
import jax


def start(seed):
    key = jax.random.key(seed)
    return jax.random.key_data(key).tolist(), float(jax.random.normal(key))


seen = {}
for name, seed in {"1": 1, "2**32 + 1": 2**32 + 1, "5 * 2**32": 5 * 2**32, "0": 0}.items():
    seen[name] = data, number = start(seed)
    print(f"seed {name}: {data}, {number}")
assert seen["1"] == seen["2**32 + 1"] and seen["0"] == seen["5 * 2**32"] and seen["0"] != seen["1"], seen
with jax.enable_x64(True):
    wide = start(2**32 + 1)[0]
print(f"seed 2**32 + 1 with jax_enable_x64: {wide}")
assert wide == [1, 1]
try:
    jax.random.fold_in(jax.random.key(0), 2**32 + 1)
    said = "nothing"
except OverflowError as error:
    said = type(error).__name__
print(f"fold_in of 2**32 + 1: {said}")
assert said == "OverflowError"
PYTHON
