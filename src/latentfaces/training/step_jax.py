"""One training step on JAX: a pure function from state to state, gradients by vector-Jacobian products."""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import jax

from latentfaces.arrays import Tensor
from latentfaces.backend import keras, ops
from latentfaces.training import losses
from latentfaces.training.devices import sharded

if TYPE_CHECKING:
    from latentfaces.training.gan import GAN


def train_step(
    gan: "GAN", state: Sequence[Sequence[Tensor]], x_real: Tensor
) -> tuple[dict[str, Tensor], tuple[list[Tensor], ...]]:
    """One update of a `GAN` on real images float32 (N, S, S, 3), with the signature that Keras' JAX trainer requires.

    state: four lists with the values of the trainable, non-trainable, optimizer and metrics variables. Returns the
    scalars that `GAN.train_step` logs, and the new state.
    """
    groups = (gan.trainable_variables, gan.non_trainable_variables, gan.optimizer.variables, gan.metrics_variables)
    before = [pair for group, values in zip(groups, state, strict=True) for pair in zip(group, values, strict=True)]
    with keras.StatelessScope(before) as scope:
        logs = _play(gan, x_real)
    return logs, tuple([scope.get_current_value(variable) for variable in group] for group in groups)


def _play(gan: "GAN", x_real: Tensor) -> dict[str, Tensor]:
    n, generator = gan.preset.batch_size, functools.partial(gan.G, training=True)
    z = sharded(gan.training_z(n, gan.seeds))
    if gan.preset.two_updates:
        d_loss, *logits = _update_d_twice(gan, x_real, z)
    else:
        x_fake, back_through_g = _forward(gan, gan.G, generator, z)
        logits, back_through_d = _forward(gan, gan.D, lambda x: gan.judge_both(x_real, x), x_fake)
        labels = gan.draw_labels()
        d_loss, d_slope = jax.value_and_grad(lambda both: gan.discriminator_loss(both[0], both[1], labels))(logits)
        d_gradients = add_r1(gan, back_through_d(d_slope)[0], x_real)
    if gan.preset.fused:
        g_loss, g_slope = jax.value_and_grad(lambda both: gan.generator_loss(both[1]))(logits)
        g_gradients = back_through_g(back_through_d(g_slope)[1])[0]
        gan.update_d(d_gradients)
    else:
        if not gan.preset.two_updates:
            gan.update_d(d_gradients)
            z = sharded(gan.training_z(n, gan.seeds))
        x_fake, back_through_g = _forward(gan, gan.G, generator, z)
        with gan.frozen_statistics():
            fake_logits, back_through_d = _forward(gan, gan.D, gan.judge, x_fake)
        g_loss, g_slope = jax.value_and_grad(gan.generator_loss)(fake_logits)
        g_gradients = back_through_g(back_through_d(g_slope)[1])[0]
    gan.update_g(g_gradients)
    return gan.end_step(d_loss, g_loss, *logits)


def _update_d_twice(gan: "GAN", x_real: Tensor, z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """An update of D on real images, then one on images drawn from z: the mean loss, real logits, fake logits."""
    loss: Tensor = 0.0
    logits: list[Tensor] = []
    for x, labels in zip((x_real, gan.G(z, training=False)), gan.draw_labels(), strict=True):
        y, back_through_d = _forward(gan, gan.D, gan.judge, x)
        part, slope = jax.value_and_grad(losses.cross_entropy)(y, labels)
        gan.update_d(back_through_d(slope)[0])
        loss += part / 2
        logits.append(y)
    return loss, *logits


def _forward(
    gan: "GAN", network: keras.Model, call: Callable[[Tensor], Any], x: Tensor
) -> tuple[Any, Callable[[Any], tuple[list[Tensor], Tensor]]]:
    """call(x), and its vector-Jacobian product: from a gradient of the result to those of the weights and of x."""
    y, back, moved = jax.vjp(_pure(gan, network, call), _values(network.trainable_variables), x, has_aux=True)
    _assign(gan.non_trainable_variables, moved)
    return y, back


def _pure(
    gan: "GAN", network: keras.Model, call: Callable[[Tensor], Any]
) -> Callable[[list[Tensor], Tensor], tuple[Any, list[Tensor]]]:
    """call as a function of the network's weights and x, which also returns its changed state (statistics, seeds)."""

    def pure(weights: list[Tensor], x: Tensor) -> tuple[Any, list[Tensor]]:
        rest = gan.non_trainable_variables
        now = [*zip(network.trainable_variables, weights, strict=True), *zip(rest, _values(rest), strict=True)]
        with keras.StatelessScope(now) as scope:
            y = call(x)
        return y, [scope.get_current_value(variable) for variable in rest]

    return pure


def add_r1(gan: "GAN", gradients: list[Tensor], x_real: Tensor) -> list[Tensor]:
    """D's gradients, plus those of the R1 penalty gamma / 2 |dD/dx|^2 on the steps that have it."""
    if not gan.preset.r1_gamma:
        return gradients
    judge = _pure(gan, gan.D, lambda x: ops.sum(gan.judge(x)))

    def penalty(weights: list[Tensor]) -> tuple[Tensor, list[Tensor]]:
        slope, moved = jax.grad(judge, argnums=1, has_aux=True)(weights, x_real)
        return gan.r1_penalty(slope), moved

    def penalised() -> tuple[list[Tensor], list[Tensor]]:
        more, moved = jax.grad(penalty, has_aux=True)(_values(gan.D.trainable_variables))
        return [g + m for g, m in zip(gradients, more, strict=True)], moved

    unmoved = _values(gan.non_trainable_variables)
    gradients, moved = ops.cond(gan.r1_is_due(), penalised, lambda: (gradients, unmoved))
    _assign(gan.non_trainable_variables, moved)
    return gradients


def _values(variables: Iterable[keras.Variable]) -> list[Tensor]:
    return [variable.value for variable in variables]


def _assign(variables: Iterable[keras.Variable], values: Iterable[Tensor]) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
