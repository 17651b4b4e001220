"""The neutral extractor: the distance grows step by step as faces get worse, whatever makes them worse."""

import builtins

import numpy as np
import pytest
from PIL import Image, ImageFilter
from tiny import tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.faces.load import load_faces
from latentfaces.measures import features
from latentfaces.measures.features import extract_features
from latentfaces.measures.metrics import fid, kid
from latentfaces.paths import EXTRACTOR

N = 300


@pytest.fixture(scope="module")
def halves():
    """Two halves of N avatars, and their traits."""
    first, second = load_faces("avatars", size=64, limit=2 * N).holdout(N)
    return first, second


def noise(images, step, faces):
    shift = np.random.default_rng(step).normal(0, 8 * step, images.shape)
    return np.clip(images + shift, 0, 255).astype(np.uint8)


def blur(images, step, faces):
    return np.stack([Image.fromarray(image).filter(ImageFilter.GaussianBlur(step / 2)) for image in images])


def colour(images, step, faces):
    hsv = np.stack([Image.fromarray(image).convert("HSV") for image in images])
    hsv[..., 0] += np.uint8(10 * step)
    return np.stack([Image.fromarray(image, "HSV").convert("RGB") for image in hsv])


def dropped_modes(images, step, faces):
    """Ever fewer hair styles are left, the faces that had others replaced by faces that have these."""
    styles = sorted(faces.traits.hair.unique())
    kept = images[faces.traits.hair.isin(styles[: len(styles) // 2**step])]
    return kept[np.random.default_rng(0).integers(0, len(kept), len(images))]


def duplicates(images, step, faces):
    return images[np.arange(len(images)) % (len(images) // 4**step)]


@pytest.fixture(scope="module")
def features_of_halves(halves):
    return [extract_features(faces.images) for faces in halves]


@pytest.mark.parametrize("worsen", [noise, blur, colour, dropped_modes, duplicates], ids=lambda f: f.__name__)
def test_the_distance_grows_step_by_step(halves, features_of_halves, worsen):
    real, clean = features_of_halves
    steps = [clean]
    steps += [extract_features(worsen(halves[1].images, step, halves[1])) for step in (1, 2, 3)]
    distances = [fid(step, real) for step in steps]
    assert distances == sorted(distances), distances
    assert distances[3] > 2 * distances[0], distances


def test_real_against_real_is_at_the_floor(features_of_halves):
    a, b = features_of_halves
    mean, spread = kid(a, b)
    assert abs(mean) < 3 * spread
    # A share of the spread of the features themselves, which is what two unrelated sets would differ by. The floor of
    # this FID falls as 1 / N: it is 0.013 of the spread at 5,000.
    assert fid(a, b) < 0.015 * 5000 / N * a.var(axis=0).sum()


def test_real_against_real_is_at_the_floor_of_the_embedded_extractor():
    first, second = load_faces("avatars", size=64, limit=2000).holdout(1000)
    a, b = (extract_features(faces.images, "embedded") for faces in (first, second))
    mean, spread = kid(a, b)
    assert abs(mean) < 3 * spread
    assert fid(a, b) < 0.05 * a.var(axis=0).sum()


def test_features_do_not_depend_on_the_batch_they_come_in(halves):
    images = halves[0].images[:80]
    np.testing.assert_allclose(extract_features(images)[70:], extract_features(images[70:]), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", [32, 128])
def test_faces_of_other_sizes_are_resized(size):
    """The same 200 avatars, drawn at another size, are nearer to themselves than to others at 64 px."""
    at_64 = load_faces("avatars", size=64, limit=400).images
    there = extract_features(load_faces("avatars", size=size, limit=200).images)
    same, others = extract_features(at_64[:200]), extract_features(at_64[200:])
    assert there.shape == (200, 384)
    assert np.linalg.norm(there - same, axis=1).mean() < 0.7 * np.linalg.norm(there - others, axis=1).mean()


@pytest.mark.parametrize(
    "images", [np.zeros((0, 64, 64, 3), np.uint8), np.zeros((2, 64, 64), np.uint8), np.zeros((2, 64, 64, 3), float)]
)
def test_what_is_no_set_of_faces_is_refused(images):
    with pytest.raises(LatentFacesError, match=r"uint8 \(N, S, S, 3\)"):
        extract_features(images)


@pytest.mark.parametrize("name", ["neutral", "embedded"])
@pytest.mark.parametrize("damage", ["missing", "half", "one bit"])
def test_missing_and_damaged_weights_are_told(tmp_path, monkeypatch, name, damage):
    monkeypatch.setattr(features, "EXTRACTOR", tmp_path)
    file = "neutral.weights.h5" if name == "neutral" else "extractor.weights.h5"
    whole = bytearray((EXTRACTOR / file).read_bytes())
    if damage == "half":
        (tmp_path / file).write_bytes(whole[: len(whole) // 2])
    elif damage == "one bit":
        whole[len(whole) // 2] ^= 1  # in a weight: HDF5 reads the file
        (tmp_path / file).write_bytes(whole)
    getattr(features, f"_{name}").cache_clear()
    with pytest.raises(LatentFacesError, match=f"restore {file}"):
        extract_features(tiny_faces(2, size=64).images, name)


def test_inception_without_its_packages_is_told(monkeypatch):
    plain = builtins.__import__

    def without_torch(name, *args, **kwargs):
        if name == "torch":
            raise ImportError(name)
        return plain(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_torch)
    features._inception.cache_clear()
    with pytest.raises(LatentFacesError, match='pip install torch torch-fidelity.*"neutral"'):
        extract_features(tiny_faces(2, size=64).images, "inception")
