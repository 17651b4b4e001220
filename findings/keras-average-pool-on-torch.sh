#!/bin/sh
# On PyTorch, Keras' average pooling counts the last row of a picture twice.
#
# keras 3.15.1, tensorflow 2.21.0, torch 2.13.0. With padding "same" the padding is no part of an average on
# TensorFlow. Where one side needs a pixel of padding more than the other, as with even pictures, windows of 3 and strides
# of 2, Keras repeats the last row and column before PyTorch pools, and they weigh double. A flat picture and odd sizes
# hide it. Weights that move to the other engine meet other features at the right and lower edges. Seen, as the lowest
# row of averages of the numbers 1 to size^2 in reading order:
#
#     tensorflow: size 6 [29.0, 31.0, 32.5], size 5 [19.0, 20.5, 22.0]
#     torch: size 6 [30.0, 32.0, 33.667], size 5 [19.0, 20.5, 22.0]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow==2.21.0 torch==2.13.0
cat >"$folder/pool.py" <<'PYTHON'
import keras
import numpy as np

seen = {}
for size in (6, 5):
    picture = np.arange(1, 1 + size**2, dtype="float32").reshape(1, size, size, 1)
    pooled = keras.ops.convert_to_numpy(keras.ops.average_pool(picture, 3, 2, padding="same"))
    seen[size] = [round(float(x), 3) for x in pooled[0, -1, :, 0]]
engine = keras.backend.backend()
print(f"{engine}: " + ", ".join(f"size {size} {row}" for size, row in seen.items()))
assert seen[6] == ([30.0, 32.0, 33.667] if engine == "torch" else [29.0, 31.0, 32.5])
assert seen[5] == [19.0, 20.5, 22.0]
PYTHON
for backend in tensorflow torch; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/pool.py" 2>"$folder/stderr" ||
        { cat "$folder/stderr"; exit 1; }
done
