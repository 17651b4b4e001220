"""latentfaces: train small GANs on cartoon faces, then see and measure what their latent space means."""

import importlib
import os

# TensorFlow greets every import with lines about CPUs and missing GPUs; a value set by the user is kept.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

_HOMES = {
    "errors": ("LatentFacesError",),
    "presets": ("Preset", "Optimizer", "PRESETS", "get_preset"),
    "faces": ("Faces",),
    "datasets": ("load_faces",),
    "pictures": ("to_uint8", "grid"),
    "training": ("train",),
    "pretrained": ("load_generator",),
    "latent": ("sample_latent", "generate", "average_faces", "lerp", "slerp", "walk"),
    "metrics": ("evaluate",),
    "views": ("View",),
    "scenes": ("picture",),
    "explorer": ("explore",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = list(_HOME_OF)


def __getattr__(name):
    """Loads a name from its module when it is first asked for: rendering faces does not wait for TensorFlow."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
