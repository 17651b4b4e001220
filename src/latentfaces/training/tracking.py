"""Measurements during training: a collapse of G, and the KID of its average against held-out faces."""

import math
from collections.abc import Callable

import numpy as np
from tqdm import tqdm

from latentfaces.arrays import Images
from latentfaces.errors import LatentFacesError
from latentfaces.faces.face_set import Faces
from latentfaces.latent import sample_latent
from latentfaces.measures.metrics import HeldOutKid
from latentfaces.measures.neighbours import shrink
from latentfaces.run_folder import RULER, RunFolder, StepTable
from latentfaces.storage import write_sealed_json
from latentfaces.training.callbacks import Logs, StepCallback
from latentfaces.training.checkpoints import save_weights
from latentfaces.training.gan import GAN
from latentfaces.training.plan import Plan

KIMG = 20
# Training faces whose variety is taken for that of the set.
MAX_FACES = 1000
# Enough to detect a collapse, if no KID is tracked.
FEW_FACES = 128
# The variety of generated faces, relative to real ones: healthy runs are above 0.3 from 20 kimg on.
COLLAPSED = 0.1


class Tracking(StepCallback):
    """Reports a collapse of G to one face and, with held-out faces, keeps the best average of G.

    It measures every `KIMG` thousand images. `kid.csv` holds step, kimg and the KID (times 1,000, see `HeldOutKid`) of
    the average; `best/` is a model folder with the generator of the lowest KID so far, and its run.json holds that KID
    and the number of faces it was measured on, kid_n. stop is called with a sentence if these files cannot be written.
    saved: the text of kid.csv in the checkpoint.
    """

    def __init__(self, gan: GAN, plan: Plan, stop: Callable[[str], None], saved: str | None = None):
        super().__init__(int(gan.step))
        self.plan, self.stop, held_out = plan, stop, plan.held_out
        self.table = StepTable(plan.folder.kid, ("step", "kimg", "kid_x1000"))
        self.table.restore(self.step, saved)
        self.lowest = min((float(row[2]) for row in self.table.rows()), default=math.inf)
        if self.lowest < math.inf and not is_whole_model(plan.folder.best):
            print(f"The best generator, in {plan.folder.best}, was missing or damaged; the next one measured is kept.")
            self.lowest = math.inf
        self.interval = max(1, round(1000 * KIMG / plan.preset.batch_size))
        self.real_variety = variety(plan.faces.images[:MAX_FACES])
        self.kid = None
        if held_out is not None:
            # Runs of earlier versions did not compress the faces.
            same = held_out if plan.extractor == RULER else Faces(held_out.images)
            self.kid = HeldOutKid(same, plan.extractor)

    def on_step(self, logs: Logs) -> None:
        if self.step % self.interval or not np.isfinite(logs["d_loss"] + logs["g_loss"]):
            return
        G = self.model.average()
        images = G.faces(sample_latent(self.kid.n if self.kid else FEW_FACES, G))
        found = variety(images)
        if found < COLLAPSED * self.real_variety:
            part = 100 * found / self.real_variety
            tqdm.write(
                f"The faces of step {self.step} are nearly all alike, {part:.0f}% as varied as real ones: G has "
                "collapsed. It may recover; if it does not, start again with another seed or lower learning rates."
            )
        if self.kid:
            try:
                self.keep(self.step, self.kid(images)[0], self.kid.n)
            except LatentFacesError as error:
                self.stop(str(error))

    def keep(self, step: int, value: float, n: int) -> None:
        """Adds a row to kid.csv, and saves the average in `best/` unless an earlier one had a lower KID."""
        value = round(value, 3)  # rounded as a resume will read it
        best = self.plan.folder.best
        if value < self.lowest:
            save_weights(self.model.ema, best.weights)
            write_sealed_json(best.run_json, {**self.plan.recipe(), "step": step, "kid_x1000": value, "kid_n": n})
            self.lowest = value
        self.table.append([[str(step), f"{step * self.plan.preset.batch_size / 1000:.3f}", f"{value:.3f}"]])


def is_whole_model(folder: RunFolder) -> bool:
    """Whether the weights and the facts in a model folder are there and undamaged."""
    try:
        folder.check_weights()
        folder.read_metadata()
    except LatentFacesError:
        return False
    return True


def variety(images: Images) -> float:
    """How much faces uint8 (N, S, S, 3) differ: standard deviation over faces, averaged over a 16 x 16 grid."""
    return float(shrink(images).std(axis=0).mean())
