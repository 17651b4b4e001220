"""Opening a trained generator: a shipped one, or that of a run."""

from latentfaces.backend import keras
from latentfaces.errors import LatentFacesError
from latentfaces.models.catalogue import REPOSITORY, count_parameters, find_model, lacks_weights
from latentfaces.models.generator import Generator
from latentfaces.models.networks import build_generator
from latentfaces.models.presets import Preset
from latentfaces.paths import StrPath
from latentfaces.run_folder import RunFolder
from latentfaces.storage import reporting_damage


def load_generator(model: StrPath) -> Generator:
    """The `Generator` of a shipped model (a name that `pretrained_names` lists) or of a run folder.

    "avatars@60" is an earlier state of a run, see `states_of`. Its weights are the moving average of the trained ones.
    Raises LatentFacesError if there is no such model or its files are damaged.
    """
    folder = find_model(model)
    if lacks_weights(folder):
        raise LatentFacesError(
            f'The weights of "{model}" are too large for the installed package; run `git clone --depth 1 {REPOSITORY}` '
            f"and give the folder latentfaces/data/pretrained/{model} instead of the name."
        )
    preset = Preset.from_json(folder.read_metadata()["preset"])
    try:
        network = build_generator(preset)
    except Exception as error:  # the type depends on what Keras does with wrong numbers
        raise LatentFacesError(f"The recipe in {folder} is damaged ({error}); restore it, or train again.") from error
    folder.check_weights()
    _check_same_network(network, folder)
    with reporting_damage(folder.weights, "restore it, or train again"):
        network.load_weights(folder.weights)
    network.trainable = False
    return Generator(str(model), network, preset.latent, folder)


def _check_same_network(network: keras.Model, folder: RunFolder) -> None:
    """Raises LatentFacesError if the weights in folder are whole, but of another network than its recipe's."""
    stored, expected = count_parameters(folder.weights), network.count_params()
    if stored != expected:
        raise LatentFacesError(
            f"{folder.weights} has the weights of another network, {stored:,} numbers where the recipe in {folder} "
            f"describes {expected:,}; put the weights of that recipe there, or load the folder they came from."
        )
