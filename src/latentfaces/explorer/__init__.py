"""Explorer: sliders for the latent space, in a notebook.

A `View` (view) describes everything on screen; `scenes` draws it; `widget` reacts to the controls and shows the faces.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
