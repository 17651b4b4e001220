#!/bin/sh
# On TensorFlow, Keras' "reflect" has another mirror left of a picture than right of it.
#
# keras 3.15.1, tensorflow 2.21.0, jax 0.10.2. For keras.ops.image.map_coordinates the documentation draws
# (d c b a | a b c d | d c b a): the pixel at the edge appears twice. TensorFlow does so beyond the last pixel. Before the
# first it mirrors about the pixel itself, so everything is one pixel further in, and at last one pixel comes twice. JAX
# does what is drawn. A warp that reads beyond the left edge (elastic_transform is made of this) so depends on the engine.
# Seen, of the pixels 0 1 2 3 at the places -4 to 7:
#
#     tensorflow: 3 3 2 1 | 0 1 2 3 | 3 2 1 0
#     jax: 3 2 1 0 | 0 1 2 3 | 3 2 1 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 jax==0.10.2
cat >"$folder/reflect.py" <<'PYTHON'
import keras
import numpy as np

pixels = np.arange(4, dtype="float32")
places = np.arange(-4, 8, dtype="float32")[None]
seen = keras.ops.image.map_coordinates(pixels, places, order=1, fill_mode="reflect")
seen = keras.ops.convert_to_numpy(seen).astype(int).reshape(3, 4).tolist()
engine = keras.backend.backend()
print(f"{engine}: " + " | ".join(" ".join(map(str, part)) for part in seen))
left = [3, 3, 2, 1] if engine == "tensorflow" else [3, 2, 1, 0]
assert seen == [left, [0, 1, 2, 3], [3, 2, 1, 0]]
PYTHON
for backend in tensorflow jax; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/reflect.py" 2>"$folder/stderr" ||
        { cat "$folder/stderr"; exit 1; }
done
