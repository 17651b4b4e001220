"""The .tflite file of a generator, as the page gets it."""

import dataclasses

import numpy as np
import pytest
import tensorflow as tf
from visiting import page_build, run_folder

from latentfaces.errors import LatentFacesError
from latentfaces.models.generator import Generator
from latentfaces.models.networks import SelfModulation, build_generator
from latentfaces.models.presets import get_preset


def test_z_scales_and_shifts_features_in_the_exported_file_too():
    preset = dataclasses.replace(get_preset("compact"), size=16)
    network, rng = build_generator(preset), np.random.default_rng(0)
    modulations = [layer for layer in network.layers if isinstance(layer, SelfModulation)]
    for layer in modulations:
        layer.kernel.assign(rng.normal(scale=0.1, size=layer.kernel.shape))
    build = page_build()
    exported = tf.lite.Interpreter(model_content=build.export(Generator("tiny", network, preset.latent)))
    for batch in build.BATCHES:
        z = rng.normal(size=(batch, 100)).astype(np.float32)
        [images] = exported.get_signature_runner(f"faces{batch}")(z=z).values()
        expected = network(z).numpy()
        np.testing.assert_allclose(images, expected, atol=0.01 * np.abs(expected).max())  # its weights are float16
    assert len(modulations) == 3


def test_two_models_of_one_name_are_refused_and_a_folder_of_a_state_has_its_name(tmp_path, monkeypatch):
    for folder in ("a/mine", "b/mine", "a/mine/states/9"):
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        run_folder(tmp_path / folder, latent_dim=100)
    build = page_build()
    for part in ("bundle_scripts", "write_html", "draw_stills", "constants"):
        monkeypatch.setattr(build, part, lambda *_: None)
    monkeypatch.setattr(build, "export", lambda G: G.name.encode())
    state = build.write_state(tmp_path / "a/mine/states/9", tmp_path)
    assert state["name"] == "mine@9" and (tmp_path / "mine@9.tflite").exists()
    with pytest.raises(LatentFacesError, match="Two of the models would be called mine on the page"):
        build.build([tmp_path / "a/mine", tmp_path / "b/mine"], tmp_path / "dist")
    assert not (tmp_path / "dist").exists()
