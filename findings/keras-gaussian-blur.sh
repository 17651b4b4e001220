#!/bin/sh
# Keras' gaussian_blur takes the rows of a picture for its channels on JAX, unless it is told the data_format.
#
# keras 3.15.1, keras.ops.image.gaussian_blur of one white pixel, with channels last as everywhere by default. On JAX
# (0.10.2) the rows above and below stay black and half of the light is lost; data_format="channels_last" mends it.
# On TensorFlow (2.21.0) a kernel of 3 x 3 is right, but one of 5 x 3 puts more light two pixels away than one pixel away.
# Both pad with black, so that an even picture gets dark edges. Seen:
#
#     jax: light 0.45, row above 0.00, at the side 0.12, edge of an even picture 0.33
#     jax, channels_last: light 1.00, row above 0.12, at the side 0.12, edge of an even picture 0.73
#     tensorflow: light 1.00, row above 0.12, at the side 0.12, edge of an even picture 0.73
#     tensorflow, 5 x 3: two rows above 0.024, one row above 0.016
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 tensorflow==2.21.0
cat >"$folder/blur.py" <<'PYTHON'
import keras
import numpy as np


def blurred(image, **kernel):
    return keras.ops.convert_to_numpy(keras.ops.image.gaussian_blur(image[None, :, :, None], **kernel))[0, :, :, 0]


pixel = np.zeros((7, 7), "float32")
pixel[3, 3] = 1
engine = keras.backend.backend()
right = [1.0, 0.12, 0.12, 0.73]
cases = {"jax": ({}, [0.45, 0.0, 0.12, 0.33]), "jax, channels_last": ({"data_format": "channels_last"}, right)}
for name, (told, expected) in (cases if engine == "jax" else {"tensorflow": ({}, right)}).items():
    pictures = (pixel, np.ones((7, 7), "float32"))
    y, even = (blurred(picture, kernel_size=(3, 3), sigma=(1.0, 1.0), **told) for picture in pictures)
    seen = [round(float(value), 2) for value in (y.sum(), y[2, 3], y[3, 2], even[3, 0])]
    print("{}: light {:.2f}, row above {:.2f}, at the side {:.2f}, edge of an even picture {:.2f}".format(name, *seen))
    assert seen == expected
if engine == "tensorflow":
    far, near = blurred(pixel, kernel_size=(5, 3), sigma=(2.0, 0.5))[1:3, 3]
    print(f"tensorflow, 5 x 3: two rows above {far:.3f}, one row above {near:.3f}")
    assert far > near
PYTHON
KERAS_BACKEND=jax "$folder/venv/bin/python" "$folder/blur.py"
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/blur.py"
