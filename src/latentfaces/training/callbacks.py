"""What happens beside a training step: progress, losses on disk, sample grids, checkpoints, a clean stop."""

import contextlib
import math
import signal
import threading
import time

import numpy as np
from IPython import get_ipython
from IPython.display import DisplayHandle, Image
from tensorboard.compat import tf as board_files
from tensorboard.summary import Writer

from latentfaces.backend import keras
from latentfaces.errors import LatentFacesError
from latentfaces.pictures.images import grid, png_bytes
from latentfaces.run_folder import LOSSES, StepTable
from latentfaces.storage import atomic_write, reporting_write_errors
from latentfaces.training import hosts
from latentfaces.training.checkpoints import save_checkpoint, save_weights

CHECKPOINT_SECONDS = 60
DISPLAY_SECONDS = 10


class StepCallback(keras.callbacks.Callback):
    """A callback that counts the steps of the run, because Keras counts from 0 after each resume.

    step: how many are done when it is made; on_step(logs) is called after each one more.
    """

    def __init__(self, step):
        super().__init__()
        self.step = step

    def on_train_batch_end(self, batch, logs=None):
        self.step += 1
        self.on_step(logs)


class Progress(keras.callbacks.Callback):
    """Moves a tqdm bar of steps, with images a second beside it."""

    def __init__(self, bar, batch_size):
        super().__init__()
        self.bar, self.batch_size = bar, batch_size

    def on_train_begin(self, logs=None):
        self.began = time.monotonic()

    def on_train_batch_end(self, batch, logs=None):
        self.bar.update()
        if self.bar.n % 10 == 0:
            rate = (self.bar.n - self.bar.initial) * self.batch_size / (time.monotonic() - self.began)
            self.bar.set_postfix_str(f"{rate:.0f} images/s", refresh=False)


class LossLog(StepCallback):
    """Every step's losses in `losses.csv` and, every tenth step, under `tensorboard/`.

    Rows past the step that a run resumes from belong to work that is done again, and are dropped. Rows wait
    in memory for `flush`, which comes before every checkpoint: none is ever ahead of the losses.
    """

    def __init__(self, folder, step, batch_size):
        super().__init__(step)
        self.table = StepTable(folder.losses, ("step", "kimg", *LOSSES))
        self.board_folder, self.batch_size = str(folder.tensorboard), batch_size
        self.rows = []

    def on_train_begin(self, logs=None):
        self.table.write(self.table.read(self.step))
        with self.writing_board():
            self.board = Writer(self.board_folder)

    def on_step(self, logs):
        kimg = self.step * self.batch_size / 1000
        self.rows.append([str(self.step), f"{kimg:.3f}", *(f"{logs[name]:.7g}" for name in LOSSES)])
        if self.step % 10 == 0:
            with self.writing_board():
                for name in LOSSES:
                    self.board.add_scalar(name, logs[name], self.step)

    def close(self):
        """Flushes what is left, for the last time."""
        self.flush()
        self.board.close()

    def flush(self):
        """Brings every row so far to the disk. Raises LatentFacesError if that cannot be done."""
        self.table.append(self.rows)
        self.rows.clear()
        with self.writing_board():
            self.board.flush()

    @contextlib.contextmanager
    def writing_board(self):
        """Context: as `writing`, for the errors of TensorBoard's files too."""
        with reporting_write_errors(self.board_folder):
            try:
                yield
            except board_files.errors.OpError as error:
                raise OSError(error.message.partition("\n")[0].rpartition("; ")[2]) from error


class Samples(StepCallback):
    """A grid of the same z all along.

    Shown in place in a notebook, saved under `samples/` at 100, 300, 1,000, 3,000, ... steps.
    """

    def __init__(self, folder, gan, z):
        super().__init__(int(gan.step))
        self.folder, self.gan, self.z = folder, gan, z
        self.handle, self.shown = DisplayHandle(), -math.inf
        # Before the bar is there, so that the bar stays in one piece below it.
        if in_notebook():
            self.handle.display(Image(png_bytes(self.grid())))

    def on_step(self, logs):
        if is_milestone(self.step):
            with atomic_write(self.folder.sample_grid(self.step)) as partial:
                self.grid().save(partial)
        if time.monotonic() - self.shown > DISPLAY_SECONDS:
            self.show()

    def on_train_end(self, logs=None):
        self.show()

    def show(self):
        self.shown = time.monotonic()
        if in_notebook():
            self.handle.update(Image(png_bytes(self.grid())))

    def grid(self):
        return grid(self.gan.average().faces(self.z))


def is_milestone(step):
    """Whether step is 100, 300, 1,000, 3,000, 10,000, ...: the steps whose samples are kept."""
    return step >= 100 and str(step).rstrip("0") in ("1", "3")


def in_notebook():
    """Whether pictures can be shown in place: a Jupyter kernel runs this code, and can draw them without other ones."""
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel") and hosts.count() == 1


class CheckpointSaver(StepCallback):
    """Saves checkpoints once a minute and at the end; stops on NaN and, in good order, on an interrupt.

    `failure` says in a sentence why a run stopped that should not go on, else None.
    """

    def __init__(self, folder, loss_log, step, seconds):
        super().__init__(step)
        self.folder, self.loss_log = folder, loss_log
        self.saved_step, self.seconds_before = step, seconds
        self.began = self.saved = time.monotonic()
        self.failure, self.interrupted = None, False

    def interrupt(self):
        """Ends the run, in good order, after the step under way."""
        self.interrupted = True

    def on_step(self, logs):
        is_time = time.monotonic() - self.saved > CHECKPOINT_SECONDS
        is_interrupted, is_time = hosts.anywhere(self.interrupted, is_time)
        if not math.isfinite(logs["d_loss"] + logs["g_loss"]):
            self.diverged()
        elif is_interrupted:
            self.model.stop_training = True
        elif is_time:
            self.save()

    def on_train_end(self, logs=None):
        if not self.failure and self.step != self.saved_step:
            self.save()
        self.loss_log.close()

    def save(self):
        """Saves the average of G and a checkpoint to go on from, so never one with NaN in it."""
        self.model.sync()
        if not all(np.isfinite(weight).all() for weight in self.model.get_weights()):
            self.diverged()
            return
        try:
            self.loss_log.flush()
            # Before the checkpoint: once that is there, a kill leaves nothing to be done again.
            save_weights(self.model.recalibrate_batchnorm(), self.folder.weights)
            save_checkpoint(self.model, self.folder.checkpoints, self.seconds)
        except LatentFacesError as error:
            self.stop(str(error))
        else:
            self.saved, self.saved_step = time.monotonic(), self.step

    @property
    def seconds(self):
        """Wall-clock seconds of training, those before a resume included."""
        return self.seconds_before + time.monotonic() - self.began

    def diverged(self):
        self.stop(
            f"Training diverged: the losses or weights at step {self.step} are not finite. The "
            f"last good checkpoint is step {self.saved_step} in {self.folder}; start again with a lower "
            "learning rate."
        )

    def stop(self, failure):
        self.failure = failure
        self.model.stop_training = True


@contextlib.contextmanager
def first_interrupt(handle):
    """Context: the first interrupt (Ctrl-C, or the kernel's stop button) calls handle instead of raising.

    A second one raises as always. Python delivers signals to the main thread alone; in another one this
    changes nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(signum, frame):
        signal.signal(signal.SIGINT, before)
        handle()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
