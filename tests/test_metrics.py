"""FID, KID and neighbours: known values, and the right order for faces that are made worse step by step."""

import numpy as np
import pytest

from latentfaces import metrics
from latentfaces.datasets import load_faces
from latentfaces.errors import LatentFacesError

rng = np.random.default_rng(0)


@pytest.fixture(scope="module")
def avatars():
    return load_faces("avatars", size=64, limit=400)


def test_fid_of_two_gaussians_is_what_the_formula_says():
    a, b = rng.normal(0, 1, (20000, 4)), rng.normal(0.5, 2, (20000, 4))
    assert metrics.fid(a, a) == pytest.approx(0, abs=1e-6)
    assert metrics.fid(a, b) == pytest.approx(4 * 0.5**2 + 4 * (2 - 1) ** 2, rel=0.05)


def test_kid_is_near_zero_for_one_distribution_and_not_for_two():
    a, b = rng.normal(0, 1, (2, 1000, 8))
    same, spread = metrics.kid(a, b)
    assert abs(same) < 3 * spread
    assert metrics.kid(a, b + 1)[0] > 100 * abs(same)


def test_the_distance_grows_as_faces_get_worse(avatars):
    real, others = metrics.extract_features(avatars.images[:200]), avatars.images[200:]

    def distance(images):
        return metrics.kid(metrics.extract_features(images), real)[0]

    noisy = [np.clip(others + rng.normal(0, sigma, others.shape), 0, 255).astype(np.uint8) for sigma in (0, 10, 30)]
    assert distance(noisy[0]) < distance(noisy[1]) < distance(noisy[2])
    assert distance(noisy[0]) < distance(np.repeat(others[:10], 20, axis=0))
    assert distance(noisy[0]) < distance(others // 2)


def test_the_extractor_does_not_depend_on_the_session(avatars):
    first, second = metrics.extract_features(avatars.images[:8]), metrics.extract_features(avatars.images[:8])
    np.testing.assert_array_equal(first, second)
    assert first.shape == (8, 512)


def test_the_nearest_face_of_a_face_is_itself(avatars):
    distances, rows = metrics.nearest_faces(avatars.images[[7, 3]], avatars, k=2)
    assert rows[:, 0].tolist() == [7, 3]
    assert distances[:, 0].max() < 0.01 < distances[:, 1].min()


def test_faces_of_another_size_and_too_few_are_refused():
    G = type("G", (), {"output_shape": (None, 64, 64, 3)})()
    faces = load_faces("avatars", size=32, limit=120)
    with pytest.raises(LatentFacesError, match="size=64"):
        metrics.evaluate(G, faces)
    with pytest.raises(LatentFacesError, match="at least 100"):
        metrics.evaluate(G, load_faces("avatars", size=64, limit=50))
