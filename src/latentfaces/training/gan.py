"""The GAN: G, D, the moving average of G, two optimizers and one train_step, as a `keras.Model`."""

import contextlib
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import numpy as np

from latentfaces.arrays import Tensor
from latentfaces.backend import ON_JAX, keras, layers, ops, tf
from latentfaces.models.generator import Generator
from latentfaces.models.networks import build_discriminator, build_generator
from latentfaces.models.normalization import BatchNormalization
from latentfaces.models.presets import Optimizer, Preset
from latentfaces.training import losses
from latentfaces.training.augment import augment
from latentfaces.training.precision import compute_in_bfloat16

engine: Any
if ON_JAX:
    from latentfaces.training import step_jax as engine
else:
    from latentfaces.training import step_tensorflow as engine

STATISTICS_FACES = 128


def xla_compiled(update: Callable[..., None]) -> Callable[..., None]:
    """update, compiled by XLA: a single pass over all weights instead of one for each operation.

    This saves a tenth of the step of `compact`. TensorFlow runs the rest of a step, because its convolutions are
    faster. On JAX the whole step is compiled.
    """
    return update if ON_JAX else tf.function(update, jit_compile=True)


def build_optimizer(settings: Optimizer) -> keras.optimizers.Optimizer:
    """The Keras optimizer that a preset's `Optimizer` describes."""
    rate = settings.learning_rate
    if settings.decay:
        rate = keras.optimizers.schedules.InverseTimeDecay(rate, decay_steps=1, decay_rate=settings.decay)
    shared = {"clipvalue": settings.clipvalue, "name": settings.algorithm}
    if settings.algorithm == "adam":
        return Adam(settings.vector_rate, rate, settings.beta_1, settings.beta_2, **shared)
    rmsprop = Keras2RMSprop if settings.algorithm == "rmsprop-keras2" else keras.optimizers.RMSprop
    return rmsprop(rate, rho=settings.beta_2, **shared)


