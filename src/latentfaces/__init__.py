"""latentfaces: train small GANs on cartoon faces, then see and measure what their latent space means.

`__init__.pyi` lists the public names. Each is loaded from its module at its first use, so that nothing waits for Keras
unless it needs it.
"""

import os

import lazy_loader

# TensorFlow prints lines about CPUs and missing GPUs at every import; a value set by the user is kept.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
