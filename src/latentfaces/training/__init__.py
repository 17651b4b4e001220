"""Training: one run, from its first step or its newest checkpoint to its last step.

`plan` says what is to be trained, `run` starts or resumes it; `gan` is the model that Keras fits, and
`step_tensorflow` and `step_jax` are its step.
Losses, augmentation, batches, callbacks, tracking, checkpoints, precision, devices and hosts each have a module.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
