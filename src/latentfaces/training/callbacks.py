"""The callbacks of training: progress, losses on disk, sample grids, checkpoints, a clean stop."""

import contextlib
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

import numpy as np
import PIL.Image
from IPython import get_ipython
from IPython.display import DisplayHandle, Image
from tensorboard.compat import tf as board_files
from tensorboard.summary import Writer

from latentfaces.arrays import Tensor
from latentfaces.backend import keras
from latentfaces.errors import LatentFacesError
from latentfaces.pictures.images import grid, png_bytes
from latentfaces.run_folder import LOSSES, RunFolder, StepTable
from latentfaces.storage import atomic_write, reporting_write_errors
from latentfaces.training import hosts
from latentfaces.training.checkpoints import save_checkpoint, save_weights
from latentfaces.training.gan import GAN

CHECKPOINT_SECONDS = 60
DISPLAY_SECONDS = 10
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
# The logs that Keras passes to a callback: the scalars of `GAN.train_step` as numbers.
Logs = Mapping[str, float]


class StepCallback(keras.callbacks.Callback):
    """A callback that counts the steps of the run, because Keras counts from 0 after each resume.

    step: the steps done when it is made; on_step(logs) is called after each further step.
    """

    def __init__(self, step: int):
        super().__init__()
        self.step = step

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self.step += 1
        self.on_step(logs or {})

    def on_step(self, logs: Logs) -> None:
        """Called after each step, with its number in `self.step`."""


class Progress(keras.callbacks.Callback):
    """A tqdm bar of steps, with images a second."""

    def __init__(self, bar: Any, batch_size: int):
        super().__init__()
        self.bar, self.batch_size = bar, batch_size

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.began = time.monotonic()

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self.bar.update()
        if self.bar.n % 10 == 0:
            rate = (self.bar.n - self.bar.initial) * self.batch_size / (time.monotonic() - self.began)
            self.bar.set_postfix_str(f"{rate:.0f} images/s", refresh=False)


class LossLog(StepCallback):
    """Writes the losses of every step to `losses.csv` and those of every tenth step to `tensorboard/`.

    When a run resumes, rows after its checkpoint are dropped, because these steps are done again. Rows stay in memory
    until `flush`, which runs before every checkpoint. saved: the text of losses.csv in the checkpoint.
    """

    def __init__(self, folder: RunFolder, step: int, batch_size: int, saved: str | None = None):
        super().__init__(step)
        self.table = StepTable(folder.losses, ("step", "kimg", *LOSSES))
        self.table.restore(step, saved)
        self.board_folder, self.batch_size = str(folder.tensorboard), batch_size
        self.rows: list[list[str]] = []

    def on_train_begin(self, logs: Logs | None = None) -> None:
        with self.writing_board():
            self.board = Writer(self.board_folder)

    def on_step(self, logs: Logs) -> None:
        kimg = self.step * self.batch_size / 1000
        self.rows.append([str(self.step), f"{kimg:.3f}", *(f"{logs[name]:.7g}" for name in LOSSES)])
        if self.step % 10 == 0:
            with self.writing_board():
                for name in LOSSES:
                    self.board.add_scalar(name, logs[name], self.step)

    def close(self) -> None:
        """Flushes the remaining rows."""
        self.flush()
        self.board.close()

    def flush(self) -> None:
        """Writes all rows so far to the disk. Raises LatentFacesError if that fails."""
        self.table.append(self.rows)
        self.rows.clear()
        with self.writing_board():
            self.board.flush()

    @contextlib.contextmanager
    def writing_board(self) -> Iterator[None]:
        """Context: as `reporting_write_errors`, for the errors of TensorBoard's files too."""
        with reporting_write_errors(self.board_folder):
            try:
                yield
            except board_files.errors.OpError as error:
                raise OSError(error.message.partition("\n")[0].rpartition("; ")[2]) from error


