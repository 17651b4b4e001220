"""Models: a preset (the recipe) -> networks -> a generator, trained or shipped, with its card and its directions."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
