"""Measures: numbers computed only from images: features, distances between sets of faces, near neighbours, traits.

No measure depends on a model.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
