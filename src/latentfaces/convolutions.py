"""Convolutions for training in bfloat16 on TensorFlow: on small maps, a kernel's gradient is a convolution too.

Where TensorFlow sums a kernel's gradient itself, images of 4 and 8 px take three to five times longer than the same sum
as a convolution with images and channels in each other's place (`benchmarks/profile_step.py`). In float32, on larger
maps and on JAX they are Keras' layers and nothing else. The classes keep Keras' names, which the files of weights use.
"""

from latentfaces.backend import ON_JAX, layers, tf

MAX_SIDE = 8


def _is_quicker(x, side):
    return not ON_JAX and x.dtype == tf.bfloat16 and side <= MAX_SIDE


class Conv2D(layers.Conv2D):
    """`keras.layers.Conv2D` with square kernels and strides, padding "same"."""

    def convolution_op(self, inputs, kernel):
        if not _is_quicker(inputs, inputs.shape[1]):
            return super().convolution_op(inputs, kernel)
        return convolve(inputs, tf.convert_to_tensor(kernel), self.strides[0])


class Conv2DTranspose(layers.Conv2DTranspose):
    """`keras.layers.Conv2DTranspose` with square kernels and strides, padding "same"."""

    def call(self, inputs):
        if not _is_quicker(inputs, inputs.shape[1] * self.strides[0]):
            return super().call(inputs)
        y = deconvolve(inputs, tf.convert_to_tensor(self.kernel), self.strides[0])
        return self.activation(y + self.bias if self.use_bias else y)


def convolve(x, kernel, stride):
    """Convolution of (N, H, W, C) with a kernel (k, k, C, F), padding "same": (N, H / stride, W / stride, F)."""

    @tf.custom_gradient
    def forward(x, kernel):
        def backward(slope):
            on_x = tf.nn.conv2d_transpose(slope, kernel, tf.shape(x), stride, "SAME")
            return on_x, kernel_gradient(x, slope, kernel.shape[0], stride)

        return tf.nn.conv2d(x, kernel, stride, "SAME"), backward

    return forward(x, kernel)


def deconvolve(x, kernel, stride):
    """Transposed convolution of (N, h, w, F) with a kernel (k, k, C, F), padding "same": (N, h stride, w stride, C)."""

    @tf.custom_gradient
    def forward(x, kernel):
        def backward(slope):
            on_x = tf.nn.conv2d(slope, kernel, stride, "SAME")
            return on_x, kernel_gradient(slope, x, kernel.shape[0], stride)

        side = x.shape[1] * stride
        shape = (tf.shape(x)[0], side, side, kernel.shape[2])
        return tf.nn.conv2d_transpose(x, kernel, shape, stride, "SAME"), backward

    return forward(x, kernel)


def kernel_gradient(large, small, side, stride):
    """Gradient (side, side, C, F) of the kernel between maps (N, H, W, C) and (N, H / stride, W / stride, F).

    The sum over images and places of large times small, shifted against each other: a convolution in which channels
    are the images, images the channels, and the small map, its places `stride` apart, is the kernel.
    """
    padding = max((small.shape[1] - 1) * stride + side - large.shape[1], 0)
    edges = [padding // 2, padding - padding // 2]
    image, kernel = tf.transpose(large, (3, 1, 2, 0)), tf.transpose(small, (1, 2, 0, 3))
    sums = tf.nn.conv2d(image, kernel, 1, [[0, 0], edges, edges, [0, 0]], dilations=stride)
    return tf.transpose(sums, (1, 2, 0, 3))
