"""A preset whose networks take a millisecond a step, with everything in them that a checkpoint must hold."""

import h5py
import numpy as np

from latentfaces.backend import ON_JAX, keras, layers, ops
from latentfaces.faces.face_set import Faces
from latentfaces.models import networks
from latentfaces.models.convolutions import Conv2D, Conv2DTranspose
from latentfaces.models.generator import Generator
from latentfaces.models.presets import SIZES, Optimizer, Preset


def _generator(z, preset):
    x = layers.ReLU()(layers.BatchNormalization()(layers.Dense(4 * 4 * 8)(z)))
    x = layers.Reshape((4, 4, 8))(x)
    return Conv2DTranspose(3, 4, strides=2, padding="same", activation="tanh")(x)


def _discriminator(x, preset):
    x = layers.LeakyReLU(0.2)(Conv2D(8, 4, strides=2, padding="same")(x))
    x = layers.Dropout(0.2)(networks.MinibatchStd()(x))
    return layers.Dense(1)(layers.Flatten()(x))


networks.ARCHITECTURES["tiny"] = (_generator, _discriminator)
SIZES["tiny"] = 8

TINY = Preset(
    name="tiny",
    architecture="tiny",
    size=8,
    generator_optimizer=Optimizer("adam", 1e-3, beta_1=0.5),
    discriminator_optimizer=Optimizer("rmsprop", 1e-3, clipvalue=1.0, decay=1e-3),
    latent_dim=8,
    batch_size=4,
    flips=True,
    fused=True,
    real_label=(0.9, 1.0),
    r1_gamma=1.0,
    r1_interval=4,
    ema_decay=0.9,
)


def tiny_faces(n=10, size=8, seed=0):
    """Faces of noise, all different: uint8 (n, size, size, 3)."""
    return Faces(np.random.default_rng(seed).integers(0, 256, (n, size, size, 3), dtype=np.uint8), source="noise")


def generator_of(draw, latent_dim=8, latent="normal", folder=None):
    """A `Generator` without weights: its images are draw(z), a function of tensors."""
    z = keras.Input((latent_dim,))
    return Generator("tiny", keras.Model(z, draw(z)), latent, folder)


def grey(values, size):
    """Images (N, size, size, 3) of one grey each, from values (N,)."""
    return ops.reshape(values, (-1, 1, 1, 1)) * ops.ones((1, size, size, 3))


def copyist(images):
    """A `Generator` that knows some images uint8 (N, S, S, 3) by heart: it draws them for the N z of seed 0, in order.

    So it does whatever the std, which leaves the way of a z as it is.
    """
    z = np.random.default_rng(0).standard_normal((len(images), 8))
    ways = (z / np.linalg.norm(z, axis=1, keepdims=True)).T.astype(np.float32)
    pixels = images.astype(np.float32) / 127.5 - 1
    return generator_of(lambda z: ops.take(pixels, ops.argmax(ops.matmul(z, ways), axis=1), axis=0))


def arrays_of(path):
    """Every array of a weights file, as a dict name -> (shape, bytes)."""
    arrays = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, node: arrays.update({name: node}) if isinstance(node, h5py.Dataset) else None)
        return {name: (node.shape, node[()].tobytes()) for name, node in arrays.items()}


def ending_of(run_dir):
    """All that must be the same at the end of two runs: every weight of everything, and the losses."""
    newest = max((run_dir / "checkpoints").glob("*.weights.h5"))
    return {
        # Without the tables in it, of which the losses come below, and a run that tracks the KID has one more.
        "state": {name: array for name, array in arrays_of(newest).items() if not name.startswith("tables/")},
        "generator": arrays_of(run_dir / "generator.weights.h5"),
        "losses": (run_dir / "losses.csv").read_text(),
        "samples": {path.name: path.read_bytes() for path in (run_dir / "samples").glob("*")},
    }


def one_step(gan, x):
    """One step of a GAN on images (N, S, S, 3), outside of `fit`: what it logs."""
    x = ops.convert_to_tensor(x)
    if not ON_JAX:
        return gan.train_step(x)
    gan.compile()
    groups = (gan.trainable_variables, gan.non_trainable_variables, gan.optimizer.variables, gan.metrics_variables)
    logs, state = gan.train_step([[v.value for v in group] for group in groups], x)
    for group, values in zip(groups, state):
        for variable, value in zip(group, values, strict=True):
            variable.assign(value)
    return logs
