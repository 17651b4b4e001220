"""Which change makes `compact` better in the same minutes: python benchmarks/tune.py [VARIANT ...]

Every variant is one change of `compact` as it was released (`released_compact.py`), or of that with contrast (and flips
of few faces, as today's has) or with R1 that falls, or plays against frozen features. It trains on the faces of
DATA but those held out, with which it is compared after each of MINUTES of CPU time (without the time for measuring);
two can run at once, each on one core (`taskset -c 0`). Appends to benchmarks/tuning.csv.
"""

import dataclasses
import os
import sys
import time
from pathlib import Path

from frozen_features import FrozenFeatures
from race import Ours, hold_out, race, record
from released_compact import RELEASED

from latentfaces.backend import layers, ops, tf
from latentfaces.faces.load import load_faces
from latentfaces.models import networks
from latentfaces.models.convolutions import Conv2D, Conv2DTranspose
from latentfaces.models.networks import Contrast, MinibatchStd, PlaceBias
from latentfaces.models.normalization import BatchNormalization
from latentfaces.models.presets import SIZES
from latentfaces.training import losses
from latentfaces.training.gan import GAN
from latentfaces.training.plan import resolve_preset
from latentfaces.training.run import enable_determinism
from latentfaces.training.step_tensorflow import add_r1

TABLE = Path(__file__).with_name("tuning.csv")


def generator(widths=(256, 128, 64, 32), skips=False, gated=False):
    """Like compact's G, with other numbers of filters (at 4, 8, 16 and 32 px).

    skips: the image is the sum of one image from each size, as in StyleGAN2. gated: gated linear units instead of
    ReLU, with twice the filters before them, as in FastGAN.
    """

    def activate(x):
        x = BatchNormalization()(x)
        if not gated:
            return layers.ReLU()(x)
        value, gate = ops.split(x, 2, axis=-1)
        return value * ops.sigmoid(gate)

    def grow(x, filters, **kwargs):
        return Conv2DTranspose(filters, 4, strides=2, padding="same", **kwargs)(x)

    def build(z, preset):
        times = 2 if gated else 1
        x = layers.Reshape((4, 4, times * widths[0]))(layers.Dense(4 * 4 * times * widths[0], use_bias=False)(z))
        x = PlaceBias()(activate(x))
        image = Conv2D(3, 3, padding="same")(x) if skips else 0
        for filters in widths[1:]:
            x = activate(grow(x, times * filters, use_bias=False))
            if skips:
                image = doubled(image) + Conv2D(3, 3, padding="same")(x)
        return grow(x, 3) + (doubled(image) if skips else 0)

    return build


def doubled(x):
    return ops.repeat(ops.repeat(x, 2, axis=1), 2, axis=2)


def discriminator(widths=(32, 64, 128, 256), residual=False, second=False):
    """Like compact's D, with other numbers of filters, or with residual blocks after a stem on 2 x 2 pixels.

    second: its logit is the sum of two, and the second comes from the image shrunk to 16 px alone.
    """

    def block(x, filters):
        y = layers.LeakyReLU(0.2)(Conv2D(x.shape[-1], 3, padding="same")(x))
        shortcut = Conv2D(filters, 1, use_bias=False)(layers.AveragePooling2D(2)(x))
        return (Conv2D(filters, 4, strides=2, padding="same")(y) + shortcut) / 2**0.5

    def head(x):
        x = layers.LeakyReLU(0.2)(Conv2D(widths[-1], 3, padding="same")(MinibatchStd()(x)))
        return layers.Dense(1)(layers.Flatten()(x))

    def build(x, preset):
        image = x
        stem = Conv2D(widths[0], 2, strides=2) if residual else Conv2D(widths[0], 4, strides=2, padding="same")
        x = layers.LeakyReLU(0.2)(stem(x))
        for i, filters in enumerate(widths[1:]):
            x = block(x, filters) if residual else Conv2D(filters, 4, strides=2, padding="same")(x)
            x = layers.LeakyReLU(0.2)(x)
            if preset.contrast and i == 0:
                x = Contrast()(x, image)
        if not second:
            return head(x)
        small = layers.AveragePooling2D(4)(image)
        for filters in (64, 128):
            small = layers.LeakyReLU(0.2)(Conv2D(filters, 4, strides=2, padding="same")(small))
        return head(x) + head(small)

    return build


class Falling(GAN):
    """R1 that falls from r1_gamma to r1_late over the first r1_late_kimg, by the same factor for each image."""

    def r1_penalty(self, slope):
        first = self.preset.r1_gamma
        last = self.preset.r1_late or first
        gamma = first * (last / first) ** ops.minimum(1.0, self.kimg() / self.preset.r1_late_kimg)
        return gamma / 2 * self.preset.r1_interval * losses.squared_norm(slope)


