"""Faces: a name, a folder or an archive -> a `Faces` set, scanned, decoded, and cached."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
