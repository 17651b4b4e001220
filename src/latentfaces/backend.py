"""Keras and its engine, TensorFlow or JAX (`KERAS_BACKEND`), imported without the lines that TensorFlow's C++ prints.

Every module imports them from here. No log level suppresses those lines, because they are printed before logging is set
up; a notebook would show them in red above the first picture.
"""

import contextlib
import importlib.util
import os
import platform
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

from latentfaces.arrays import Tensor
from latentfaces.errors import LatentFacesError

ENGINES = {"tensorflow": "TensorFlow", "jax": "JAX"}


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Context: output to the process's stderr, also from C++, is shown only if an exception ends the context."""
    screen = os.dup(2)
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            try:
                yield
            finally:
                os.dup2(screen, 2)
                os.close(screen)
        except Exception:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise


@contextlib.contextmanager
def _deferred_interrupt() -> Iterator[None]:
    """Context: Ctrl-C takes effect at the end, because some imports swallow it, or fail in another way later."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    arrived: list[int] = []
    signal.signal(signal.SIGINT, lambda number, frame: arrived.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if arrived:
        raise KeyboardInterrupt


def _why_keras_cannot_start(error: Exception) -> str:
    absent = getattr(error, "name", None)
    if absent not in ENGINES:
        return f"Keras cannot start ({error}); install the engine that it is set to, or set KERAS_BACKEND=tensorflow."
    (other,) = ENGINES.keys() - {absent}
    if importlib.util.find_spec(other):
        return (
            f"Keras is set to {ENGINES[absent]}, which is not installed; set KERAS_BACKEND={other} to use "
            f"{ENGINES[other]}, or `pip install {absent}`."
        )
    return "Keras needs TensorFlow or JAX, and neither is installed; `pip install tensorflow`."


with _deferred_interrupt(), _quiet_stderr():
    try:
        import keras
    except (ImportError, ValueError) as error:
        raise LatentFacesError(_why_keras_cannot_start(error)) from error
    from keras import layers, ops

    if keras.backend.backend() not in ("tensorflow", "jax"):
        raise LatentFacesError(
            f'Keras is set to "{keras.backend.backend()}"; set KERAS_BACKEND to tensorflow or to jax.'
        )

    tf: Any
    jax: Any
    EngineError: Any
    xla_bridge: Any
    ON_JAX = keras.backend.backend() == "jax"
    if ON_JAX:
        import jax

        try:
            from jax._src import xla_bridge  # no public name says whether JAX has started
        except ImportError:
            xla_bridge = None
        tf, EngineError = None, jax.errors.JaxRuntimeError
        with contextlib.suppress(ImportError):
            import tensorflow  # noqa: F401 (Keras and TensorBoard would, with all its lines)
    else:
        import tensorflow

        tf, jax, EngineError = tensorflow, None, tensorflow.errors.OpError
        # Batches of faces have many sizes, and TensorFlow warns that it compiles for each.
        tf.get_logger().setLevel("ERROR")


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of tensors, compiled at its first call."""
    return jax.jit(function) if ON_JAX else tf.function(function)


def cores() -> int:
    """The number of CPU cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def use_threads(n: int | None) -> int:
    """Makes the engine compute with n threads on the CPU, unless it has started; returns the number that it uses.

    None: what the engine's own setting says, else one for each of the `cores`. A version of JAX that does not say
    whether it has started keeps its setting, so that the number that is returned is true.
    """
    if ON_JAX:
        # JAX reads this variable when it starts, and has no other setting.
        if xla_bridge and not xla_bridge.backends_are_initialized():
            os.environ["PJRT_NPROC"] = str(n or _set_in("PJRT_NPROC", "NPROC") or cores())
        return _set_in("PJRT_NPROC", "NPROC") or cores()
    settings = tf.config.threading
    wanted = n or settings.get_intra_op_parallelism_threads() or _set_in("TF_NUM_INTRAOP_THREADS") or cores()
    with contextlib.suppress(RuntimeError):  # it has started
        settings.set_intra_op_parallelism_threads(wanted)
    return settings.get_intra_op_parallelism_threads() or _set_in("TF_NUM_INTRAOP_THREADS") or cores()


def _set_in(*variables: str) -> int:
    """The number in the first of these environment variables that holds one, else 0."""
    return next((int(text) for name in variables if (text := os.environ.get(name, "")).isdecimal()), 0)


def kinds_of_accelerators() -> list[str]:
    """The name of each GPU or TPU core that the engine sees."""
    if ON_JAX:
        return [device.device_kind for device in jax.devices() if device.platform != "cpu"]
    gpus = tf.config.list_physical_devices("GPU")
    return [tf.config.experimental.get_device_details(gpu).get("device_name", "GPU") for gpu in gpus]


def machine() -> str:
    """The hardware in words: "2 CPU cores, x86_64" or "8 x NVIDIA H100 80GB HBM3"."""
    kinds = kinds_of_accelerators()
    if kinds:
        return f"{len(kinds)} x {kinds[0]}"
    return f"{cores()} CPU core{'s' if cores() > 1 else ''}, {platform.machine()}"


def compiled_network(network: keras.Model) -> Callable[[Tensor], Tensor]:
    """A compiled function x -> network(x), not in training mode; it follows changes of the network's weights.

    JAX compiles for each number of rows of x; TensorFlow compiles twice, for the first number and for all others.
    """
    if not ON_JAX:
        return tf.function(lambda x: network(x, training=False), reduce_retracing=True)
    # Weights are arguments, because JAX treats outside values in a compiled function as constants.
    call = jax.jit(lambda weights, x: network.stateless_call(*weights, x, training=False)[0])

    def values(variables: list[keras.Variable]) -> list[Tensor]:
        return [variable.value for variable in variables]

    return lambda x: call([values(network.trainable_variables), values(network.non_trainable_variables)], x)


__all__ = [
    "ENGINES",
    "ON_JAX",
    "EngineError",
    "compiled",
    "compiled_network",
    "cores",
    "jax",
    "keras",
    "kinds_of_accelerators",
    "layers",
    "machine",
    "ops",
    "tf",
    "use_threads",
]
