"""Drawing z, sweeps, averages and interpolation, on a generator whose output can be worked out by hand."""

import numpy as np
import pytest
from tiny import generator_of, grey

from latentfaces import latent
from latentfaces.backend import ops
from latentfaces.errors import LatentFacesError


def linear(z):
    """Every pixel of face i is the mean of z[i]: what a sweep does to z can be read off the faces."""
    return grey(ops.mean(z, axis=1), 4)


G, UNIFORM = generator_of(linear, 100), generator_of(linear, 100, "uniform")


def test_a_sample_has_the_mean_and_standard_deviation_that_were_asked_for():
    z = latent.sample_latent(5000, G, mean=0.3, std=0.4, seed=1)
    assert z.shape == (5000, 100) and z.dtype == np.float32
    assert z.mean() == pytest.approx(0.3, abs=0.005)
    assert z.std() == pytest.approx(0.4, abs=0.005)


def test_a_uniform_prior_is_scaled_and_moved():
    z = latent.sample_latent(5000, UNIFORM, mean=0.5, std=0.5, seed=1)
    assert z.min() >= 0 and z.max() <= 1 and z.min() < 0.01 and z.max() > 0.99


def test_a_seed_gives_the_same_bytes_and_another_seed_others():
    assert latent.sample_latent(8, G, seed=3).tobytes() == latent.sample_latent(8, G, seed=3).tobytes()
    assert latent.sample_latent(8, G, seed=3).tobytes() != latent.sample_latent(8, G, seed=4).tobytes()


def test_mean_and_std_move_the_same_draw():
    base = latent.sample_latent(8, G, seed=5)
    np.testing.assert_allclose(latent.sample_latent(8, G, mean=0.3, std=0.4, seed=5), 0.3 + 0.4 * base, atol=1e-6)


def test_the_first_faces_of_a_larger_draw_are_those_of_a_smaller_one():
    np.testing.assert_array_equal(latent.sample_latent(16, G, seed=5)[:3], latent.sample_latent(3, G, seed=5))


def test_truncation_moves_every_coordinate_within_its_bound_and_keeps_their_order():
    base, cut = latent.sample_latent(500, G, seed=5), latent.sample_latent(500, G, seed=5, truncation=0.7)
    assert 0.69 < np.abs(cut).max() <= 0.7
    order = np.argsort(base, axis=None)
    assert (np.diff(cut.ravel()[order]) > -1e-6).all()
    np.testing.assert_allclose(latent.sample_latent(500, G, seed=5, truncation=6.0), base, atol=1e-4)
    scaled = latent.sample_latent(500, G, mean=0.3, std=0.4, seed=5, truncation=0.7)
    np.testing.assert_allclose(scaled, 0.3 + 0.4 * cut, atol=1e-6)


def test_a_uniform_prior_is_not_truncated():
    arguments = {"n": 8, "G": UNIFORM, "seed": 1}
    np.testing.assert_array_equal(latent.sample_latent(**arguments, truncation=0.5), latent.sample_latent(**arguments))


@pytest.mark.parametrize("truncation", [0, -1, float("nan"), float("inf")])
def test_a_truncation_that_is_none_is_refused(truncation):
    with pytest.raises(LatentFacesError, match="Cannot truncate"):
        latent.sample_latent(4, G, truncation=truncation)


@pytest.mark.parametrize("wrong", [{"n": 0}, {"n": 4, "std": -1}, {"n": 4, "mean": float("nan")}])
def test_nonsense_is_refused_in_a_sentence(wrong):
    with pytest.raises(LatentFacesError, match="Cannot draw"):
        latent.sample_latent(G=G, **wrong)


def test_the_sweeps_move_the_faces_as_they_move_z():
    faces = latent.mean_sweep(G, (-0.5, 0.0, 0.5), n=4, std=0.0)
    assert faces.shape == (3, 4, 4, 4, 3)
    assert [int(row.mean()) for row in faces] == [64, 128, 191]
    spread = latent.std_sweep(G, (0.0, 1.0), n=32)
    assert spread[0].std() == 0 < spread[1].std()


def test_the_two_average_faces_agree_on_a_linear_generator():
    pixel_means, at_mean_z = latent.average_faces(G, n=2000)
    assert pixel_means.shape == at_mean_z.shape == (10, 4, 4, 3)
    np.testing.assert_allclose(pixel_means.astype(int), at_mean_z, atol=2)
    assert at_mean_z[0].max() == 0 and at_mean_z[5].max() == 128


def test_slerp_keeps_the_length_and_hits_both_ends():
    a, b = latent.sample_latent(2, G, seed=1)
    b *= np.linalg.norm(a) / np.linalg.norm(b)
    path = latent.slerp(a, b, np.linspace(0, 1, 11))
    np.testing.assert_allclose(path[[0, -1]], [a, b], atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(path, axis=1), np.linalg.norm(a), rtol=1e-5)
    assert np.linalg.norm(latent.lerp(a, b, [0.5])) < 0.9 * np.linalg.norm(a)


@pytest.mark.parametrize("factor", [2.0, -1.0, 0.0])
def test_slerp_between_parallel_vectors_is_the_straight_line(factor):
    a = latent.sample_latent(1, G)[0]
    np.testing.assert_allclose(
        latent.slerp(a, factor * a, [0.0, 0.5, 1.0]), latent.lerp(a, factor * a, [0, 0.5, 1]), atol=1e-5
    )


def test_a_walk_is_closed_and_has_no_jump():
    z = latent.walk(G, stops=4, frames_between=10)
    assert z.shape == (40, 100)
    steps = np.linalg.norm(np.roll(z, -1, axis=0) - z, axis=1)
    assert steps.max() < 2 * np.median(steps)
