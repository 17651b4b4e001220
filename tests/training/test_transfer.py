"""Runs that begin with the networks of another run."""

import dataclasses
import json

import numpy as np
import pytest
from tiny import TINY, ending_of, tiny_faces

from latentfaces.errors import LatentFacesError
from latentfaces.models.presets import get_preset
from latentfaces.run_folder import RunFolder, manifests, weights_of
from latentfaces.storage import file_sha256
from latentfaces.training.gan import GAN
from latentfaces.training.run import train
from latentfaces.training.transfer import begin_with

NETWORKS = ("G", "D", "ema")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The `Run` that others begin with."""
    return train(TINY, tiny_faces(), tmp_path_factory.mktemp("transfer") / "other", 6, seed=5)


def test_the_networks_are_those_of_the_other_run_and_the_rest_is_new(other):
    gan = GAN(TINY, seed=1)
    said = begin_with(gan, RunFolder(other.folder))
    for name in NETWORKS:
        for mine, theirs in zip(getattr(gan, name).get_weights(), getattr(other.gan, name).get_weights(), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    assert int(gan.step) == int(gan.g_optimizer.iterations) == int(gan.d_optimizer.iterations) == 0
    newest = weights_of(manifests(RunFolder(other.folder).checkpoints)[0])
    assert (said["step"], said["seed"], said["checkpoint"]) == (6, 5, file_sha256(newest))
    assert said["faces"]["count"] == len(tiny_faces())


def test_such_a_run_says_so_and_resumes_exactly_without_the_other(other, tmp_path):
    faces = tiny_faces(9, seed=3)
    whole = train(TINY, faces, tmp_path / "whole", 4, start=other.folder)
    train(TINY, faces, tmp_path / "half", 2, start=other.folder)
    train(TINY, faces, tmp_path / "half", 4, resume=True)
    assert ending_of(tmp_path / "half") == ending_of(whole.folder)
    assert json.loads((tmp_path / "half" / "run.json").read_text())["start"]["step"] == 6
    assert ending_of(train(TINY, faces, tmp_path / "plain", 4).folder) != ending_of(whole.folder)


def test_a_folder_without_checkpoints_is_refused(tmp_path):
    with pytest.raises(
        LatentFacesError, match="no run with a checkpoint in .*nothing.*A shipped model has a generator alone"
    ):
        train(TINY, tiny_faces(), tmp_path / "run", 2, start=tmp_path / "nothing")
    assert not (tmp_path / "run").exists()


def test_other_networks_are_refused(other):
    said = "has other networks .architecture 'tiny' there and 'compact' here; size 8 there and 64 here.*; begin with"
    with pytest.raises(LatentFacesError, match=said):
        begin_with(GAN(get_preset("compact")), RunFolder(other.folder))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"self_modulation": False}, "self_modulation False there and True here"),
        ({"discriminator_filters": 16}, "discriminator_filters 16 there and 32 here"),
        # Of the same shapes.
        ({"latent": "uniform"}, "latent 'uniform' there and 'normal' here"),
        ({"output_activation": "tanh"}, "output_activation 'tanh' there and 'linear' here"),
    ],
)
def test_networks_of_another_recipe_are_refused(tmp_path, change, said):
    preset = dataclasses.replace(get_preset("compact"), size=8, batch_size=4, precision="float32")
    train(dataclasses.replace(preset, **change), tiny_faces(), tmp_path, 1)
    with pytest.raises(LatentFacesError, match=rf"networks \({said}\); begin with"):
        begin_with(GAN(preset), RunFolder(tmp_path))
