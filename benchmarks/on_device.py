"""Many training steps a call, on faces that lie on the device. On JAX alone (KERAS_BACKEND=jax).

`GAN.fit` asks Python for every step and every batch, and a GPU waits for that. Here a call takes several steps of the
same `GAN.train_step` by `jax.lax.scan`; Python says only which faces they take.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np
from operations import forward_operations

from latentfaces.backend import keras
from latentfaces.training.batches import Batches
from latentfaces.training.gan import GAN

# Of each value of a pixel, what `Batches` makes of it: to the bit, which a division by XLA need not be.
LEVELS = np.arange(256, dtype=np.float32) / 127.5 - 1.0


class OnDevice:
    """A GAN's training on the device: the steps that `GAN.fit` takes on `Batches`, and the same weights after them.

    preset, faces, seed: as `train` takes them. Attributes: gan, which `settle` brings up to date; step, how many were
    taken; faces.
    """

    def __init__(self, preset, faces, seed=0):
        self.faces, self.gan = faces, GAN(preset, seed)
        self.gan.compile()
        self.images = jax.device_put(np.asarray(faces.images))
        self._take_steps = jax.jit(self._steps, donate_argnums=0)
        self._begin(self.gan, seed)

    def restart(self, seed):
        """Goes back to step 0 with that seed, and compiles nothing anew for it."""
        gan = GAN(self.gan.preset, seed)
        gan.compile()
        assert gan.fixed_label == self.gan.fixed_label or not gan.preset.fixed_label, "The label is compiled in."
        self._begin(gan, seed)

    def _begin(self, gan, seed):
        preset = gan.preset
        self.step, self.state = 0, _values(gan)
        self.batches = Batches(self.faces, preset.batch_size, seed, flips=preset.flips, shuffle=preset.shuffle)

    def advance(self, steps):
        """Takes so many steps; returns what `GAN.train_step` logs, float32 (steps,) each, perhaps still under way."""
        those = range(self.step, self.step + steps)
        rows = np.stack([self.batches.rows(step) for step in those])
        mirrored = np.stack([self.batches.mirrored(step) for step in those])
        self.state, logs = self._take_steps(self.state, self.images, rows, mirrored)
        self.step += steps
        return logs

    def _steps(self, state, images, rows, mirrored):
        def one(state, batch):
            rows, mirrored = batch
            x = jnp.asarray(LEVELS)[images[rows]]
            x = jnp.where(mirrored[:, None, None, None], x[:, :, ::-1], x)
            logs, state = self.gan.train_step(state, x)
            return state, logs

        return jax.lax.scan(one, state, (rows, mirrored))

    @functools.partial(jax.jit, static_argnums=0)
    def spread(self, state, z):
        """Of the pictures that G draws of z (N, d) in this state, in [-1, 1]: two standard deviations.

        That of all their values, and that of a value from picture to picture (the root of the mean variance).
        """
        now = [
            (variable, value) for group in zip(_groups(self.gan), state, strict=True) for variable, value in zip(*group)
        ]
        with keras.StatelessScope(now):
            x = self.gan.G(z, training=False)
        return jnp.std(x), jnp.sqrt(jnp.mean(jnp.var(x, axis=0)))

    def operations(self):
        """Multiplications and additions in the products of one step of a preset that updates D before G.

        XLA counts them on CPUs alone. A slope for the weights costs as much as the way forward, and so does one for the
        input. G goes forward twice and back once; D goes forward and back on n real and n generated images, and then
        judges n images for G and gives their slope.
        """
        return self.gan.preset.batch_size * (4 * forward_operations(self.gan.G) + 8 * forward_operations(self.gan.D))

    def settle(self):
        """Brings what training has reached into `gan`; returns the average of G, ready to draw."""
        for variables, values in zip(_groups(self.gan), self.state, strict=True):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(jnp.array(value))  # a copy: the next step takes the state's own memory
        return self.gan.average()


def _groups(gan):
    """The variables of a GAN as `GAN.train_step` on JAX takes their values."""
    return gan.trainable_variables, gan.non_trainable_variables, gan.optimizer.variables, gan.metrics_variables


def _values(gan):
    return tuple([jnp.array(variable.value) for variable in group] for group in _groups(gan))
