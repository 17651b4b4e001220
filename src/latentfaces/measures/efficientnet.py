"""EfficientNet-Lite0 (Tan and Le 2019; the Lite variant of 2020) as Keras layers, without its classifier.

Each batch normalisation is part of the convolution before it: `benchmarks/convert_extractor.py` computes the weights
so. The names of the layers are those that its file of weights has.
"""

from latentfaces.arrays import Tensor
from latentfaces.backend import layers

# Blocks, kernel, stride of the first, expansion, and filters.
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
STEM, HEAD = 32, 1280


def block_outputs(x: Tensor) -> list[Tensor]:
    """The output of each of the 16 blocks, then of the head, for images x (N, S, S, 3) from 0 to 255."""

    def convolution(y: Tensor, filters: int, kernel: int, stride: int, name: str) -> Tensor:
        return layers.Conv2D(filters, kernel, stride, padding="same", name=name)(y)

    y = layers.ReLU(6.0)(convolution(x / 128.0 - 127 / 128, STEM, 3, 2, "stem"))
    outputs: list[Tensor] = []
    width = STEM
    for blocks, kernel, stride, expansion, filters in STAGES:
        for block in range(blocks):
            name, before = f"block{len(outputs)}", y
            if expansion > 1:
                y = layers.ReLU(6.0)(convolution(y, width * expansion, 1, 1, f"{name}_expand"))
            steps = 1 if block else stride
            y = layers.DepthwiseConv2D(kernel, steps, padding="same", name=f"{name}_depthwise")(y)
            y = convolution(layers.ReLU(6.0)(y), filters, 1, 1, f"{name}_project")
            if steps == 1 and width == filters:
                y = layers.Add()([y, before])
            outputs.append(y)
            width = filters
    return [*outputs, layers.ReLU(6.0)(convolution(y, HEAD, 1, 1, "head"))]
