"""Array types with shapes for signatures: n images, S pixels a side, d coordinates of z, f features.

A letter is the same number within a call: a function of two `Images` takes equally many of both, of one size. For type
checkers all of these are `np.ndarray`; the tests check type and shape at each call (jaxtyping, tests/conftest.py).
"""

from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Float32, Float64, Int64, UInt8

Face = UInt8[np.ndarray, "S S 3"]
Images = UInt8[np.ndarray, "n S S 3"]
ImageRows = UInt8[np.ndarray, "rows columns S S 3"]
Pictures = UInt8[np.ndarray, "... height width 3"]

Latent = Float32[np.ndarray, "d"]
Latents = Float32[np.ndarray, "n d"]

Features = Float64[np.ndarray, "n f"]
OtherFeatures = Float64[np.ndarray, "m f"]

PerImage = Float[np.ndarray, "n"]
Mask = Bool[np.ndarray, "n"]
Rows = Int64[np.ndarray, "n"]

Tensor = Any  # of TensorFlow, JAX or, before a network is called, Keras: mypy cannot use their types
