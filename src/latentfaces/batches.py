"""The stream of training batches: a pure function of faces, seed and step, so a run can start at any step."""

import numpy as np

from latentfaces.backend import tf


def batches(faces, batch_size, seed, start_step=0, flips=False):
    """Endless tf.data stream of real images float32 (batch_size, S, S, 3) in [-1, 1], from `start_step` on.

    The n-th image of a run is row `n % len(faces)` of the shuffle of epoch `n // len(faces)`; every face
    comes once an epoch. The faces stay where they are as uint8: only the rows of a batch are copied.
    """
    n_faces = len(faces)
    shape = (batch_size, *faces.images.shape[1:])

    def row_and_coin(n):
        key = tf.stack([np.int64(seed), n // n_faces])
        row = tf.random.experimental.index_shuffle(n % n_faces, key, np.int64(n_faces - 1))
        return row, tf.random.stateless_uniform([1, 1, 1], tf.stack([np.int64(seed), n]))

    def images_of(rows, coins):
        x = tf.numpy_function(lambda rows: faces.images[rows], [rows], tf.uint8, stateful=False)
        x = tf.cast(tf.ensure_shape(x, shape), tf.float32) / 127.5 - 1.0
        return tf.where(coins < 0.5, tf.reverse(x, axis=[2]), x) if flips else x

    n = tf.data.Dataset.range(start_step * batch_size, np.iinfo(np.int64).max)
    rows = n.map(row_and_coin).batch(batch_size, drop_remainder=True)
    return rows.map(images_of, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True).prefetch(4)
