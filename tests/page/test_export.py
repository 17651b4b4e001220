"""The .tflite file of a generator, as the page gets it."""

import dataclasses

import numpy as np
import tensorflow as tf
from visiting import page_build

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
