"""More than one GPU or TPU core: `keras.distribution` on JAX divides each batch into equal parts, one for each device.

If several processes train together (see `hosts`), it uses the devices of all of them.
"""

import contextlib
from collections.abc import Iterator

from latentfaces.arrays import Tensor
from latentfaces.backend import ON_JAX, keras
from latentfaces.checks import is_whole_number, told
from latentfaces.errors import LatentFacesError
from latentfaces.training import hosts


@contextlib.contextmanager
def data_parallel(batch_size: int, devices: int | None = None) -> Iterator[int]:
    """Context: models built and trained in it use n devices; None means all. It gives n.

    The gradients are those of the whole batch, so the losses do not depend on the number of devices (up to rounding).
    Raises LatentFacesError for more devices than there are, several on TensorFlow, fewer than all if several processes
    share them, or a batch that cannot be divided equally.
    """
    found = keras.distribution.list_devices() if ON_JAX else ["the one that TensorFlow trains on"]
    n = len(found) if devices is None else devices
    if not is_whole_number(n, 1, len(found)):
        more = "" if ON_JAX else "; for more than one, set KERAS_BACKEND=jax"
        raise LatentFacesError(f"Cannot train on {told(n)} devices: found {len(found)} ({', '.join(found)}){more}.")
    if n < len(found) and hosts.count() > 1:
        raise LatentFacesError(f"Several processes train on all of their {len(found)} devices; omit devices.")
    if batch_size % n:
        fit = ", ".join(str(m) for m in range(1, len(found) + 1) if batch_size % m == 0)
        mend = f"choose devices={fit}" if hosts.count() == 1 else "change the preset's batch_size"
        raise LatentFacesError(f"A batch of {batch_size} does not divide into {n} equal parts; {mend}.")
    if n == 1:
        yield 1
    else:
        with keras.distribution.DataParallel(devices=found[:n], auto_shard_dataset=False).scope():
            yield int(n)


def sharded(x: Tensor) -> Tensor:
    """A tensor (N, ...) of a step, divided among the devices."""
    spread_over = keras.distribution.distribution()
    if spread_over is None:
        return x
    return keras.distribution.distribute_tensor(x, spread_over.get_data_layout(x.shape))
