"""Keras and TensorFlow, imported without the lines that TensorFlow's C++ writes to stderr while it loads.

Every module takes them from here. No log level reaches those lines, because they come before logging is set up;
in a notebook they would stand in red above the first picture.
"""

import contextlib
import os


@contextlib.contextmanager
def _silent_stderr():
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


with _silent_stderr():
    import keras
    import tensorflow as tf
    from keras import layers, ops

# Faces come in batches of many sizes, and TensorFlow warns of compiling for each.
tf.get_logger().setLevel("ERROR")

__all__ = ["keras", "layers", "ops", "tf"]
