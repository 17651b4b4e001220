"""Experiments: claims about a model, each measured together with a control."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
