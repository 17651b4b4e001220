"""Models: a preset (the recipe) -> networks -> a generator, trained or shipped, with its card and its directions.

`catalogue` lists the models and finds their folders without an engine, `pretrained` opens one, `evaluation` measures
one, and `publish` makes one of a run.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
