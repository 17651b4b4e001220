"""bfloat16 in training, if a measurement shows that the machine is faster with it, as a CPU with AMX is."""

import time
from collections.abc import Callable

from latentfaces.arrays import Tensor
from latentfaces.backend import EngineError, compiled, keras, ops
from latentfaces.training import hosts

MIN_SPEEDUP = 1.5


def compute_in_bfloat16(model: keras.Model) -> None:
    """Makes a Keras model compute in bfloat16 up to its last layer with weights; all weights stay float32."""
    last = max(i for i, layer in enumerate(model.layers) if layer.weights)
    for layer in model.layers[:last]:
        layer.dtype_policy = keras.DTypePolicy("mixed_bfloat16")


def fastest_precision() -> str:
    """ "bfloat16" if this machine convolves at least `MIN_SPEEDUP` times faster in it, else "float32".

    The convolution that costs most in these networks is measured, and the best of five turns counts, so that other work
    on the machine does not decide. A machine that cannot compute in bfloat16 trains in float32. If several processes
    train together, all use float32 unless all are faster in bfloat16.
    """
    try:
        seconds = {dtype: _seconds_to_convolve(dtype) for dtype in ("float32", "bfloat16")}
        is_slower = seconds["float32"] <= MIN_SPEEDUP * seconds["bfloat16"]
    except EngineError:
        is_slower = True
    return "float32" if hosts.anywhere(is_slower)[0] else "bfloat16"


def _seconds_to_convolve(dtype: str) -> float:
    x, kernel = ops.ones((64, 16, 16, 64), dtype), ops.ones((4, 4, 64, 128), dtype)
    convolve = compiled(lambda x: ops.sum(ops.conv(x, kernel, padding="same")))
    float(convolve(x))
    return min(_seconds(lambda: convolve(x)) for _ in range(5))


def _seconds(call: Callable[[], Tensor]) -> float:
    began = time.perf_counter()
    float(call())
    return time.perf_counter() - began
