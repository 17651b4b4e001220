"""Which single change makes compact better in the same minutes: python benchmarks/tune.py [VARIANT ...]

Every variant trains on all but HELD_OUT faces of DATA, and is compared with the held-out faces after each of MINUTES of
training (without the time for measuring). Appends to benchmarks/tuning.csv.
"""

import dataclasses
import os
import sys
from pathlib import Path

from race import Ours, race, record

from latentfaces.backend import layers, ops, tf
from latentfaces.faces.load import load_faces
from latentfaces.models import networks
from latentfaces.models.convolutions import Conv2D, Conv2DTranspose
from latentfaces.models.networks import MinibatchStd, PlaceBias
from latentfaces.models.presets import SIZES, get_preset
from latentfaces.training import losses
from latentfaces.training.gan import GAN
from latentfaces.training.run import enable_determinism
from latentfaces.training.step_tensorflow import add_r1

TABLE = Path(__file__).with_name("tuning.csv")
HELD_OUT = 1000


def generator(widths=(256, 128, 64, 32), upsample=False, norm=True):
    """Like compact's G, with other numbers of filters (at 4, 8, 16 and 32 px).

    upsample: double the size by repeating pixels, then a 3 x 3 convolution, instead of a deconvolution. norm: False
    uses biases instead of BatchNormalization.
    """

    def build(z, preset):
        start = "glorot_uniform" if norm else "he_normal"

        def activate(x):
            return layers.ReLU()(layers.BatchNormalization()(x) if norm else x)

        def grow(x, filters, **kwargs):
            if not upsample:
                return Conv2DTranspose(filters, 4, strides=2, padding="same", **kwargs)(x)
            return Conv2D(filters, 3, padding="same", **kwargs)(ops.repeat(ops.repeat(x, 2, axis=1), 2, axis=2))

        x = layers.Dense(4 * 4 * widths[0], use_bias=not norm, kernel_initializer=start)(z)
        x = layers.Reshape((4, 4, widths[0]))(x)
        x = layers.ReLU()(PlaceBias()(layers.BatchNormalization()(x) if norm else x))
        for filters in widths[1:]:
            x = activate(grow(x, filters, use_bias=not norm, kernel_initializer=start))
        return grow(x, 3, activation=preset.output_activation)

    return build


def discriminator(widths=(32, 64, 128, 256), head=True):
    """Like compact's D, with other numbers of filters, or without its convolution at 4 px."""

    def build(x, preset):
        for filters in widths:
            x = layers.LeakyReLU(0.2)(Conv2D(filters, 4, strides=2, padding="same")(x))
        x = MinibatchStd()(x)
        if head:
            x = layers.LeakyReLU(0.2)(Conv2D(widths[-1], 3, padding="same")(x))
        return layers.Dense(1)(layers.Flatten()(x))

    return build


class Relativistic(GAN):
    """Relativistic pairing (R3GAN, Huang et al. 2024) instead of the fused step's losses, and R1 on both kinds with
    half of its weight on each."""

    def train_step(self, x_real):
        with tf.GradientTape(persistent=True) as tape:
            x_fake = self.G(self.training_z(self.preset.batch_size, self.seeds), training=True)
            real, fake = self.D(x_real, training=True), self.D(x_fake, training=True)
            d_loss, g_loss = losses.generator_loss(real - fake), losses.generator_loss(fake - real)
        d_gradients = tape.gradient(d_loss, self.D.trainable_variables)
        g_gradients = tape.gradient(g_loss, self.G.trainable_variables)
        both = tf.stop_gradient(ops.concatenate([x_real, x_fake]))
        self.update_d(add_r1(self, d_gradients, both))
        self.update_g(g_gradients)
        return self.end_step(d_loss, g_loss, real, fake)


def change(rate=None, beta_1=None, vector_rate=None, **fields):
    """compact in bfloat16, without short z, and with these changes; rate, beta_1 and vector_rate: of both players."""
    preset = dataclasses.replace(
        get_preset("compact"), **{"precision": "bfloat16", "shortened_fraction": 0.0, **fields}
    )
    adam = preset.generator_optimizer
    adam = dataclasses.replace(
        adam,
        learning_rate=rate or adam.learning_rate,
        beta_1=adam.beta_1 if beta_1 is None else beta_1,
        vector_rate=vector_rate or adam.vector_rate,
    )
    return dataclasses.replace(preset, generator_optimizer=adam, discriminator_optimizer=adam)


WIDE_G, WIDE_D = generator((512, 256, 128, 64)), discriminator((64, 128, 256, 512))
VARIANTS_OF_NETWORKS = {
    "wide G": (WIDE_G, discriminator()),
    "wide D": (generator(), WIDE_D),
    "wide both": (WIDE_G, WIDE_D),
    "wide late G": (generator((256, 128, 128, 64)), discriminator()),
    "upsampling": (generator(upsample=True), discriminator()),
    "no norm in G": (generator(norm=False), discriminator()),
    "no head": (generator(), discriminator(head=False)),
}
networks.ARCHITECTURES |= VARIANTS_OF_NETWORKS
SIZES.update(dict.fromkeys(VARIANTS_OF_NETWORKS))
OLD = {"batch_size": 64, "ema_decay": 0.998}
VARIANTS = {
    "compact": change(shortened_fraction=get_preset("compact").shortened_fraction),
    "no short z": change(),
    "tanh": change(output_activation="tanh"),
    "vector rate 1": change(vector_rate=1.0),
    "vector rate 30": change(vector_rate=30.0),
    "rates 1e-3": change(rate=1e-3),
    "beta_1 0.5": change(beta_1=0.5),
    "R1 0.2": change(r1_gamma=0.2, r1_late=None),
    "R1 5": change(r1_gamma=5.0, r1_late=None),
    "relativistic": change(),
    "augmented": change(augment=True),
    "batch 8": change(batch_size=8),
    "batch 64": change(**OLD),
    "batch 64, rates 1e-3": change(rate=1e-3, **OLD),
    "batch 64, R1 5": change(r1_gamma=5.0, r1_late=None, **OLD),
    **{name: change(architecture=name) for name in ("wide late G", "wide D", "upsampling", "no norm in G", "no head")},
    "no head, batch 8": change(architecture="no head", batch_size=8),
    **{f"batch 64, {name}": change(architecture=name, **OLD) for name in ("wide G", "wide both")},
}


def main():
    enable_determinism()
    minutes = [float(m) for m in os.environ.get("MINUTES", "1,2").split(",")]
    pictures, seed = os.environ.get("PICTURES"), int(os.environ.get("SEED", 0))
    faces, held_out = load_faces(os.environ.get("DATA", "avatars")).holdout(HELD_OUT)
    names = sys.argv[1:] or VARIANTS
    if unknown := [name for name in names if name not in VARIANTS]:
        sys.exit(f'There is no variant "{unknown[0]}"; choose among {", ".join(VARIANTS)}.')
    for name in names:
        trainer = Ours(VARIANTS[name], seed, Relativistic if name == "relativistic" else GAN)
        picture = Path(pictures) / f"{name} {{}}.png" if pictures else None
        for scores in race(trainer, faces, held_out, minutes, seed, picture):
            record(TABLE, {"variant": name, **scores})


if __name__ == "__main__":
    main()
