"""Pictures: uint8 faces -> grids, labelled sheets, films."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
