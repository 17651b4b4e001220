"""What makes compact better: one change at a time, the same minutes each: python benchmarks/tune.py [VARIANT ...]

Every variant trains on the faces of DATA with all but HELD_OUT of them, and is measured against those after each of
MINUTES of training (measuring not counted). Appends to benchmarks/tuning.csv.
"""

import dataclasses
import os
import sys
from pathlib import Path

from race import Ours, race, record

from latentfaces import losses, networks
from latentfaces.backend import layers, ops, tf
from latentfaces.datasets import load_faces
from latentfaces.gan import GAN
from latentfaces.networks import MinibatchStd
from latentfaces.presets import get_preset
from latentfaces.training import make_exact

TABLE = Path(__file__).with_name("tuning.csv")
HELD_OUT = 1000


def generator(widths):
    """Like compact's G, with other numbers of filters: at 4, 8, 16 and 32 px."""

    def build(z, preset):
        x = layers.Dense(4 * 4 * widths[0], use_bias=False)(z)
        x = layers.ReLU()(layers.BatchNormalization()(layers.Reshape((4, 4, widths[0]))(x)))
        for filters in widths[1:]:
            x = layers.Conv2DTranspose(filters, 4, strides=2, padding="same", use_bias=False)(x)
            x = layers.ReLU()(layers.BatchNormalization()(x))
        return layers.Conv2DTranspose(3, 4, strides=2, padding="same", activation="tanh")(x)

    return build


def upsampling_generator(widths):
    """Repeat each pixel twice a side, then a 3 x 3 convolution; the last resolution has filters of its own."""

    def build(z, preset):
        x = layers.Dense(4 * 4 * widths[0], use_bias=False)(z)
        x = layers.ReLU()(layers.BatchNormalization()(layers.Reshape((4, 4, widths[0]))(x)))
        for filters in widths[1:]:
            x = ops.repeat(ops.repeat(x, 2, axis=1), 2, axis=2)
            x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
            x = layers.ReLU()(layers.BatchNormalization()(x))
        return layers.Conv2D(3, 3, padding="same", activation="tanh")(x)

    return build


def discriminator(widths):
    """Like compact's D, with other numbers of filters."""

    def build(x, preset):
        for filters in widths:
            x = layers.LeakyReLU(0.2)(layers.Conv2D(filters, 4, strides=2, padding="same")(x))
        x = MinibatchStd()(x)
        x = layers.LeakyReLU(0.2)(layers.Conv2D(widths[-1], 3, padding="same")(x))
        return layers.Dense(1)(layers.Flatten()(x))

    return build


class Relativistic(GAN):
    """Relativistic pairing (R3GAN, Huang et al. 2024) in place of the fused step's losses; R1 alone."""

    def train_step(self, x_real):
        with tf.GradientTape(persistent=True) as tape:
            x_fake = self.G(self.sample_z(self.preset.batch_size, self.seeds), training=True)
            real, fake = self.D(x_real, training=True), self.D(x_fake, training=True)
            d_loss, g_loss = losses.generator_loss(real - fake), losses.generator_loss(fake - real)
        d_gradients = tape.gradient(d_loss, self.D.trainable_variables)
        g_gradients = tape.gradient(g_loss, self.G.trainable_variables)
        self.d_optimizer.apply(self.add_r1(d_gradients, x_real), self.D.trainable_variables)
        self.g_optimizer.apply(g_gradients, self.G.trainable_variables)
        self.update_average()
        self.step.assign_add(1)
        return {"d_loss": d_loss, "g_loss": g_loss}


def change(rates=None, beta_2=None, **fields):
    """compact in bfloat16, changed; rates: learning rates of G and D."""
    preset = dataclasses.replace(get_preset("compact"), precision="bfloat16", **fields)
    for which, rate in zip(("generator_optimizer", "discriminator_optimizer"), rates or (None, None), strict=True):
        settings = getattr(preset, which)
        settings = dataclasses.replace(
            settings, learning_rate=rate or settings.learning_rate, beta_2=beta_2 or settings.beta_2
        )
        preset = dataclasses.replace(preset, **{which: settings})
    return preset


SMALL_D, WIDE_D = discriminator((32, 64, 128, 256)), discriminator((64, 128, 256, 512))
networks.ARCHITECTURES |= {
    "wide G": (generator((512, 256, 128, 64)), SMALL_D),
    "wide both": (generator((512, 256, 128, 64)), WIDE_D),
    "wide late G": (generator((256, 128, 128, 64)), SMALL_D),
    "upsampling": (upsampling_generator((256, 128, 64, 32, 32)), SMALL_D),
    "wide D": (generator((256, 128, 64, 32)), WIDE_D),
}
VARIANTS = {
    "compact": change(),
    "rates 1e-3": change(rates=(1e-3, 1e-3)),
    "batch 32": change(batch_size=32),
    "R1 0.3": change(r1_gamma=0.3),
    "R1 5": change(r1_gamma=5.0),
    "relativistic": change(),
    **{name: change(architecture=name) for name in ("wide G", "wide both", "wide late G", "upsampling", "wide D")},
}


def main():
    make_exact()
    minutes = [float(m) for m in os.environ.get("MINUTES", "2,5").split(",")]
    pictures, seed = os.environ.get("PICTURES"), int(os.environ.get("SEED", 0))
    faces, held_out = load_faces(os.environ.get("DATA", "avatars")).holdout(HELD_OUT)
    for name in sys.argv[1:] or VARIANTS:
        trainer = Ours(VARIANTS[name], seed, Relativistic if name == "relativistic" else GAN)
        picture = Path(pictures) / f"{name} {{}}.png" if pictures else None
        for scores in race(trainer, faces, held_out, minutes, seed, picture):
            record(TABLE, {"variant": name, **scores})


if __name__ == "__main__":
    main()
