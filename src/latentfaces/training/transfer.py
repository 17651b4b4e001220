"""Transfer learning (Wang et al. 2018): a run begins with the networks of another, which has seen more faces."""

from typing import Any

from latentfaces.checks import told
from latentfaces.errors import LatentFacesError
from latentfaces.faces.load import set_name
from latentfaces.models.presets import COMPACT_FIELDS
from latentfaces.run_folder import RunFolder, manifests, weights_of
from latentfaces.storage import file_sha256
from latentfaces.training.checkpoints import restore_checkpoint
from latentfaces.training.gan import GAN
from latentfaces.training.plan import begun_preset


def begin_with(gan: GAN, start: RunFolder) -> dict[str, Any]:
    """Gives a new GAN the networks in the newest good checkpoint of another run: G, D and the average of G.

    The optimizers, the random numbers and the step stay new. Returns what run.json says of it: the step, faces and seed
    of the other run, and the sha256 of its checkpoint. Raises LatentFacesError if the folder has no good checkpoint, or
    one of other networks.
    """
    preset = begun_preset(start)
    if preset is None or not manifests(start.checkpoints):
        raise LatentFacesError(
            f"There is no run with a checkpoint in {start} to begin with; give the folder of a run, as `train` leaves "
            "it. A shipped model has a generator alone."
        )
    # Weights of some other networks would fit, but draw something else.
    differs = "; ".join(
        f"{field} {told(getattr(preset, field))} there and {told(getattr(gan.preset, field))} here"
        for field in ("architecture", "size", "output_activation", "latent_dim", "latent", *COMPACT_FIELDS)
        if getattr(preset, field) != getattr(gan.preset, field)
    )
    if differs:
        raise LatentFacesError(
            f"The run in {start} has other networks ({differs}); begin with one of the same preset and size, by the "
            "same version of latentfaces."
        )
    other = GAN(preset)
    restore_checkpoint(other, start.checkpoints)
    for name in ("G", "D", "ema"):
        getattr(gan, name).set_weights(getattr(other, name).get_weights())
    step, metadata = int(other.step), start.read_metadata()
    return {
        "step": step,
        "faces": {**metadata["faces"], "source": set_name(metadata["faces"]["source"])},
        "seed": metadata["seed"],
        "checkpoint": file_sha256(weights_of(start.checkpoints / f"step-{step:08d}.json")),
    }
