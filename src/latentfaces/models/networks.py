"""Networks: preset -> generator G and discriminator D.

G maps z (N, latent_dim) to images (N, size, size, 3), from -1 (black) to 1 (white); D maps images to logits (N, 1). The
D of both references ends in a sigmoid; here the loss contains it, which is the same function with a stable gradient.

Their own layers are registered with Keras: `keras.saving.load_model` opens what `G.save` wrote, in any process that
imports this module (`import latentfaces.models.networks`) first.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

from latentfaces.arrays import Tensor
from latentfaces.backend import keras, layers, ops
from latentfaces.models.convolutions import Conv2D, Conv2DTranspose, ResizeConv2DTranspose
from latentfaces.models.normalization import BatchNormalization
from latentfaces.models.presets import Preset, doublings


def build_generator(preset: Preset, name: str = "generator") -> keras.Model:
    """Keras model G of the preset: z float32 (N, latent_dim) -> float32 (N, size, size, 3).

    -1 is black and 1 is white. A G with a linear output may exceed both; `pictures.to_uint8` clips.
    """
    z = keras.Input((preset.latent_dim,), name="z")
    return keras.Model(z, _network(preset, 0)(z, preset), name=name)


def build_discriminator(preset: Preset, name: str = "discriminator") -> keras.Model:
    """Keras model D of the preset: images float32 (N, size, size, 3) in [-1, 1] -> logits float32 (N, 1)."""
    x = keras.Input((preset.size, preset.size, 3), name="x")
    return keras.Model(x, _network(preset, 1)(x, preset), name=name)


def _network(preset: Preset, which: int) -> Callable[[Tensor, Preset], Tensor]:
    return ARCHITECTURES[preset.architecture][which]


# --- Sorokoletova and Fischetto 2021. In the Keras of that year, LeakyReLU had a default slope of 0.3.


def _anime_baseline_generator(z: Tensor, preset: Preset) -> Tensor:
    x = layers.LeakyReLU(0.3)(layers.Dense(32 * 32 * 128)(z))
    x = layers.Reshape((32, 32, 128))(x)
    x = layers.LeakyReLU(0.3)(layers.Conv2D(256, 5, padding="same")(x))
    x = layers.LeakyReLU(0.3)(layers.Conv2DTranspose(256, 4, strides=2, padding="same")(x))
    x = layers.LeakyReLU(0.3)(layers.Conv2D(256, 5, padding="same")(x))
    x = layers.LeakyReLU(0.3)(layers.Conv2D(256, 5, padding="same")(x))
    return layers.Conv2D(3, 7, padding="same", activation="tanh")(x)


def _anime_baseline_discriminator(x: Tensor, preset: Preset) -> Tensor:
    x = layers.LeakyReLU(0.3)(layers.Conv2D(128, 3)(x))
    for _ in range(3):
        x = layers.LeakyReLU(0.3)(layers.Conv2D(128, 4, strides=2)(x))
    x = layers.Flatten()(x)
    # The report does not print the rate. We use the 0.4 of Chollet 2017 (Deep Learning with Python, 8.5), whose GAN has
    # the same D, the same optimizers and the same noise on the labels.
    x = layers.Dropout(0.4)(x)
    return layers.Dense(1)(x)


# --- dredwardhyde 2019. Dense layers keep Keras' initialisation, and only convolutions have the normal one.


def _normal() -> keras.initializers.Initializer:
    return keras.initializers.RandomNormal(stddev=0.02)


def _simpsons_dcgan_generator(z: Tensor, preset: Preset) -> Tensor:
    x = layers.Reshape((8, 8, 1024))(layers.Dense(8 * 8 * 1024)(z))
    return _simpsons_upsampling(x, functools.partial(BatchNormalization, unbiased=True))


def _simpsons_dcgan_discriminator(x: Tensor, preset: Preset) -> Tensor:
    x = _simpsons_features(x, functools.partial(BatchNormalization, unbiased=True))
    return layers.Dense(1)(x)


def _simpsons_upsampling(x: Tensor, normalization: Callable[[], layers.Layer]) -> Tensor:
    x = layers.LeakyReLU(0.2)(x)
    for filters in (512, 256, 128, 64):
        x = Conv2DTranspose(filters, 3, strides=2, padding="same", kernel_initializer=_normal())(x)
        x = layers.LeakyReLU(0.2)(normalization()(x))
    x = Conv2DTranspose(3, 3, padding="same", kernel_initializer=_normal())(x)
    return layers.Activation("tanh")(x)


def _simpsons_features(x: Tensor, normalization: Callable[[], layers.Layer]) -> Tensor:
    for filters, strides in ((64, 2), (128, 2), (256, 2), (512, 1), (1024, 2)):
        x = Conv2D(filters, 3, strides=strides, padding="same", kernel_initializer=_normal())(x)
        x = layers.LeakyReLU(0.2)(normalization()(x))
    return layers.Flatten()(x)


# --- The same networks with BatchNormalization's epsilon of a later version of that code, Keras 3's moving variance and
# the normal initialisation everywhere, for models that were trained with these before the code of October was known.


def _simpsons_norm() -> layers.Layer:
    return BatchNormalization(epsilon=5e-5)


def _simpsons_generator(z: Tensor, preset: Preset) -> Tensor:
    x = layers.Reshape((8, 8, 1024))(layers.Dense(8 * 8 * 1024, kernel_initializer=_normal())(z))
    return _simpsons_upsampling(x, _simpsons_norm)


def _simpsons_discriminator(x: Tensor, preset: Preset) -> Tensor:
    x = _simpsons_features(x, _simpsons_norm)
    return layers.Dense(1, kernel_initializer=_normal())(x)


# --- Radford, Metz and Chintala 2015: BatchNormalization in all but G's last and D's first and last layer.


def _dcgan_generator(z: Tensor, preset: Preset) -> Tensor:
    x = layers.Dense(4 * 4 * 1024, use_bias=False, kernel_initializer=_normal())(z)
    x = layers.ReLU()(BatchNormalization()(layers.Reshape((4, 4, 1024))(x)))
    for filters in (512, 256, 128):
        x = Conv2DTranspose(filters, 5, strides=2, padding="same", use_bias=False, kernel_initializer=_normal())(x)
        x = layers.ReLU()(BatchNormalization()(x))
    x = Conv2DTranspose(3, 5, strides=2, padding="same", kernel_initializer=_normal())(x)
    return layers.Activation("tanh")(x)


def _dcgan_discriminator(x: Tensor, preset: Preset) -> Tensor:
    x = Conv2D(128, 5, strides=2, padding="same", kernel_initializer=_normal())(x)
    x = layers.LeakyReLU(0.2)(x)
    for filters in (256, 512, 1024):
        x = Conv2D(filters, 5, strides=2, padding="same", use_bias=False, kernel_initializer=_normal())(x)
        x = layers.LeakyReLU(0.2)(BatchNormalization()(x))
    return layers.Dense(1, kernel_initializer=_normal())(layers.Flatten()(x))


# --- Ours. Deconvolutions, because nearest-neighbour UpSampling2D has no deterministic gradient; with
# `resize_convolution` they do what UpSampling2D and a convolution would. G can end without tanh, as in StyleGAN2: drawn
# faces contain much black and white, where tanh is flat and its gradient small.


def _compact_filters(preset: Preset, fewest: int = 32) -> list[int]:
    """Filters at half the size, a quarter, ..., and 4 to 7 px: from 32, 32, 64, 128, 256 for faces of 64 to 112 px."""
    return [fewest << i for i in range(doublings(preset.size))]


def _compact_generator(z: Tensor, preset: Preset) -> Tensor:
    *filters, first = _compact_filters(preset)
    side = preset.size >> doublings(preset.size)
    style = Style()(z) if preset.self_modulation else None
    x = layers.Dense(side * side * first, use_bias=False)(z)
    x = _normalized(layers.Reshape((side, side, first))(x), style)
    x = layers.ReLU()(PlaceBias()(x))
    # Without a layer at the full size, each pixel is a weighted sum of features twice as coarse, and edges are uneven.
    fine = [16] if preset.detail else []
    for n in [*reversed(filters), *fine]:
        if preset.resize_convolution:
            x = ResizeConv2DTranspose(n)(x)
        else:
            x = Conv2DTranspose(n, 4, strides=2, padding="same", use_bias=False)(x)
        x = layers.ReLU()(_normalized(x, style))
    if preset.detail:
        return Conv2D(3, 3, padding="same", activation=preset.output_activation)(x)
    return Conv2DTranspose(3, 4, strides=2, padding="same", activation=preset.output_activation)(x)


def _normalized(x: Tensor, style: Tensor | None) -> Tensor:
    x = BatchNormalization()(x)
    return x if style is None else SelfModulation()(x, style)


def _compact_discriminator(x: Tensor, preset: Preset) -> Tensor:
    filters, image = _compact_filters(preset, preset.discriminator_filters), x
    for i, n in enumerate(filters):
        x = layers.LeakyReLU(0.2)(Conv2D(n, 4, strides=2, padding="same")(x))
        if i == min(1, len(filters) - 1):
            if preset.contrast:
                x = Contrast()(x, image)
            if preset.detail:
                x = Detail()(x, image)
    x = MinibatchStd()(x)
    x = layers.LeakyReLU(0.2)(Conv2D(filters[-1], 3, padding="same")(x))
    return layers.Dense(1)(layers.Flatten()(x))


@keras.saving.register_keras_serializable("latentfaces")
class PlaceBias(layers.Layer):
    """Adds a learned number to each channel at each place, the same for all images: (N, H, W, C) -> (N, H, W, C).

    If z is short or 0, nothing else distinguishes the places of a face: BatchNormalization shifts whole channels. This
    layer comes after it: before it, these numbers would be part of the variance and drown the signal from z.
    """

    def build(self, shape: tuple[int, ...]) -> None:
        self.bias = self.add_weight(shape=shape[1:], initializer="zeros", name="bias")

    def call(self, x: Tensor) -> Tensor:
        return x + self.bias


@keras.saving.register_keras_serializable("latentfaces")
class Style(layers.Layer):
    """Turns z (N, latent_dim) into a style (N, 128), from which each `SelfModulation` computes its scales and shifts.

    Two dense layers; the mapping network of StyleGAN (Karras et al. 2019) has eight.
    """

    WIDTH = 128

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.dense = [layers.Dense(self.WIDTH, activation="leaky_relu", name=name) for name in ("first", "second")]

    def build(self, shape: tuple[int, ...]) -> None:
        for dense in self.dense:
            dense.build(shape)
            shape = dense.compute_output_shape(shape)

    def call(self, z: Tensor) -> Tensor:
        for dense in self.dense:
            z = dense(z)
        return z

    def compute_output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        return (shape[0], self.WIDTH)


@keras.saving.register_keras_serializable("latentfaces")
class SelfModulation(layers.Layer):
    """Scales and shifts the channels of each face: features (N, H, W, C) and styles (N, S) -> (N, H, W, C).

    Self-modulation is by Chen et al. 2019; there each layer has a small network of its own, and here all share `Style`.
    Without it z reaches a layer only through those before, so what concerns the whole face, such as the colour of the
    hair, has to travel through all of them. Scales start at 1 and shifts at 0.
    """

    def build(self, x_shape: tuple[int, ...], style_shape: tuple[int, ...]) -> None:
        shape = (style_shape[-1], 2 * x_shape[-1])
        self.kernel = self.add_weight(shape=shape, initializer="zeros", name="kernel")

    def call(self, x: Tensor, style: Tensor) -> Tensor:
        scale, shift = ops.split(ops.matmul(style, self.kernel)[:, None, None], 2, axis=-1)
        return x * (1 + scale) + shift

    def compute_output_shape(self, x_shape: tuple[int, ...], style_shape: tuple[int, ...]) -> tuple[int, ...]:
        return x_shape


@keras.saving.register_keras_serializable("latentfaces")
class Contrast(layers.Layer):
    """Appends three channels: the logarithm of how much each colour of the image varies around each place.

    (N, H, W, C) and the image (N, S, S, 3) -> (N, H, W, C + 3), for S a multiple of H. D can then see grain in flat
    colours. Without these channels it hardly can: R1 keeps its slope small, but a variance has no slope where a real
    image is flat. The windows overlap, so that no edge falls between two of them.
    """

    # The logarithm is of the standard deviation plus FLOOR (4 levels of 255), less that of an ordinary place of a face.
    FLOOR, ORDINARY, WEIGHT = 0.03, 0.15, 0.3

    def __init__(self, **kwargs: Any):
        # In bfloat16, a level of 255 would be lost.
        super().__init__(autocast=False, **kwargs)

    def call(self, x: Tensor, image: Tensor) -> Tensor:
        stride = image.shape[1] // x.shape[1]
        std = ops.sqrt(self.variance(image, stride * 3 // 2, stride) + 1e-6)
        contrast = self.WEIGHT * (ops.log(std + self.FLOOR) - math.log(self.ORDINARY))
        return ops.concatenate([x, ops.cast(contrast, x.dtype)], axis=-1)

    def variance(self, image: Tensor, window: int, stride: int) -> Tensor:
        """Of each colour in windows around each place: (N, S, S, 3) -> (N, H, W, 3)."""
        squares = ops.concatenate([image, image**2], axis=-1)
        mean, square = ops.split(ops.average_pool(squares, window, stride, padding="same"), 2, axis=-1)
        return ops.maximum(square - mean**2, 0.0)

    def compute_output_shape(self, x_shape: tuple[int, ...], image_shape: tuple[int, ...]) -> tuple[int, ...]:
        return (*x_shape[:3], x_shape[3] + 3)


@keras.saving.register_keras_serializable("latentfaces")
class Detail(Contrast):
    """Like `Contrast`, but of the finest detail alone: of how much each pixel differs from the mean of 3 x 3 around it.

    D can then see that faces are softer than real ones, which R1 hides from it as it hides grain.
    """

    # Smaller than those of `Contrast`, because most of the contrast of a face is not fine.
    FLOOR, ORDINARY = 0.02, 0.08

    def variance(self, image: Tensor, window: int, stride: int) -> Tensor:
        # `average_pool` gives the same, but where windows overlap its gradient takes TensorFlow three times as long.
        kernel = ops.ones((3, 3, 1, 1)) * ops.eye(image.shape[-1])
        counted = ops.conv(ops.ones((1, *image.shape[1:])), kernel, padding="same")
        fine = image - ops.conv(image, kernel, padding="same") / counted
        return ops.average_pool(fine**2, window, stride, padding="same")


@keras.saving.register_keras_serializable("latentfaces")
class MinibatchStd(layers.Layer):
    """Appends one channel: the standard deviation over the batch, averaged over all features.

    (N, H, W, C) -> (N, H, W, C + 1). D can then see that a batch varies too little (Karras et al. 2018, ProGAN).
    """

    def call(self, x: Tensor) -> Tensor:
        # Differences within a batch are smaller than the resolution of bfloat16.
        std = ops.mean(ops.sqrt(ops.var(ops.cast(x, "float32"), axis=0) + 1e-8))
        std = ops.broadcast_to(ops.cast(std, x.dtype), (*ops.shape(x)[:3], 1))
        return ops.concatenate([x, std], axis=-1)

    def compute_output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        return (*shape[:3], shape[3] + 1)


ARCHITECTURES = {
    "anime-baseline": (_anime_baseline_generator, _anime_baseline_discriminator),
    "simpsons-dcgan": (_simpsons_dcgan_generator, _simpsons_dcgan_discriminator),
    "simpsons": (_simpsons_generator, _simpsons_discriminator),
    "dcgan": (_dcgan_generator, _dcgan_discriminator),
    "compact": (_compact_generator, _compact_discriminator),
}
