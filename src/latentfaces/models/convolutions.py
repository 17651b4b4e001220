"""Convolutions in bfloat16 on a CPU with TensorFlow: on small maps, a convolution computes the gradient of the kernel.

TensorFlow takes three to five times longer for this gradient than for the same sum written as a convolution with images
and channels exchanged (benchmarks/README.md). In all other cases `Conv2D` and `Conv2DTranspose` are the same as Keras'.
Their classes have Keras' names, because files of weights contain the names. `ResizeConv2DTranspose` is our own.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from latentfaces.arrays import Tensor
from latentfaces.backend import ON_JAX, keras, layers, ops, tf

MAX_SIDE = 8  # pixels of the larger map; at 16 both are equally fast

# (16, 9): row i marks the weights of a 3 x 3 kernel whose sum is weight i of the 4 x 4 kernel.
_SHIFT = np.eye(4, 3) + np.eye(4, 3, -1)
SHIFTS = np.kron(_SHIFT, _SHIFT)

# From the gradient of a result to those of its two arguments.
Gradient = Callable[[Tensor], tuple[Tensor, Tensor]]


def _is_quicker(layer: layers.Layer, x: Tensor, side: int) -> bool:
    if ON_JAX or x.dtype != tf.bfloat16 or side > MAX_SIDE or layer.padding != "same":
        return False
    return not tf.config.list_physical_devices("GPU")


@keras.saving.register_keras_serializable("latentfaces")
class Conv2D(layers.Conv2D):
    """`keras.layers.Conv2D` for square maps and for kernels of at least the stride, undilated and in one group."""

    def convolution_op(self, inputs: Tensor, kernel: Tensor) -> Tensor:
        if not _is_quicker(self, inputs, inputs.shape[1]):
            return super().convolution_op(inputs, kernel)
        return convolve(inputs, tf.convert_to_tensor(kernel), self.strides[0])


@keras.saving.register_keras_serializable("latentfaces")
class Conv2DTranspose(layers.Conv2DTranspose):
    """`keras.layers.Conv2DTranspose` for the same maps and kernels."""

    def call(self, inputs: Tensor) -> Tensor:
        if not _is_quicker(self, inputs, inputs.shape[1] * self.strides[0]):
            return super().call(inputs)
        y = deconvolve(inputs, tf.convert_to_tensor(self.kernel), self.strides[0])
        return self.activation(y + self.bias if self.use_bias else y)


@keras.saving.register_keras_serializable("latentfaces")
class ResizeConv2DTranspose(Conv2DTranspose):
    """Doubles each pixel and convolves with a 3 x 3 kernel: (N, S, S, C) -> (N, 2S, 2S, filters), without a bias.

    This is resize-convolution (Odena et al. 2016): all four pixels that one becomes get the same sum of weights, so
    that flat colours stay flat; a transposed convolution has other weights for each of the four, and draws grids. It is
    computed as a transposed convolution with a 4 x 4 kernel, the sum of four shifts of the 3 x 3: 4 products for each
    drawn pixel and channel instead of 9. The kernels start as tents, which enlarge an image bilinearly.
    """

    def __init__(self, filters: int, **kwargs: Any):
        shape = {"kernel_size": 4, "strides": 2, "padding": "same", "use_bias": False}
        super().__init__(filters, **{**kwargs, **shape})

    def build(self, shape: tuple[int, ...]) -> None:
        channels = shape[-1]
        tent = ops.convert_to_tensor([1.0, 2.0, 1.0])
        tent = (tent[:, None] * tent)[..., None, None] / 2  # root mean square 1
        # The standard deviation that Glorot gives a 4 x 4 kernel.
        spread = keras.initializers.RandomNormal(stddev=math.sqrt(2 / (16 * (channels + self.filters))))
        self.small_kernel = self.add_weight(
            name="kernel",
            shape=(3, 3, self.filters, channels),
            initializer=lambda shape, dtype: tent * spread((1, 1, *shape[2:]), dtype),
        )

    @property
    def kernel(self) -> Tensor:
        """The 4 x 4 kernel (4, 4, filters, C) of the transposed convolution."""
        small = ops.convert_to_tensor(self.small_kernel)
        # One matrix product takes a quarter of the time of four shifts and their sum.
        large = ops.matmul(ops.convert_to_tensor(SHIFTS, small.dtype), ops.reshape(small, (9, -1)))
        return ops.reshape(large, (4, 4, *small.shape[2:]))


def convolve(x: Tensor, kernel: Tensor, stride: int) -> Tensor:
    """Convolution of (N, S, S, C) with a kernel (k, k, C, F), padding "same": (N, s, s, F), s = ceil(S / stride)."""

    @tf.custom_gradient
    def forward(x: Tensor, kernel: Tensor) -> tuple[Tensor, Gradient]:
        def backward(slope: Tensor) -> tuple[Tensor, Tensor]:
            on_x = tf.nn.conv2d_transpose(slope, kernel, tf.shape(x), stride, "SAME")
            return on_x, kernel_gradient(x, slope, kernel.shape[0], stride)

        return tf.nn.conv2d(x, kernel, stride, "SAME"), backward

    return forward(x, kernel)


def deconvolve(x: Tensor, kernel: Tensor, stride: int) -> Tensor:
    """Transposed convolution of (N, s, s, F) with a kernel (k, k, C, F), padding "same": (N, s stride, s stride, C)."""

    @tf.custom_gradient
    def forward(x: Tensor, kernel: Tensor) -> tuple[Tensor, Gradient]:
        def backward(slope: Tensor) -> tuple[Tensor, Tensor]:
            on_x = tf.nn.conv2d(slope, kernel, stride, "SAME")
            return on_x, kernel_gradient(slope, x, kernel.shape[0], stride)

        side = x.shape[1] * stride
        shape = (tf.shape(x)[0], side, side, kernel.shape[2])
        return tf.nn.conv2d_transpose(x, kernel, shape, stride, "SAME"), backward

    return forward(x, kernel)


def kernel_gradient(large: Tensor, small: Tensor, k: int, stride: int) -> Tensor:
    """Gradient (k, k, C, F) of the kernel between maps (N, S, S, C) and (N, s, s, F), s = ceil(S / stride).

    It is the sum over images and places of the large map times the shifted small map: a convolution that takes the
    channels as images, the images as channels, and the small map, its places `stride` apart, as the kernel.
    """
    padding = (small.shape[1] - 1) * stride + k - large.shape[1]
    edges = [padding // 2, padding - padding // 2]
    image, kernel = tf.transpose(large, (3, 1, 2, 0)), tf.transpose(small, (1, 2, 0, 3))
    sums = tf.nn.conv2d(image, kernel, 1, [[0, 0], edges, edges, [0, 0]], dilations=stride)
    return tf.transpose(sums, (1, 2, 0, 3))
