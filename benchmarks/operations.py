"""How much a network computes."""

import math


def forward_operations(network):
    """Multiplications and additions in the products of a Keras model's layers, for one image."""
    total = 0
    for layer in network.layers:
        if hasattr(layer, "kernel"):
            shape = (layer.input if "Transpose" in type(layer).__name__ else layer.output).shape
            # The kernel of a convolution is used at every place, and any other once.
            places = math.prod(shape[1:-1]) if hasattr(layer, "kernel_size") else 1
            total += 2 * math.prod(layer.kernel.shape) * places
    return total
