"""Convolutions on small maps: the gradients are TensorFlow's own, of the first order and of the second."""

import numpy as np
import pytest

from latentfaces.backend import ON_JAX, layers, ops, tf
from latentfaces.models import convolutions

own_gradients = pytest.mark.skipif(ON_JAX, reason="JAX computes the gradients of its own convolutions")

# kernel, stride, side of the larger map
SHAPES = [(4, 2, 8), (4, 2, 4), (3, 1, 4), (3, 2, 8), (5, 2, 8), (1, 1, 4), (4, 2, 5)]


def draw(*shape):
    return tf.constant(np.random.default_rng(0).standard_normal(shape), "float32")


def slopes(call, x, kernel):
    """The output; its slopes on x and kernel; those of |slope on x|^2 on both, as R1 takes them."""
    with tf.GradientTape() as outer:
        outer.watch([x, kernel])
        with tf.GradientTape() as inner:
            inner.watch([x, kernel])
            y = call(x, kernel)
            total = tf.reduce_sum(y**3)
        first = inner.gradient(total, [x, kernel])
        penalty = tf.reduce_sum(first[0] ** 2)
    return [y, *first, *outer.gradient(penalty, [x, kernel])]


def assert_alike(found, expected):
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-4 * np.abs(b).max())


def assert_layers_alike(layer, peer, x, loss):
    """As far as bfloat16 tells: what both make of x, and the slopes of its loss on their weights."""
    results = []
    for each in (layer, peer):
        with tf.GradientTape() as tape:
            y = each(x)
            total = loss(y)
        results.append([tf.cast(a, "float32") for a in (y, *tape.gradient(total, each.trainable_variables))])
    for a, b in zip(*results, strict=True):
        np.testing.assert_allclose(a, b, atol=0.02 * np.abs(b).max())


@own_gradients
@pytest.mark.parametrize("kernel, stride, side", SHAPES)
@pytest.mark.parametrize("run", [lambda f: f, tf and tf.function], ids=["eager", "graph"])
def test_convolve(kernel, stride, side, run):
    x, w = draw(3, side, side, 5), draw(kernel, kernel, 5, 2)
    ours = run(lambda: slopes(lambda x, w: convolutions.convolve(x, w, stride), x, w))
    assert_alike(ours(), slopes(lambda x, w: tf.nn.conv2d(x, w, stride, "SAME"), x, w))


@own_gradients
# What comes out of a deconvolution has a side that the stride divides.
@pytest.mark.parametrize("kernel, stride, side", SHAPES[:-1])
@pytest.mark.parametrize("run", [lambda f: f, tf and tf.function], ids=["eager", "graph"])
def test_deconvolve(kernel, stride, side, run):
    x, w = draw(3, side // stride, side // stride, 5), draw(kernel, kernel, 2, 5)
    shape = (3, side, side, 2)
    expected = slopes(lambda x, w: tf.nn.conv2d_transpose(x, w, shape, stride, "SAME"), x, w)
    ours = run(lambda: slopes(lambda x, w: convolutions.deconvolve(x, w, stride), x, w))
    assert_alike(ours(), expected)


@own_gradients
@pytest.mark.parametrize(
    "ours, peer", [(convolutions.Conv2D, layers.Conv2D), (convolutions.Conv2DTranspose, layers.Conv2DTranspose)]
)
@pytest.mark.parametrize("side", [4, 16])
def test_layers_are_keras_own(ours, peer, side):
    options = {
        "strides": 2,
        "padding": "same",
        "activation": "relu",
        "bias_initializer": "ones",
        "dtype": "mixed_bfloat16",
    }
    layer, peer = ours(6, 4, **options), peer(6, 4, **options)
    x = draw(2, side, side, 5)
    layer(x), peer(x)
    peer.set_weights(layer.get_weights())
    assert layer.name.rstrip("_0123456789") == peer.name.rstrip("_0123456789")
    assert layer(x).dtype == peer(x).dtype == tf.bfloat16
    assert_layers_alike(layer, peer, x, lambda y: y)


@pytest.mark.parametrize("side", [4, 16])
def test_resize_convolution_doubles_pixels_and_then_convolves(side):
    layer, rng = convolutions.ResizeConv2DTranspose(6), np.random.default_rng(0)
    x = rng.normal(size=(2, side, side, 5)).astype(np.float32)
    layer.build(x.shape)
    layer.small_kernel.assign(rng.normal(size=(3, 3, 6, 5)))
    y = layer(x)
    kernel = ops.flip(ops.transpose(layer.small_kernel.value, (0, 1, 3, 2)), (0, 1))
    doubled = layers.UpSampling2D(2)(x)
    np.testing.assert_allclose(y, ops.conv(doubled, kernel, padding="same"), rtol=1e-4, atol=1e-5)
    assert layer.count_params() == 3 * 3 * 6 * 5


def test_resize_convolution_begins_by_enlarging_bilinearly():
    layer = convolutions.ResizeConv2DTranspose(4)
    x = np.random.default_rng(0).normal(size=(1, 8, 8, 3)).astype(np.float32)
    y = layer(x)
    enlarged = ops.image.resize(x, (16, 16), "bilinear")
    mixed = ops.matmul(enlarged, ops.transpose(4 * layer.small_kernel[1, 1]))
    inside = slice(1, -1)  # at the border, the layer adds black
    np.testing.assert_allclose(y[0, inside, inside], mixed[0, inside, inside], rtol=1e-4, atol=1e-5)


@own_gradients
@pytest.mark.parametrize("side", [4, 16])
def test_resize_convolution_in_bfloat16_has_the_gradients_of_float32(side):
    x = draw(2, side, side, 5)
    exact, quick = (convolutions.ResizeConv2DTranspose(6, dtype=dtype) for dtype in ("float32", "mixed_bfloat16"))
    exact(x), quick(x)
    quick.set_weights(exact.get_weights())
    assert_layers_alike(exact, quick, x, lambda y: y**2)