class Samples(StepCallback):
    """A grid of faces, with the same z during the whole run.

    A notebook shows it in place; it is saved under `samples/` at 100, 300, 1,000, 3,000, ... steps.
    """

    def __init__(self, folder: RunFolder, gan: GAN, z: Tensor):
        super().__init__(int(gan.step))
        self.folder, self.gan, self.z = folder, gan, z
        self.handle, self.shown = DisplayHandle(), -math.inf
        # Before the bar appears, so that the bar stays in one piece below it.
        if in_notebook():
            self.handle.display(Image(png_bytes(self.grid())))

    def on_step(self, logs: Logs) -> None:
        if is_milestone(self.step):
            with atomic_write(self.folder.sample_grid(self.step)) as partial:
                self.grid().save(partial)
        if time.monotonic() - self.shown > DISPLAY_SECONDS:
            self.show()

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.show()

    def show(self) -> None:
        self.shown = time.monotonic()
        if in_notebook():
            self.handle.update(Image(png_bytes(self.grid())))

    def grid(self) -> PIL.Image.Image:
        return grid(self.gan.average().faces(self.z))


def is_milestone(step: int) -> bool:
    """Whether step is 100, 300, 1,000, 3,000, 10,000, ...: the steps whose samples are kept."""
    return step >= 100 and str(step).rstrip("0") in ("1", "3")


def in_notebook() -> bool:
    """Whether pictures can be shown in place: in a Jupyter kernel, unless several processes train together."""
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel") and hosts.count() == 1


class CheckpointSaver(StepCallback):
    """Saves checkpoints once a minute and at the end; stops on NaN, and after the current step on an interrupt.

    `failure` is a sentence that says why a run must not continue, else None.
    """

    def __init__(self, folder: RunFolder, loss_log: LossLog, step: int, seconds: float):
        super().__init__(step)
        self.folder, self.loss_log, self.tables = folder, loss_log, [loss_log.table]
        self.saved_step, self.seconds_before = step, seconds
        self.began = self.saved = time.monotonic()
        self.failure: str | None = None
        self.interrupted = False

    def interrupt(self) -> None:
        """Ends the run after the current step."""
        self.interrupted = True

    def on_step(self, logs: Logs) -> None:
        is_time = time.monotonic() - self.saved > CHECKPOINT_SECONDS
        is_interrupted, is_time = hosts.anywhere(self.interrupted, is_time)
        if not math.isfinite(logs["d_loss"] + logs["g_loss"]):
            self.diverged()
        elif is_interrupted:
            self.model.stop_training = True
        elif is_time:
            self.save()

    def on_train_end(self, logs: Logs | None = None) -> None:
        if not self.failure and self.step != self.saved_step:
            self.save()
        self.loss_log.close()

    def save(self) -> None:
        """Saves the average of G and a checkpoint, but only if all weights are finite."""
        self.model.sync()
        if not all(np.isfinite(weight).all() for weight in self.model.get_weights()):
            self.diverged()
            return
        try:
            self.loss_log.flush()
            # Before the checkpoint, so that nothing is missing once the checkpoint exists.
            save_weights(self.model.recalibrate_batchnorm(), self.folder.weights)
            save_checkpoint(self.model, self.folder.checkpoints, self.seconds, self.tables)
        except LatentFacesError as error:
            self.stop(str(error))
        else:
            self.saved, self.saved_step = time.monotonic(), self.step

    @property
    def seconds(self) -> float:
        """Wall-clock seconds of training, including those before a resume."""
        return self.seconds_before + time.monotonic() - self.began

    def diverged(self) -> None:
        self.stop(
            f"Training diverged: the losses or weights at step {self.step} are not finite. The "
            f"last good checkpoint is step {self.saved_step} in {self.folder}; start again with a lower "
            "learning rate."
        )

    def stop(self, failure: str) -> None:
        self.failure = failure
        self.model.stop_training = True


@contextlib.contextmanager
def first_stop_signal(handle: Callable[[], None]) -> Iterator[None]:
    """Context: the first signal to stop calls handle: Ctrl-C, the kernel's stop button, `kill`, a closed terminal.

    A second one acts as usual: Ctrl-C raises KeyboardInterrupt. Signals that the process ignores stay ignored. Python
    delivers signals only to the main thread; in other threads this context does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = [getattr(signal, name) for name in STOP_SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in signals}
    before = {number: handler for number, handler in before.items() if handler not in (None, signal.SIG_IGN)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def on_signal(signum: int, frame: FrameType | None) -> None:
        restore()
        handle()

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        restore()
