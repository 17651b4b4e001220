"""FID, KID, precision, recall, density, coverage: known values, and `evaluate`."""

import tracemalloc

import numpy as np
import pytest
from tiny import copyist, tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.faces.jpeg import Jpeg
from latentfaces.faces.load import load_faces
from latentfaces.latent import sample_latent
from latentfaces.measures import features, metrics

rng = np.random.default_rng(0)


def test_fid_of_two_gaussians_is_what_the_formula_says():
    a, b = rng.normal(0, 1, (20000, 4)), rng.normal(0.5, 2, (20000, 4))
    assert metrics.fid(a, a) == pytest.approx(0, abs=1e-6)
    assert metrics.fid(a, b) == pytest.approx(4 * 0.5**2 + 4 * (2 - 1) ** 2, rel=0.05)


def test_fid_of_features_that_span_less_than_their_space():
    """Fewer rows than columns, as when few faces are compared in many features."""
    a = rng.normal(0, 1, (20, 50))
    assert metrics.fid(a, a) == pytest.approx(0, abs=1e-4)
    assert metrics.fid(a, a + 1) == pytest.approx(50, rel=1e-6)


def test_kid_is_near_zero_for_one_distribution_and_not_for_two():
    a, b = rng.normal(0, 1, (2, 1000, 8))
    same, spread = metrics.kid(a, b)
    assert abs(same) < 3 * spread
    assert metrics.kid(a, b + 1)[0] > 100 * abs(same)


def test_kid_of_few_faces_tells_how_sure_it_is():
    a, b = rng.normal(0, 1, (2, 100, 8))
    mean, spread = metrics.kid(a, b)
    assert abs(mean) < 3 * spread


def test_prdc_of_one_distribution():
    scores = metrics.prdc(*rng.normal(0, 1, (2, 2500, 4)))
    assert scores["precision"] > 0.9 and scores["recall"] > 0.9
    assert scores["density"] == pytest.approx(1, abs=0.05)
    # Naeem et al. 2020, equation 7, for as many fakes as real faces: 1 - 1/2^k.
    assert scores["coverage"] == pytest.approx(1 - 0.5**5, abs=0.02)


def test_prdc_tells_fakes_that_are_alike_from_fakes_that_are_wild():
    real = rng.normal(0, 1, (1000, 4))
    alike, wild = metrics.prdc(real, 0.3 * real[::-1]), metrics.prdc(real, 3 * rng.normal(0, 1, (1000, 4)))
    assert alike["precision"] > 0.95 and alike["recall"] < 0.3 and alike["coverage"] < 0.6
    assert wild["precision"] < 0.5 and wild["recall"] > 0.9 and wild["density"] < 0.3


def test_prdc_by_hand():
    real, fake = np.array([[0.0], [1.0], [3.0]]), np.array([[0.4], [10.0], [10.1]])
    # Radii to the first neighbour: 1, 1, 2 for the real and 9.6, 0.1, 0.1 for the fake ones.
    assert metrics.prdc(real, fake, k=1) == pytest.approx(
        {"precision": 1 / 3, "recall": 1.0, "density": 2 / 3, "coverage": 2 / 3}
    )


def test_realism_by_hand():
    real, fake = np.array([[0.0], [1.0], [3.0], [8.0]]), np.array([[0.4], [2.0], [-4.0]])
    # Radii to the first neighbour: 1, 1, 2, 5. The wider two are left out.
    assert metrics.realism(real, fake, k=1) == pytest.approx([1 / 0.4, 1, 1 / 4])


def test_realism_tells_faces_outside_of_all_balls_apart():
    real, fake = rng.normal(0, 1, (500, 8)), 5 * rng.normal(0, 1, (100, 8))
    scores = [metrics.realism(real, scale * fake).mean() for scale in (1, 2, 4)]
    assert scores == sorted(scores, reverse=True)
    assert metrics.prdc(real, 4 * fake)["precision"] == 0
    assert np.isfinite(metrics.realism(real, real[:100])).all()


