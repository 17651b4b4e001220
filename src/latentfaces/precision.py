"""bfloat16 in training, where the machine is faster with it: CPUs with AMX, and GPUs of the last years, are."""

import time

from latentfaces.backend import keras, ops, tf

MIN_SPEEDUP = 1.5


def compute_in_bfloat16(model):
    """Lets all layers of a Keras model but the last compute in bfloat16; weights and output stay float32."""
    for layer in model.layers[:-1]:
        layer.dtype_policy = keras.DTypePolicy("mixed_bfloat16")


def fastest_precision():
    """ "bfloat16" if this machine convolves at least `MIN_SPEEDUP` times faster in it, else "float32".

    Measured in half a second on the convolution that weighs most in these networks, the best of five turns each,
    so that other work on the machine does not decide.
    """
    seconds = {}
    for dtype in ("float32", "bfloat16"):
        x, kernel = ops.ones((64, 16, 16, 64), dtype), ops.ones((4, 4, 64, 128), dtype)
        convolve = tf.function(lambda x=x, kernel=kernel: ops.sum(ops.conv(x, kernel, padding="same")))
        float(convolve())
        seconds[dtype] = min(_seconds(convolve) for _ in range(5))
    return "bfloat16" if seconds["float32"] > MIN_SPEEDUP * seconds["bfloat16"] else "float32"


def _seconds(call):
    began = time.perf_counter()
    float(call())
    return time.perf_counter() - began
