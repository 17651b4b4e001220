"""BatchNormalization by TensorFlow's fused kernel, which takes a quarter of the time of what Keras 3 puts together.

Keras 3 takes the moments and normalises in separate operations on either engine (benchmarks/README.md). The class has
Keras' name, because files of weights contain the names.
"""

import math
from typing import Any

from latentfaces.arrays import Tensor
from latentfaces.backend import ON_JAX, keras, layers, ops, tf


@keras.saving.register_keras_serializable("latentfaces")
class BatchNormalization(layers.BatchNormalization):
    """`keras.layers.BatchNormalization` for tensors whose last axis has the channels, without masks.

    unbiased: whether the moving variance averages the unbiased variance, as in multi-backend Keras 2.

    counts: whether batches in training update the moving statistics. False is the behaviour of a frozen layer in Keras
    2: it still normalises by its batch.
    """

    counts = True

    def __init__(self, unbiased: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unbiased = unbiased

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "unbiased": self.unbiased}

    def call(self, x: Tensor, training: bool | None = None) -> Tensor:
        if not (training and self.trainable):
            return super().call(x, training=False)
        n = ops.cast(math.prod(ops.shape(x)[:-1]), self.moving_variance.dtype)
        y, mean, variance = self._fused(x, n) if self._has_kernel(x) else self._by_moments(x)
        if self.counts:
            if self.unbiased:
                variance *= n / (n - 1 - self.epsilon)
            for moving, now in ((self.moving_mean, mean), (self.moving_variance, variance)):
                moving.assign(moving * self.momentum + now * (1.0 - self.momentum))
        return y

    @staticmethod
    def _has_kernel(x: Tensor) -> bool:
        return not ON_JAX and len(x.shape) == 4 and x.dtype in (tf.float32, tf.bfloat16)

    def _fused(self, x: Tensor, n: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The result, the mean and the biased variance of n values a channel."""
        given = tf.zeros([0])  # in training the kernel takes no statistics
        y, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
            x=x, scale=self.gamma, offset=self.beta, mean=given, variance=given, epsilon=self.epsilon, is_training=True
        )
        return y, mean, variance * (n - 1) / n  # the kernel returns the unbiased variance

    def _by_moments(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        wide = ops.cast(x, self.moving_variance.dtype)
        mean, variance = ops.moments(wide, axes=list(range(len(x.shape) - 1)))
        y = ops.batch_normalization(wide, mean, variance, -1, self.beta, self.gamma, self.epsilon)
        return ops.cast(y, x.dtype), mean, variance
