"""Ten steps of tiny GANs on the engine that KERAS_BACKEND names: python engine_steps.py START END

START: folder of the weights to begin with; written where there are none. END: folder for the weights at the end, the
losses of all steps, and the faces that all weights in either folder draw. test_jax compares what two engines write.
"""

import dataclasses
import os
import sys
from pathlib import Path

import numpy as np

if os.environ["KERAS_BACKEND"] == "jax":
    sys.modules["tensorflow"] = None  # JAX does not need it, and importing it takes long

from tiny import TINY, tiny_faces

from latentfaces.backend import ON_JAX, keras, layers, ops
from latentfaces.models import networks
from latentfaces.models.generator import Generator
from latentfaces.models.presets import SIZES
from latentfaces.run_folder import LOSSES
from latentfaces.training.batches import Batches
from latentfaces.training.devices import data_parallel
from latentfaces.training.gan import GAN

STEPS = 10


def discriminator(x, preset):
    """TINY's without Dropout, which draws with the engine's own numbers."""
    x = layers.LeakyReLU(0.2)(layers.Conv2D(8, 4, strides=2, padding="same")(x))
    return layers.Dense(1)(layers.Flatten()(networks.MinibatchStd()(x)))


networks.ARCHITECTURES["sober"] = (networks.ARCHITECTURES["tiny"][0], discriminator)
SIZES["sober"] = SIZES["tiny"]
# R1 changes within these steps.
SOBER = dataclasses.replace(TINY, architecture="sober", real_label=(1.0, 1.0), r1_late=0.1, r1_late_kimg=0.016)
PRESETS = {
    "fused": SOBER,
    "apart": dataclasses.replace(SOBER, fused=False),
    "joint": dataclasses.replace(SOBER, joint_batch=True),
}


class Losses(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.rows = []

    def on_train_batch_end(self, batch, logs=None):
        self.rows.append([float(logs[name]) for name in LOSSES])


def main(start, end):
    draws = ops.convert_to_tensor(np.random.default_rng(0).standard_normal((STEPS, 4, 8)).astype(np.float32))
    for name, preset in PRESETS.items():
        with data_parallel(preset.batch_size):
            gan, losses = GAN(preset), Losses()
            begin = start / f"{name}.weights.h5"
            if begin.exists():
                gan.load_weights(begin)
            else:
                gan.save_weights(begin)
            # Each engine has random numbers of its own; these are the same on both.
            gan.training_z = lambda n, seed, gan=gan: ops.take(draws, gan.step % STEPS, axis=0)
            gan.compile()
            gan.fit(
                Batches(tiny_faces(), 4, 0, flips=True),
                steps_per_epoch=STEPS,
                shuffle=False,
                verbose=0,
                callbacks=[losses],
            )
        np.save(end / f"{name} losses.npy", losses.rows)
        gan.save_weights(end / f"{name}.weights.h5")
    if ON_JAX:
        np.save(end / "devices.npy", len(gan.D.trainable_variables[0].value.sharding.device_set))


def draw(folder):
    """The faces of every weights file in a folder, as a list."""
    z, faces = np.random.default_rng(1).standard_normal((64, 8)).astype(np.float32), []
    for path in sorted(folder.glob("*.weights.h5")):
        gan = GAN(PRESETS[path.name.partition(".")[0]])
        gan.load_weights(path)
        faces.append(Generator("ema", gan.ema).faces(z))
    return faces


if __name__ == "__main__":
    start, end = map(Path, sys.argv[1:])
    main(start, end)
    np.save(end / "faces.npy", draw(start) + draw(end))