class Adam(keras.optimizers.Adam):
    """Keras' Adam with a separate rate, `vector_rate` times the learning rate, for weights with one axis.

    The learning rate multipliers of StyleGAN (Karras et al. 2019) have the same purpose.
    """

    def __init__(self, vector_rate: float, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.vector_rate = vector_rate

    def update_step(self, gradient: Tensor, variable: keras.Variable, learning_rate: Tensor) -> None:
        rate = learning_rate * self.vector_rate if len(variable.shape) == 1 else learning_rate
        super().update_step(gradient, variable, rate)


class Keras2RMSprop(keras.optimizers.RMSprop):
    """RMSprop as Keras 1 and 2 had it: the step is gradient / (sqrt(v) + epsilon), not gradient / sqrt(v + epsilon)."""

    def update_step(self, gradient: Tensor, variable: keras.Variable, learning_rate: Tensor) -> None:
        v, rate = self._velocities[self._get_variable_index(variable)], ops.cast(learning_rate, variable.dtype)
        self.assign(v, self.rho * v + (1 - self.rho) * ops.square(gradient))
        self.assign_sub(variable, rate * gradient / (ops.sqrt(v) + self.epsilon))


class Optimizers:
    """Several optimizers as one, because Keras' JAX trainer tracks only the variables of `model.optimizer`."""

    built = True

    def __init__(self, *optimizers: keras.optimizers.Optimizer):
        self.optimizers = optimizers

    @property
    def variables(self) -> list[keras.Variable]:
        return [variable for optimizer in self.optimizers for variable in optimizer.variables]


class GAN(keras.Model):
    """A generator and a discriminator that play against each other as the preset says.

    `train` resolves the precision "auto"; here it means float32.

    Attributes: G, D, ema (moving average of G, which `average` makes ready to draw), g_optimizer, d_optimizer,
    seeds (random state of z and labels), step (steps done, an integer variable). `save_weights` writes all of them:
    two GANs that loaded the same file continue identically.
    """

    def __init__(self, preset: Preset, seed: int = 0):
        super().__init__(name="gan")
        self.preset = preset
        keras.utils.set_random_seed(seed)
        self.G = build_generator(preset)
        self.D = build_discriminator(preset)
        self.ema = build_generator(preset, name="ema")
        self.ema.set_weights(self.G.get_weights())
        self.ema.trainable = False
        self._average = Generator("average", self.ema, preset.latent)
        for layer in self.ema.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.momentum = 0.0  # one batch sets them: see recalibrate_batchnorm
        if preset.precision == "bfloat16":
            compute_in_bfloat16(self.G)
            compute_in_bfloat16(self.D)
        self.seeds = keras.random.SeedGenerator(seed)
        # Drawn by NumPy, so that it stays the same if a run continues on another engine.
        self.fixed_label = float(np.random.default_rng((seed, 2)).uniform(*preset.real_label))
        self.step = self.add_weight(shape=(), dtype="int", initializer="zeros", trainable=False, name="step")
        self.g_optimizer = build_optimizer(preset.generator_optimizer)
        self.d_optimizer = build_optimizer(preset.discriminator_optimizer)
        self.g_optimizer.build(self.G.trainable_variables)
        self.d_optimizer.build(self.D.trainable_variables)
        self.update_d = xla_compiled(lambda slope: self.d_optimizer.apply(slope, self.D.trainable_variables))
        self.update_g = xla_compiled(lambda slope: self.g_optimizer.apply(slope, self.G.trainable_variables))
        self.update_average = xla_compiled(self.move_average)
        self.built = True

    def call(self, z: Tensor) -> Tensor:
        return self.ema(z)

    def compile(self) -> None:
        """Makes the GAN ready for `fit`."""
        # On a CPU, XLA is slower than TensorFlow's own kernels for these networks; JAX always uses XLA.
        super().compile(optimizer=None, jit_compile=ON_JAX)
        self.optimizer = Optimizers(self.g_optimizer, self.d_optimizer)

    @property
    def _random_state(self) -> list[keras.Variable]:
        return [v for v in self.variables if v.path.endswith("seed_generator_state")]

    def save_own_variables(self, store: MutableMapping[str, Any]) -> None:
        """The step and every seed generator, which Keras does not save; without them, z would differ."""
        store["step"] = ops.convert_to_numpy(self.step)
        for i, state in enumerate(self._random_state):
            store[f"random_state_{i}"] = ops.convert_to_numpy(state)

    def load_own_variables(self, store: MutableMapping[str, Any]) -> None:
        self.step.assign(store["step"])
        for i, state in enumerate(self._random_state):
            state.assign(store[f"random_state_{i}"])

    def sync(self) -> None:
        """Updates the variables to the state of training: on JAX, Keras does not update them during `fit`."""
        if ON_JAX:
            self.jax_state_sync()

    def sample_z(self, n: int, seed: int | keras.random.SeedGenerator) -> Tensor:
        """z float32 (n, latent_dim) from the preset's N(0, 1) or U(-1, 1)."""
        shape = (n, self.preset.latent_dim)
        if self.preset.latent == "uniform":
            return keras.random.uniform(shape, -1.0, 1.0, seed=seed)
        return keras.random.normal(shape, seed=seed)

    def training_z(self, n: int, seed: int | keras.random.SeedGenerator) -> Tensor:
        """z for training: `sample_z`, of which `shortened_fraction` is multiplied by factors from U(s, 1).

        z of many dimensions is close to a shell (100 normal coordinates: |z| = 10 +- 0.7), so without shortened z G
        never learns what to draw for the small standard deviations that users choose. s falls from 1 to 0 over the
        first `shortened_kimg` thousand images, because G learns faces sooner on the shell alone.
        """
        z, n_short = self.sample_z(n, seed), round(n * self.preset.shortened_fraction)
        if not n_short:
            return z
        depth = ops.minimum(1.0, self.kimg() / self.preset.shortened_kimg)
        scale = 1 - depth * keras.random.uniform((n_short, 1), seed=seed)
        return ops.concatenate([z[:n_short] * scale, z[n_short:]])

    def train_step(self, *args: Any) -> Any:
        """One update of D and G on real images float32 (N, size, size, 3) in [-1, 1], the last argument.

        Returns the scalars to log: d_loss and g_loss in nats (without R1), real_accuracy and fake_accuracy (the
        fractions of both kinds that D recognises), and jensen_shannon in nats. On JAX, as Keras' trainer requires, the
        first argument is the state, and the new state is returned with the scalars.
        """
        *state, batch = args
        x_real, _, _ = keras.utils.unpack_x_y_sample_weight(batch)
        # TensorFlow does not know the number of images that a generator yields.
        x_real = ops.reshape(x_real, (self.preset.batch_size, *x_real.shape[1:]))
        return engine.train_step(self, *state, x_real)

    def end_step(self, d_loss: Tensor, g_loss: Tensor, real_logits: Tensor, fake_logits: Tensor) -> dict[str, Tensor]:
        """Updates the average and the step; returns the scalars to log."""
        self.update_average()
        self.step.assign_add(1)
        return {
            "d_loss": d_loss,
            "g_loss": g_loss,
            "real_accuracy": ops.mean(ops.cast(real_logits > 0, "float32")),
            "fake_accuracy": ops.mean(ops.cast(fake_logits < 0, "float32")),
            "jensen_shannon": losses.jensen_shannon(real_logits, fake_logits),
        }

    def judge_both(self, x_real: Tensor, x_fake: Tensor) -> tuple[Tensor, Tensor]:
        """Real logits and fake logits, from one joint batch or from two, as the preset says."""
        n = self.preset.batch_size
        if self.preset.joint_batch:
            logits = self.judge(ops.concatenate([x_real, x_fake]))
            return logits[:n], logits[n:]
        return self.judge(x_real), self.judge(x_fake)

    def discriminator_loss(self, real_logits: Tensor, fake_logits: Tensor, labels: tuple[Tensor, Tensor]) -> Tensor:
        """Loss of D: cross-entropy with the labels of both kinds, summed.

        A joint batch takes the mean over all 2 N images instead, as Keras does for one batch of both.
        """
        real_labels, fake_labels = labels
        loss = losses.cross_entropy(real_logits, real_labels) + losses.cross_entropy(fake_logits, fake_labels)
        return loss / (2 if self.preset.joint_batch else 1)

    def generator_loss(self, fake_logits: Tensor) -> Tensor:
        """Loss of G: the cross-entropy of generated images called real."""
        if self.preset.fixed_label:
            return losses.cross_entropy(fake_logits, self.fixed_label)
        return losses.generator_loss(fake_logits)

    def judge(self, x: Tensor) -> Tensor:
        """Logits (N, 1) of D for images, augmented first if the preset says so."""
        if self.preset.augment:
            x = augment(x, self.seeds, cutout=self.preset.cutout)
        logits = self.D(x, training=True)
        epsilon = self.preset.probability_epsilon
        return losses.clip_probability(logits, epsilon) if epsilon else logits

    @contextlib.contextmanager
    def frozen_statistics(self) -> Iterator[None]:
        """Context: D normalises by its batch without updating its moving statistics, like a frozen D in Keras 2."""
        normalizations = [layer for layer in self.D.layers if isinstance(layer, BatchNormalization)]
        for layer in normalizations:
            layer.counts = False
        yield
        for layer in normalizations:
            layer.counts = True

    def draw_labels(self) -> tuple[Tensor, Tensor]:
        """Labels of real and of generated images: uniform in [low, high], (N, 1), or one number if low equals high."""

        def draw(low: float, high: float) -> Tensor:
            return low if low == high else keras.random.uniform((self.preset.batch_size, 1), low, high, seed=self.seeds)

        real_label = (self.fixed_label,) * 2 if self.preset.fixed_label else self.preset.real_label
        return draw(*real_label), draw(*self.preset.fake_label)

    def r1_is_due(self) -> Tensor:
        """Whether this step has the R1 penalty (lazy regularisation)."""
        return self.step % self.preset.r1_interval == 0

    def r1_penalty(self, slope: Tensor) -> Tensor:
        """gamma / 2 |dD/dx|^2 for slopes (N, S, S, 3), times r1_interval; gamma is r1_late after r1_late_kimg."""
        preset = self.preset
        gamma = preset.r1_gamma
        if preset.r1_late is not None:
            gamma = ops.where(self.kimg() < preset.r1_late_kimg, gamma, preset.r1_late)
        return gamma / 2 * preset.r1_interval * losses.squared_norm(slope)

    def kimg(self) -> Tensor:
        """Thousands of real images seen, float32."""
        return ops.cast(self.step, "float32") * self.preset.batch_size / 1000

    def move_average(self) -> None:
        """Moves the weights of `ema` towards those of G; its batch statistics wait for `recalibrate_batchnorm`.

        The decay starts near 0, so that the noise of the first steps does not stay in the average of a short run.
        """
        step = ops.cast(self.step, "float32")
        decay = ops.minimum(self.preset.ema_decay, (1.0 + step) / (10.0 + step))
        for average, weight in zip(self.ema.weights, self.G.weights, strict=True):
            if weight.trainable:
                average.assign(weight + decay * (average - weight))

    def average(self) -> Generator:
        """The moving average of G, ready to draw faces."""
        self.recalibrate_batchnorm()
        return self._average

    def recalibrate_batchnorm(self) -> keras.Model:
        """Computes the batch statistics of `ema` with its own weights, and returns it ready to draw faces.

        Averages of G's statistics do not fit averaged weights: early in a run the faces are dark and flat. The same
        `STATISTICS_FACES` z are used each time, so the statistics depend only on the weights and the step.
        """
        self.sync()
        if not any(isinstance(layer, layers.BatchNormalization) for layer in self.ema.layers):
            return self.ema
        self.ema.trainable = True  # if False, Keras' BatchNormalization computes no statistics
        self.ema(self.training_z(STATISTICS_FACES, seed=0), training=True)
        self.ema.trainable = False
        return self.ema