class Relativistic(Falling):
    """Relativistic pairing (R3GAN, Huang et al. 2024) instead of the fused step's losses, and R1 and R2 with half of
    the weight on each."""

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


def adam(rate):
    return dataclasses.replace(RELEASED.generator_optimizer, learning_rate=rate)


def change(**fields):
    return dataclasses.replace(RELEASED, **{"precision": "bfloat16", **fields})


FALL = change(r1_late=0.5, r1_late_kimg=150.0)
CONTRAST = change(contrast=True, flips_below=15_000)
WIDE_D = (64, 128, 256, 512)
VARIANTS_OF_NETWORKS = {
    "skips in G": (generator(skips=True), discriminator()),
    "gated G with skips": (generator(skips=True, gated=True), discriminator()),
    "skips in G, residual D": (generator(skips=True), discriminator(residual=True)),
    "skips in G, both wide": (generator((512, 256, 128, 64), skips=True), discriminator(WIDE_D)),
}
NETWORKS_WITH_CONTRAST = {
    "contrast, skips in G": (generator(skips=True), discriminator()),
    "contrast, half as wide D": (generator(), discriminator((16, 32, 64, 128))),
    "contrast, quarter as wide D": (generator(), discriminator((8, 16, 32, 64))),
    "contrast, second head of D": (generator(), discriminator(second=True)),
}
for pairs in (VARIANTS_OF_NETWORKS, NETWORKS_WITH_CONTRAST):
    networks.ARCHITECTURES |= pairs
    SIZES.update(dict.fromkeys(pairs))
VARIANTS = {
    "released": change(),
    "contrast": CONTRAST,
    **{name: dataclasses.replace(CONTRAST, architecture=name) for name in NETWORKS_WITH_CONTRAST},
    "batch 32": change(batch_size=32),
    **{f"R1 {gamma:g}": change(r1_gamma=gamma, r1_late=None) for gamma in (5, 60)},
}
FALLING = {
    "R1 to 1 at 100": change(r1_late=1.0, r1_late_kimg=100.0),
    "R1 to 0.2 at 150": change(r1_late=0.2, r1_late_kimg=150.0),
    "R1 to 0.5 at 150": FALL,
    "no short z": change(r1_late=0.2, r1_late_kimg=150.0, shortened_fraction=0.0),
    "relativistic, R1 and R2": dataclasses.replace(FALL, r1_gamma=10.0),
    "relativistic, R1 and R2, contrast": dataclasses.replace(CONTRAST, r1_gamma=10.0),
    "D 1e-3": change(r1_late=0.2, r1_late_kimg=150.0, discriminator_optimizer=adam(1e-3)),
    "D 2.5e-4": dataclasses.replace(FALL, discriminator_optimizer=adam(2.5e-4)),
    "D 1.25e-4": dataclasses.replace(FALL, discriminator_optimizer=adam(1.25e-4)),
    "G 1e-3": dataclasses.replace(FALL, generator_optimizer=adam(1e-3)),
    "R1 every 4 steps": dataclasses.replace(FALL, r1_interval=4),
    **{name: change(r1_late=1.0, r1_late_kimg=100.0, architecture=name) for name in VARIANTS_OF_NETWORKS},
}
FROZEN = "frozen features"


def trainer(name, seed, faces):
    if name == FROZEN:
        return FrozenFeatures(change(batch_size=32), seed, faces)
    preset = resolve_preset((VARIANTS | FALLING)[name], None, len(faces))
    kind = GAN if name in VARIANTS else Relativistic if name.startswith("relativistic") else Falling
    return Ours(preset, seed, kind)


def main():
    enable_determinism()
    minutes = [float(m) for m in os.environ.get("MINUTES", "3,6,12").split(",")]
    pictures, seed = os.environ.get("PICTURES"), int(os.environ.get("SEED", 0))
    faces, held_out = hold_out(load_faces(os.environ.get("DATA", "avatars")))
    known = [*VARIANTS, *FALLING, FROZEN]
    names = sys.argv[1:] or known
    if unknown := [name for name in names if name not in known]:
        sys.exit(f'There is no variant "{unknown[0]}"; choose among {", ".join(known)}.')
    for name in names:
        picture = Path(pictures) / f"{name} {{}}.png" if pictures else None
        scores = race(trainer(name, seed, faces), faces, held_out, minutes, seed, picture, time.process_time)
        for row in scores:
            record(TABLE, {"variant": name, **row})


if __name__ == "__main__":
    main()
