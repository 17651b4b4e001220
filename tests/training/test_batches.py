"""The stream of batches: a pure function of faces, seed and step."""

import itertools

import numpy as np
import psutil
import pytest
from tiny import tiny_faces

from latentfaces.faces.face_set import Faces
from latentfaces.training.batches import Batches


def take(stream, n):
    return [x for (x,) in itertools.islice(stream, n)]


def numbered(n, size=4):
    """Faces whose red and green say which they are: row 256 * red + green."""
    images = np.zeros((n, size, size, 3), np.uint8)
    images[..., 0], images[..., 1] = (digit[:, None, None] for digit in np.divmod(np.arange(n), 256))
    return Faces(images)


def rows(batch):
    pixels = np.rint((batch[:, 0, 0] + 1) * 127.5).astype(int)
    return pixels[:, 0] * 256 + pixels[:, 1]


def test_batches_are_float_in_minus_one_to_one():
    images = np.arange(256, dtype=np.uint8).repeat(2 * 2 * 3).reshape(256, 2, 2, 3)
    (x,) = take(Batches(Faces(images), 256, seed=0), 1)
    assert x.shape == (256, 2, 2, 3) and x.dtype == np.float32
    assert x.min() == -1 and x.max() == 1
    # Bytes -> floats -> bytes gives the faces back.
    assert sorted(np.rint((x[:, 0, 0, 0] + 1) * 127.5).astype(int)) == list(range(256))


@pytest.mark.parametrize("n", [2, 3, 7, 300, 1000])
def test_every_face_comes_once_an_epoch(n):
    batch_size, epochs = 5, 3
    drawn = np.concatenate(
        [rows(x) for x in take(Batches(numbered(n), batch_size, seed=3), -(-n * epochs // batch_size))]
    )
    by_epoch = drawn[: n * epochs].reshape(epochs, n)
    for epoch in by_epoch:
        np.testing.assert_array_equal(np.sort(epoch), np.arange(n))
    if n > 7:
        assert not np.array_equal(by_epoch[0], by_epoch[1])
        assert not np.array_equal(by_epoch[0], np.arange(n))


def test_without_shuffle_each_epoch_has_the_full_batches_in_the_order_of_the_faces():
    drawn = [rows(x).tolist() for x in take(Batches(numbered(10), 4, seed=0, shuffle=False), 4)]
    assert drawn == [[0, 1, 2, 3], [4, 5, 6, 7]] * 2
    (later,) = take(Batches(numbered(10), 4, seed=0, start_step=3, shuffle=False), 1)
    assert rows(later).tolist() == drawn[3]


def test_a_shuffle_leaves_no_trace_of_the_order():
    order = np.concatenate([rows(x) for x in take(Batches(numbered(1000), 100, seed=0), 10)])
    assert abs(np.corrcoef(order, np.arange(1000))[0, 1]) < 0.15
    assert abs(np.corrcoef(order[1:], order[:-1])[0, 1]) < 0.15


@pytest.mark.parametrize("step", [1, 6, 23])
def test_starting_at_a_step_is_skipping_to_it(step):
    faces = tiny_faces(10)
    whole = take(Batches(faces, 4, seed=5, flips=True), step + 4)
    begun_later = take(Batches(faces, 4, seed=5, start_step=step, flips=True), 4)
    np.testing.assert_array_equal(whole[step:], begun_later)


def test_seed_changes_the_order_and_the_flips():
    faces = tiny_faces(64)
    a, again, b = (take(Batches(faces, 8, seed, flips=True), 4) for seed in (0, 0, 1))
    np.testing.assert_array_equal(a, again)
    assert not np.array_equal(a, b)


def test_flips_mirror_half_of_the_faces_left_to_right():
    faces = numbered(400, size=4)
    marked = faces.images.copy()
    marked[:, :, 0, 2] = 255
    plain = np.concatenate(take(Batches(Faces(marked), 40, seed=1), 10))
    flipped = np.concatenate(take(Batches(Faces(marked), 40, seed=1, flips=True), 10))
    is_mirrored = flipped[:, 0, 3, 2] == 1
    np.testing.assert_array_equal(flipped[~is_mirrored], plain[~is_mirrored])
    np.testing.assert_array_equal(flipped[is_mirrored], plain[is_mirrored][:, :, ::-1])
    assert 150 < is_mirrored.sum() < 250


def test_fewer_faces_than_a_batch_come_several_times():
    (x,) = take(Batches(numbered(3), 9, seed=0), 1)
    assert sorted(rows(x)) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_the_images_are_not_copied():
    images = np.zeros((20_000, 64, 64, 3), np.uint8)
    images[:] = 7
    take(Batches(Faces(images[:64]), 64, seed=0, flips=True), 20)
    process = psutil.Process()
    before = process.memory_info().rss
    for _ in itertools.islice(Batches(Faces(images), 64, seed=0, flips=True), 100):
        grown = process.memory_info().rss - before
        assert grown < images.nbytes / 4


def test_rows_of_a_memory_map(tmp_path):
    faces = tiny_faces(12)
    np.save(tmp_path / "faces.npy", faces.images)
    mapped = Faces(np.load(tmp_path / "faces.npy", mmap_mode="r"))
    np.testing.assert_array_equal(take(Batches(mapped, 4, seed=0), 5), take(Batches(faces, 4, seed=0), 5))
