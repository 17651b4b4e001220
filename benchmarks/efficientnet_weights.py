"""The convolutions of PyTorch's EfficientNet-Lite for Keras, with the batch normalisations as a part of them."""

import numpy as np
import torch

EPSILON = 1e-3  # of the batch normalisations


def load_state(path):
    """PyTorch's name -> array float64 of a file of weights."""
    return {name: value.double().numpy() for name, value in torch.load(path, weights_only=True).items()}


def folded(state, layer):
    """(kernel, bias) for Keras of a convolution and the batch normalisation after it; layer: its name in Keras."""
    convolution, norm = names(layer)
    kernel = state[f"{convolution}.weight"]
    scale = state[f"{norm}.weight"] / np.sqrt(state[f"{norm}.running_var"] + EPSILON)
    bias = state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale
    kernel = kernel * scale[:, None, None, None]
    # PyTorch has (out, in, height, width), and a depthwise kernel has one input.
    return kernel.transpose((2, 3, 0, 1) if "depthwise" in convolution else (2, 3, 1, 0)), bias


def names(layer):
    """PyTorch's names of the convolution that Keras has as layer, and of its batch normalisation."""
    if layer in ("stem", "head"):
        return f"_conv_{layer}", {"stem": "_bn0", "head": "_bn1"}[layer]
    block, part = layer.removeprefix("block").split("_")
    norm = {"expand": "_bn0", "depthwise": "_bn1", "project": "_bn2"}[part]
    return f"_blocks.{block}._{part}_conv", f"_blocks.{block}.{norm}"
