"""Opening a trained generator: a shipped one, or that of a run."""

from latentfaces.errors import LatentFacesError
from latentfaces.models.catalogue import find_model
from latentfaces.models.networks import build_generator
from latentfaces.models.presets import Preset


def load_generator(model):
    """The generator of a shipped model (a name that `pretrained_names` lists) or of a run folder.

    Returns a Keras model G: z float32 (N, d) -> float32 (N, S, S, 3), from black, -1, to white, 1 (`to_uint8` clips
    what overshoots). Its weights are the moving average of the trained ones; `G.latent_dim` is d, and `G.latent`
    ("normal" or "uniform") is what z was drawn from in training.
    Raises LatentFacesError if there is no such model or its files are damaged.
    """
    folder = find_model(model)
    preset = Preset.from_json(folder.read_metadata()["preset"])
    try:
        G = build_generator(preset)
    except Exception as error:  # whatever Keras makes of numbers that are none
        raise LatentFacesError(f"The recipe in {folder} is damaged ({error}); restore it, or train again.") from error
    try:
        G.load_weights(folder.weights)
    except (OSError, ValueError, KeyError) as error:
        raise LatentFacesError(
            f"The weights in {folder} are missing or damaged; restore generator.weights.h5, or train again."
        ) from error
    G.trainable = False
    G.latent_dim, G.latent = preset.latent_dim, preset.latent
    return G
