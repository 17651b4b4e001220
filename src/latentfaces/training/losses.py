"""Adversarial losses, the size of the R1 penalty, and the Jensen-Shannon estimate from D's logits (N, 1)."""

import math

from latentfaces.arrays import Tensor
from latentfaces.backend import ops


def cross_entropy(logits: Tensor, labels: Tensor | float) -> Tensor:
    """Mean binary cross-entropy of logits (N, 1) against labels (N, 1), in nats; labels may leave [0, 1]."""
    return ops.mean(ops.softplus(logits) - labels * logits)


def generator_loss(fake_logits: Tensor) -> Tensor:
    """Non-saturating loss of G (Goodfellow et al. 2014): the cross-entropy of fakes called real, in nats."""
    return ops.mean(ops.softplus(-fake_logits))


def clip_probability(logits: Tensor, epsilon: float) -> Tensor:
    """Logits (N, 1) of probabilities clipped to [epsilon, 1 - epsilon]: no gradient passes where one is beyond."""
    furthest = math.log((1 - epsilon) / epsilon)
    return ops.clip(logits, -furthest, furthest)


def squared_norm(gradient: Tensor) -> Tensor:
    """Mean over the batch of |gradient|^2 for gradients (N, H, W, C); R1 is half of gamma times this."""
    return ops.mean(ops.sum(ops.square(gradient), axis=(1, 2, 3)))


def jensen_shannon(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """D's estimate of the Jensen-Shannon divergence between real and generated faces, in nats.

    log 2 minus the mean cross-entropy of D: a lower bound that an optimal D reaches (Goodfellow et al. 2014,
    theorem 1). It is at most log 2 = 0.693, and below 0 if D is worse than a coin.
    """
    return math.log(2) - (ops.mean(ops.softplus(-real_logits)) + ops.mean(ops.softplus(fake_logits))) / 2
