"""Both references as they ran: their networks and loops on `tf_keras`, which is Keras 2 as a package of today.

Nothing of latentfaces is in here: it is what `keras2.py` and the tests compare ours with. A loop is given its start
weights, real faces, z and random numbers, so that another implementation can be given the same:

    python keras2_loops.py FOLDER CASE ...     reads FOLDER/CASE given.npz, writes FOLDER/CASE original.npz

What is not plain tf_keras, and why:
- `optimizers.legacy`: its other optimizers have Keras 3's epsilon, and take `lr=` only to ignore it.
- Reference B ran on multi-backend Keras (2.2.4, which PlaidML asks for). There a frozen BatchNormalization goes on
  normalising by its batch, which tf_keras' class of TensorFlow 1 does too; and the cross-entropy clips probabilities
  to [1e-7, 1 - 1e-7], where tf_keras takes the logits of a sigmoid, as tf.keras 2.4 did for reference A.
- Dropout takes its random numbers from what it is given.
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf
import tf_keras as keras
from keras2 import set_weights, weights_of
from tf_keras import layers
from tf_keras.optimizers import legacy
from tf_keras.src.layers.normalization.batch_normalization_v1 import BatchNormalization as OfTensorFlow1

EPSILON = 1e-7


def anime_generator(part):
    """part: the part of the filters of every layer, 1 for the document's own."""
    return keras.Sequential(
        [
            keras.Input((100,)),
            layers.Dense(32 * 32 * (128 // part)),
            layers.LeakyReLU(),
            layers.Reshape((32, 32, 128 // part)),
            layers.Conv2D(256 // part, 5, padding="same"),
            layers.LeakyReLU(),
            layers.Conv2DTranspose(256 // part, 4, strides=2, padding="same"),
            layers.LeakyReLU(),
            layers.Conv2D(256 // part, 5, padding="same"),
            layers.LeakyReLU(),
            layers.Conv2D(256 // part, 5, padding="same"),
            layers.LeakyReLU(),
            layers.Conv2D(3, 7, activation="tanh", padding="same", dtype=keras.backend.floatx()),
        ]
    )


def anime_discriminator(part):
    D = keras.Sequential([keras.Input((64, 64, 3)), layers.Conv2D(128 // part, 3), layers.LeakyReLU()])
    for _ in range(3):
        D.add(layers.Conv2D(128 // part, 4, strides=2))
        D.add(layers.LeakyReLU())
    D.add(layers.Flatten())
    D.add(GivenDropout(0.4))
    D.add(layers.Dense(1, activation="sigmoid", dtype=keras.backend.floatx()))
    return D


def normal():
    return keras.initializers.RandomNormal(stddev=0.02)


def simpsons_generator(part):
    G = keras.Sequential([keras.Input((100,)), layers.Dense(8 * 8 * (1024 // part))])
    G.add(layers.Reshape((8, 8, 1024 // part)))
    G.add(layers.LeakyReLU(0.2))
    for filters in (512, 256, 128, 64):
        G.add(layers.Conv2DTranspose(filters // part, 3, strides=2, padding="same", kernel_initializer=normal()))
        G.add(BatchNormalization())
        G.add(layers.LeakyReLU(0.2))
    G.add(layers.Conv2DTranspose(3, 3, padding="same", kernel_initializer=normal()))
    G.add(layers.Activation("tanh"))
    return G


def simpsons_discriminator(part):
    D = keras.Sequential([keras.Input((128, 128, 3))])
    for filters, strides in ((64, 2), (128, 2), (256, 2), (512, 1), (1024, 2)):
        D.add(layers.Conv2D(filters // part, 3, strides=strides, padding="same", kernel_initializer=normal()))
        D.add(BatchNormalization())
        D.add(layers.LeakyReLU(0.2))
    D.add(layers.Flatten())
    D.add(layers.Dense(1))
    D.add(layers.Activation("sigmoid"))
    return D


class BatchNormalization(OfTensorFlow1):
    """That of multi-backend Keras: tf_keras' class, but the moving variance takes the unbiased one."""

    def __init__(self):
        super().__init__(fused=False)

    def call(self, inputs, training=None):
        self.count = tf.cast(tf.size(inputs) / inputs.shape[-1], inputs.dtype)
        return super().call(inputs, training=training)

    def _assign_moving_average(self, variable, value, momentum, inputs_size):
        if variable is self.moving_variance:
            value *= self.count / (self.count - (1.0 + self.epsilon))
        return super()._assign_moving_average(variable, value, momentum, inputs_size)


class RMSprop(legacy.RMSprop):
    """Keras 2's, with its rate, rho and decay in the precision of everything else, where that is not float32."""

    def add_weight(self, name, initializer="zeros", **kwargs):
        if isinstance(initializer, float):
            initializer = np.asarray(initializer, keras.backend.floatx())
        return super().add_weight(name, initializer=initializer, **kwargs)


class GivenDropout(layers.Dropout):
    """Dropout that drops where the numbers u from U(0, 1) that it is given are below its rate."""

    u = tf.Variable([[0.0]], shape=(None, None), trainable=False)  # of the class, so that it is no weight of the layer

    def call(self, x, training=None):
        return tf.where(self.u < self.rate, tf.zeros_like(x), x / (1 - self.rate)) if training else x


def cross_entropy(labels, probabilities):
    """The cross-entropy of multi-backend Keras: of clipped probabilities, turned back into logits."""
    clipped = tf.clip_by_value(probabilities, EPSILON, 1 - EPSILON)
    logits = tf.math.log(clipped / (1 - clipped))
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits), axis=-1)


def compiled(G, D, d_optimizer, g_optimizer, loss):
    """The combined model: D is compiled, then frozen, and G learns through it."""
    D.compile(optimizer=d_optimizer, loss=loss)
    D.trainable = False
    z = keras.Input((100,))
    both = keras.Model(z, D(G(z)))
    both.compile(optimizer=g_optimizer, loss=loss)
    return both


class Anime:
    """Sorokoletova and Fischetto 2021."""

    def __init__(self, part=1):
        self.G, self.D = anime_generator(part), anime_discriminator(part)
        self.d_optimizer = RMSprop(learning_rate=8e-4, clipvalue=1.0, decay=1e-8)
        self.g_optimizer = RMSprop(learning_rate=4e-4, clipvalue=1.0, decay=1e-8)
        self.both = compiled(self.G, self.D, self.d_optimizer, self.g_optimizer, "binary_crossentropy")

    def draw(self, rng, n):
        """What `iterate` takes beside n faces, drawn by a NumPy generator."""
        (z, z_again), features = rng.standard_normal((2, n, 100), np.float32), self.D.layers[-1].input.shape[-1]
        u_real, u_fake = rng.random((2, n, 1))
        u_drop, u_drop_again = (rng.random((rows, features), np.float32) for rows in (2 * n, n))
        return {
            "z": z,
            "z_again": z_again,
            "u_real": u_real,
            "u_fake": u_fake,
            "u_drop": u_drop,
            "u_drop_again": u_drop_again,
        }

    def iterate(self, faces, z, z_again, u_real, u_fake, u_drop, u_drop_again):
        """One iteration on faces uint8 (N, 64, 64, 3); z of D's and of G's turn; U(0, 1) of labels and of Dropout.

        Returns the losses of D and of G.
        """
        x, n = faces / 127.5 - 1, len(faces)
        GivenDropout.u.assign(u_drop)
        images = np.concatenate([x, self.G.predict(z, verbose=0)])
        labels = np.concatenate([np.ones((n, 1)) + 0.05 * u_real, np.zeros((n, 1)) + 0.05 * u_fake])
        d_loss = self.D.train_on_batch(images, labels)
        GivenDropout.u.assign(u_drop_again)
        return d_loss, self.both.train_on_batch(z_again, np.ones((n, 1)))


class Simpsons:
    """dredwardhyde 2019, the code of 12 October 2019."""

    def __init__(self, part=1):
        self.G, self.D = simpsons_generator(part), simpsons_discriminator(part)
        self.d_optimizer, self.g_optimizer = RMSprop(learning_rate=8e-5), RMSprop(learning_rate=4e-5)
        self.both = compiled(self.G, self.D, self.d_optimizer, self.g_optimizer, cross_entropy)

    def draw(self, rng, n):
        """What `iterate` takes beside n faces, drawn by a NumPy generator."""
        return {"z": 2 * rng.random((n, 100), np.float32) - 1, "label": 0.95}

    def iterate(self, faces, z, label):
        """One iteration on faces uint8 (N, 128, 128, 3), z and the label of the run: the losses of D and of G."""
        x = faces / 127.5 - 1
        real, fake = np.full((len(x), 1), label), np.zeros((len(x), 1))
        drawn = self.G.predict(z, verbose=0, batch_size=len(z))
        self.D.trainable = True
        d_loss = 0.5 * np.add(self.D.train_on_batch(x, real), self.D.train_on_batch(drawn, fake))
        self.D.trainable = False
        return d_loss, self.both.train_on_batch(z, real)


ORIGINALS: dict[str, type[Anime] | type[Simpsons]] = {"anime-baseline": Anime, "simpsons": Simpsons}


def squares_of(optimizer, model):
    """RMSprop's averages of squared gradients, of every weight that it moves."""
    moved = [w for layer in model.layers for w in layer._trainable_weights]
    return [optimizer.get_slot(w, "rms").numpy() for w in moved]


def state_of(original):
    """{name: array} of all that one iteration hands on to the next."""
    parts = {"G": weights_of(original.G), "D": weights_of(original.D)}
    parts["G squares"] = squares_of(original.g_optimizer, original.G)
    parts["D squares"] = squares_of(original.d_optimizer, original.D)
    return {f"{part} {i}": value for part, values in parts.items() for i, value in enumerate(values)}


def run(given):
    """The losses of every iteration, (iterations, 2), and {"STEP G 0": array} of the state after those in given.

    given: "name", "part", "dtype" (of all that is computed), "marks" (after which iterations the state is kept),
    "start G 0", ..., and what `iterate` takes, with an axis for the iterations in front.
    """
    keras.backend.set_floatx(str(given["dtype"]))
    original = ORIGINALS[str(given["name"])](int(given["part"]))
    for part, model in (("G", original.G), ("D", original.D)):
        set_weights(model, [given[f"start {part} {i}"] for i in range(len(weights_of(model)))])
    arguments = {key.removeprefix("give "): given[key] for key in given.files if key.startswith("give ")}
    losses, states = [], {}
    for i in range(int(max(given["marks"]))):
        losses.append(original.iterate(**{key: values[i] for key, values in arguments.items()}))
        if i + 1 in given["marks"]:
            states |= {f"{i + 1} {key}": value for key, value in state_of(original).items()}
    return {"losses": np.array(losses), **states}


if __name__ == "__main__":
    folder, *cases = sys.argv[1:]
    for case in cases:
        with np.load(Path(folder, f"{case} given.npz")) as given:
            np.savez(Path(folder, f"{case} original.npz"), **run(given))