def test_prdc_does_not_depend_on_the_size_of_its_blocks(monkeypatch):
    real, fake = rng.normal(0, 1, (2, 130, 3))
    whole = metrics.prdc(real, fake)
    monkeypatch.setattr(metrics, "BLOCK", 7)
    assert metrics.prdc(real, fake) == pytest.approx(whole)


def test_evaluate_says_what_it_measured():
    faces = load_faces("avatars", size=64, limit=1000)
    train, held_out = faces.holdout(500)
    scores = metrics.evaluate(copyist(train.images), held_out, n=500, others=train)
    assert scores["n"] == 500 and scores["extractor"] == "neutral" and scores["size"] == 64
    assert scores["resize"] == "bilinear to 128 px, antialiased" and scores["compression"] == "none"
    assert scores["fid"] < 2 * scores["floor_fid"], "real faces are at the floor"
    assert scores["precision"] > 0.8 and scores["coverage"] > 0.8
    noise = metrics.evaluate(copyist(tiny_faces(500, size=64).images), held_out, n=500, others=train)
    assert noise["fid"] > 20 * scores["fid"] and noise["precision"] == 0


def test_the_floor_is_of_as_many_other_faces():
    faces = tiny_faces(250, size=64)
    scores = metrics.evaluate(copyist(tiny_faces(125, size=64, seed=1).images), faces)
    assert scores["n"] == 125
    compared = metrics.batches_to_compare(copyist(faces.images), faces)
    real, _, others = (np.concatenate(list(batches)) for batches in compared)
    assert len({face.tobytes() for face in (*real, *others)}) == len(real) + len(others) == 250
    # Noise against noise: the model is at the floor.
    assert scores["fid"] == pytest.approx(scores["floor_fid"], rel=0.2)


def test_all_faces_get_the_compression_of_the_set():
    """A model that draws the faces as they were before they were saved as JPEG is at no distance from them."""
    clean = load_faces("avatars", size=64, limit=200).images
    jpeg = Jpeg((tuple([20] * 64), tuple([40] * 64)), "4:2:0")
    scores = metrics.compare(jpeg.compress(clean), clean, jpeg=jpeg)
    assert scores["compression"] == "JPEG of quality 83, 4:2:0"
    assert scores["fid"] < 0.3 * metrics.compare(jpeg.compress(clean), clean)["fid"]


def test_faces_of_another_size_and_too_few_are_refused():
    G = copyist(tiny_faces(4, size=64).images)
    with pytest.raises(LatentFacesError, match="size=64"):
        metrics.evaluate(G, tiny_faces(120, size=32))
    with pytest.raises(LatentFacesError, match="at least 100"):
        metrics.evaluate(G, tiny_faces(50, size=64))


def test_an_unknown_extractor_is_named_with_the_known_ones():
    faces = tiny_faces(120, size=64)
    with pytest.raises(LatentFacesError, match='no extractor "clip"; choose one of neutral, embedded, inception'):
        metrics.evaluate(copyist(faces.images), faces, extractor="clip")


def test_faces_in_batches_have_the_scores_of_the_whole_and_are_not_kept():
    faces, others = tiny_faces(300, size=64), tiny_faces(300, size=64, seed=1)
    G = copyist(faces.images)
    scores = metrics.evaluate(G, faces, n=300, seed=1, others=others)
    z = sample_latent(300, G, seed=1)
    assert scores == metrics.compare(faces.images, G.faces(z), others.images, seed=1)
    tracemalloc.start()
    try:
        for batch in metrics.batches_to_compare(G, faces, n=300)[0]:
            assert len(batch) <= features.BATCH
        assert tracemalloc.get_traced_memory()[1] < faces.images.nbytes / 2
    finally:
        tracemalloc.stop()


def test_distances_are_in_memory_block_by_block(monkeypatch):
    monkeypatch.setattr(metrics, "BLOCK", 50)
    real, fake = rng.normal(0, 1, (2, 1500, 4))
    tracemalloc.start()
    try:
        metrics.prdc(real, fake)
        assert tracemalloc.get_traced_memory()[1] < 1500 * 1500 * 8 / 4
    finally:
        tracemalloc.stop()
