"""Features of faces: the vectors from which distances between sets of faces are computed.

"neutral", the default, is EfficientNet-Lite0 as trained on ImageNet: it never learned from a set of faces that it
judges, and its weights are stored in the repository. "embedded" is the project's own network, which did; it stays for
runs that were begun with it. "inception" is the network that FID was published with, downloaded once. Compare numbers
only with numbers of the same extractor.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import numpy as np
from jaxtyping import Float32
from numpy.typing import ArrayLike

from latentfaces.arrays import Features, Images
from latentfaces.backend import compiled_network, keras, layers, ops
from latentfaces.checks import choice
from latentfaces.errors import LatentFacesError
from latentfaces.faces.jpeg import Jpeg
from latentfaces.measures.efficientnet import block_outputs
from latentfaces.paths import CACHE, EXTRACTOR
from latentfaces.run_folder import RULER
from latentfaces.storage import file_sha256, reporting_damage

SIZE = 64
NEUTRAL_SIZE = 128
NEUTRAL_WEIGHTS, EMBEDDED_WEIGHTS = "neutral.weights.h5", "extractor.weights.h5"
# sha256 of the weights, because one changed bit would change every score and no sentence would say so.
SHA256 = {
    NEUTRAL_WEIGHTS: "e4eb2d0f8e707861db9e7dc71a19dc8af9ac09367f96d79f4cc6fd160596404e",
    EMBEDDED_WEIGHTS: "ace31444bad0341e55d6e6933f8707fbf6811dc6b4298b9b236c4a80f8109201",
}
MIDDLE_BLOCK, GRID, MIDDLE_CHANNELS, LAST_CHANNELS = 10, 4, 8, 256
# Name -> how it resizes faces of another size.
EXTRACTORS = {
    RULER: f"bilinear to {NEUTRAL_SIZE} px, antialiased",
    "embedded": f"bilinear to {SIZE} px, antialiased",
    "inception": "bilinear to 299 px",
}
# The weights of the graph that Heusel et al. 2017 used for FID, as distributed by torch-fidelity.
INCEPTION = {
    "fname": "weights-inception-2015-12-05-6726825d.pth",
    "origin": "https://github.com/toshas/torch-fidelity/releases/download/v0.2.0/"
    "weights-inception-2015-12-05-6726825d.pth",
    "file_hash": "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2",
}
BATCH = 64
# Faces of one size to their features.
Extractor = Callable[[Images], Float32[np.ndarray, "n f"]]


def extract_features(images: ArrayLike, extractor: str = RULER, jpeg: Jpeg | None = None) -> Features:
    """Features float64 (N, d) of faces uint8 (N, S, S, 3): d is 384, or 256 for "embedded", 2,048 for "inception".

    jpeg: a compression (`Faces.jpeg`) that the faces are given first. To compare generated faces with those of a set of
    JPEG files, give it to both. Faces of another size than the extractor's are resized bilinearly; "neutral" and
    "embedded" antialias when they shrink. Raises LatentFacesError for an unknown extractor, images that are not faces
    of one size, or weights that are not available.
    """
    load_extractor(extractor)  # fails before the images are looked at
    try:
        images = np.asarray(images)
    except ValueError as error:
        raise LatentFacesError("The faces have different sizes; load them with one size.") from error
    size = images.shape[1:2]
    if images.dtype != np.uint8 or images.shape[1:] != (*size, *size, 3) or len(images) == 0:
        raise LatentFacesError(
            f"Features need square faces as uint8 (N, S, S, 3) with N at least 1, not {images.dtype} {images.shape}."
        )
    return features_of_batches((images[i : i + BATCH] for i in range(0, len(images), BATCH)), extractor, jpeg)


def features_of_batches(batches: Iterable[Images], extractor: str = RULER, jpeg: Jpeg | None = None) -> Features:
    """Features float64 (N, d) of faces that come as batches uint8 (n, S, S, 3) of one size, one batch at a time."""
    extract = load_extractor(extractor)
    return np.concatenate([extract(jpeg.compress(batch) if jpeg else batch) for batch in batches]).astype(np.float64)


def load_extractor(extractor: str) -> Extractor:
    """The function uint8 (N, S, S, 3) -> features (N, d) of that name; errors as in `extract_features`."""
    loaders = {RULER: _neutral, "embedded": _embedded, "inception": _inception}
    return loaders[choice("extractor", extractor, EXTRACTORS)]()


def build_neutral() -> keras.Model:
    """The neutral network, untrained: float32 (N, 128, 128, 3), 0 to 255 -> features (N, 384).

    The first 128 say what is where: block 10 of 16, averaged in each cell of a 4 x 4 grid. The other 256 are of the
    last layer, averaged over the face, and see what belongs together, such as two eyes. Both are rotated at random to
    fewer channels, because the floor of a FID grows with their number, and scaled to a mean square of 1 on photographs;
    `benchmarks/results/extractors.json` compares the choices.
    """
    x = keras.Input((NEUTRAL_SIZE, NEUTRAL_SIZE, 3), name="x")
    outputs = block_outputs(x)
    cells = layers.AveragePooling2D(NEUTRAL_SIZE // 16 // GRID)(outputs[MIDDLE_BLOCK])
    middle = layers.Conv2D(MIDDLE_CHANNELS, 1, use_bias=False, name="middle")(cells)
    last = layers.Dense(LAST_CHANNELS, use_bias=False, name="last")(layers.GlobalAveragePooling2D()(outputs[-1]))
    return keras.Model(x, layers.Concatenate()([layers.Flatten()(middle), last]), name="neutral")


def build_extractor() -> keras.Model:
    """The embedded network, untrained: float32 (N, 64, 64, 3), 0 to 255 -> features (N, 256)."""
    x = keras.Input((SIZE, SIZE, 3), name="x")
    y = x / 127.5 - 1.0  # not Rescaling, which needs TensorFlow on every engine
    for filters in (32, 64, 128, 256):
        y = layers.Conv2D(filters, 4, strides=2, padding="same", use_bias=False)(y)
        y = layers.LeakyReLU(0.2)(layers.BatchNormalization()(y))
    return keras.Model(x, layers.GlobalAveragePooling2D()(y), name="extractor")


@cache
def _neutral() -> Extractor:
    return _with_weights(build_neutral(), NEUTRAL_SIZE, EXTRACTOR / NEUTRAL_WEIGHTS)


@cache
def _embedded() -> Extractor:
    return _with_weights(build_extractor(), SIZE, EXTRACTOR / EMBEDDED_WEIGHTS)


def _with_weights(network: keras.Model, size: int, weights: Path) -> Extractor:
    """The function uint8 (N, S, S, 3) -> features (N, d) of a network for images of one size."""
    with reporting_damage(weights, f"restore {weights.name}, because every score depends on it"):
        if file_sha256(weights) != SHA256[weights.name]:
            raise ValueError("its sha256 differs")
        network.load_weights(weights)
    features = compiled_network(network)

    def extract(images: Images) -> Float32[np.ndarray, "n f"]:
        x = ops.cast(images, "float32")
        if x.shape[1] != size:
            x = ops.image.resize(x, (size, size), interpolation="bilinear", antialias=True)
        return ops.convert_to_numpy(features(x))

    return extract


@cache
def _inception() -> Extractor:
    try:
        import torch
        from torch_fidelity.feature_extractor_inceptionv3 import FeatureExtractorInceptionV3
    except ImportError as error:
        raise LatentFacesError(
            'The extractor "inception" needs two more packages: `pip install torch torch-fidelity`, or use "neutral".'
        ) from error
    try:
        CACHE.mkdir(parents=True, exist_ok=True)  # without it, Keras would use its own folder
        weights = keras.utils.get_file(**INCEPTION, cache_dir=CACHE, cache_subdir="inception")
    except Exception as error:  # get_file raises a bare Exception if the network fails
        raise LatentFacesError(
            f'The weights of the extractor "inception" could not be downloaded ({error}); save {INCEPTION["origin"]} '
            f'in {CACHE / "inception"} yourself, or use "neutral".'
        ) from error
    network = FeatureExtractorInceptionV3("inception-v3-compat", ["2048"], feature_extractor_weights_path=weights)

    def extract(images: Images) -> Float32[np.ndarray, "n f"]:
        with torch.no_grad():
            return network(torch.from_numpy(np.array(images)).permute(0, 3, 1, 2))[0].numpy()

    return extract
