"""One training step on TensorFlow: gradients by tape."""

from typing import TYPE_CHECKING

from latentfaces.arrays import Tensor
from latentfaces.backend import ops, tf
from latentfaces.training import losses

if TYPE_CHECKING:
    from latentfaces.training.gan import GAN


def train_step(gan: "GAN", x_real: Tensor) -> dict[str, Tensor]:
    """One update of a `GAN` on real images float32 (N, S, S, 3); returns the scalars that `GAN.train_step` logs."""
    n = gan.preset.batch_size
    if gan.preset.fused:
        with tf.GradientTape(persistent=True) as tape:
            x_fake = gan.G(gan.training_z(n, gan.seeds), training=True)
            real_logits, fake_logits = gan.judge_both(x_real, x_fake)
            d_loss = gan.discriminator_loss(real_logits, fake_logits, gan.draw_labels())
            g_loss = gan.generator_loss(fake_logits)
        d_gradients = tape.gradient(d_loss, gan.D.trainable_variables)
        g_gradients = tape.gradient(g_loss, gan.G.trainable_variables)
        gan.update_d(add_r1(gan, d_gradients, x_real))
    else:
        z = gan.training_z(n, gan.seeds)
        if gan.preset.two_updates:
            d_loss, real_logits, fake_logits = update_d_twice(gan, x_real, z)
        else:
            x_fake = gan.G(z, training=True)
            with tf.GradientTape() as tape:
                real_logits, fake_logits = gan.judge_both(x_real, x_fake)
                d_loss = gan.discriminator_loss(real_logits, fake_logits, gan.draw_labels())
            d_gradients = tape.gradient(d_loss, gan.D.trainable_variables)
            gan.update_d(add_r1(gan, d_gradients, x_real))
            z = gan.training_z(n, gan.seeds)
        with tf.GradientTape() as tape, gan.frozen_statistics():
            g_loss = gan.generator_loss(gan.judge(gan.G(z, training=True)))
        g_gradients = tape.gradient(g_loss, gan.G.trainable_variables)
    gan.update_g(g_gradients)
    return gan.end_step(d_loss, g_loss, real_logits, fake_logits)


def update_d_twice(gan: "GAN", x_real: Tensor, z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """An update of D on real images, then one on images drawn from z: the mean loss, real logits, fake logits."""
    loss: Tensor = 0.0
    logits: list[Tensor] = []
    for x, labels in zip((x_real, gan.G(z, training=False)), gan.draw_labels(), strict=True):
        with tf.GradientTape() as tape:
            logits.append(gan.judge(x))
            part = losses.cross_entropy(logits[-1], labels)
        gan.update_d(tape.gradient(part, gan.D.trainable_variables))
        loss += part / 2
    return loss, *logits


def add_r1(gan: "GAN", gradients: list[Tensor], x_real: Tensor) -> list[Tensor]:
    """D's gradients, plus those of the R1 penalty gamma / 2 |dD/dx|^2 on the steps that have it."""
    if not gan.preset.r1_gamma:
        return gradients

    def penalised() -> list[Tensor]:
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                inner.watch(x_real)
                logits = gan.judge(x_real)
            penalty = gan.r1_penalty(inner.gradient(logits, x_real))
        # The last bias changes all logits equally, so the slope does not depend on it.
        return [
            g if p is None else g + p
            for g, p in zip(gradients, outer.gradient(penalty, gan.D.trainable_variables), strict=True)
        ]

    return ops.cond(gan.r1_is_due(), penalised, lambda: gradients)
