"""Explorer: the latent space under one's hands, in a notebook.

A `View` (view) says all that is on screen; `scenes` draws it; `widget` hears the controls and shows what was drawn.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
