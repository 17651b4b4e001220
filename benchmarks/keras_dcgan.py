"""The peer: the DCGAN of Keras' code examples (keras.io/examples/generative/dcgan_overriding_train_step).

Its networks, rates and batch: no normalisation, Dropout in D, Adam 1e-4 with Keras' other defaults, labels with noise,
one joint batch for D, and a new z for the update of G. G has a layer of 512 filters at 64 px: it takes 2,457 million
multiplications for an image, 68 times as many as compact's.
"""

import numpy as np

from latentfaces.backend import keras, layers, ops, tf
from latentfaces.pictures.images import to_uint8
from latentfaces.training.precision import compute_in_bfloat16

LATENT_DIM = 128
LABEL_NOISE = 0.05


def build():
    """(G, D) of Keras: z (N, 128) -> images (N, 64, 64, 3) in [0, 1]; images -> probability of a generated one."""
    G = keras.Sequential([keras.Input((LATENT_DIM,)), layers.Dense(8 * 8 * 128), layers.Reshape((8, 8, 128))])
    for filters in (128, 256, 512):
        G.add(layers.Conv2DTranspose(filters, 4, strides=2, padding="same"))
        G.add(layers.LeakyReLU(0.2))
    G.add(layers.Conv2D(3, 5, padding="same", activation="sigmoid"))
    D = keras.Sequential([keras.Input((64, 64, 3))])
    for filters in (64, 128, 128):
        D.add(layers.Conv2D(filters, 4, strides=2, padding="same"))
        D.add(layers.LeakyReLU(0.2))
    for layer in (layers.Flatten(), layers.Dropout(0.2), layers.Dense(1, activation="sigmoid")):
        D.add(layer)
    return G, D


class KerasDCGAN:
    """step(x) trains on real images float32 (32, 64, 64, 3) in [-1, 1], sample(n) draws faces uint8."""

    batch_size, flips = 32, False

    def __init__(self, seed):
        keras.utils.set_random_seed(seed)
        self.G, self.D = build()
        for net in (self.G, self.D):
            compute_in_bfloat16(net)
        self.g_optimizer, self.d_optimizer = keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4)
        self.seeds = keras.random.SeedGenerator(seed)
        self.train_step = tf.function(self.update)

    def update(self, x):
        n, loss = self.batch_size, keras.losses.BinaryCrossentropy()
        real = ops.reshape((x + 1) / 2, (n, 64, 64, 3))
        both = ops.concatenate([self.G(keras.random.normal((n, LATENT_DIM), seed=self.seeds)), real])
        labels = ops.concatenate([ops.ones((n, 1)), ops.zeros((n, 1))])
        labels += LABEL_NOISE * keras.random.uniform((2 * n, 1), seed=self.seeds)
        with tf.GradientTape() as tape:
            d_loss = loss(labels, self.D(both, training=True))
        self.d_optimizer.apply(tape.gradient(d_loss, self.D.trainable_variables), self.D.trainable_variables)
        z = keras.random.normal((n, LATENT_DIM), seed=self.seeds)
        with tf.GradientTape() as tape:
            g_loss = loss(ops.zeros((n, 1)), self.D(self.G(z), training=True))
        self.g_optimizer.apply(tape.gradient(g_loss, self.G.trainable_variables), self.G.trainable_variables)
        return g_loss

    def step(self, x):
        return float(self.train_step(x))

    def sample(self, n):
        z = keras.random.normal((n, LATENT_DIM), seed=1)
        parts = np.array_split(z, -(-n // 64))
        return np.concatenate([to_uint8(2 * ops.convert_to_numpy(self.G(part)) - 1) for part in parts])
