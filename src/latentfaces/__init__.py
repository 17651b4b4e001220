"""latentfaces: train small GANs on cartoon faces, then see and measure what their latent space means.

The public names are those of `__init__.pyi`, one by one; each is loaded from its room when it is first asked for,
so that nothing waits for Keras that does not need it.
"""

import os

import lazy_loader

# TensorFlow greets every import with lines about CPUs and missing GPUs; a value set by the user is kept.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
