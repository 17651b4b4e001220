"""Networks: every layer's output shape and parameters, as the reference documents print them."""

import dataclasses
import subprocess
import sys

import keras
import numpy as np
import pytest

from latentfaces.errors import LatentFacesError
from latentfaces.models.networks import (
    ARCHITECTURES,
    Contrast,
    Detail,
    MinibatchStd,
    SelfModulation,
    build_discriminator,
    build_generator,
)
from latentfaces.models.presets import PRESETS, SIZES, get_preset


def table(model):
    """(class, output shape without N, parameters) of every layer after the input."""
    return [(type(x).__name__, tuple(x.output.shape[1:]), x.count_params()) for x in model.layers[1:]]


def with_weights(model):
    return [row for row in table(model) if row[2]]


def layers_of(model, *kinds):
    return [layer for layer in model.layers if type(layer).__name__ in kinds]


def counts(model):
    """(all, trainable) parameters."""
    return model.count_params(), sum(int(np.prod(w.shape)) for w in model.trainable_weights)


@pytest.fixture(scope="module", params=PRESETS)
def networks(request):
    """(preset, G, D) of every preset."""
    preset = get_preset(request.param)
    return preset, build_generator(preset), build_discriminator(preset)


@pytest.fixture(scope="module")
def anime():
    return build_generator(get_preset("anime-baseline")), build_discriminator(get_preset("anime-baseline"))


@pytest.fixture(scope="module")
def simpsons():
    return build_generator(get_preset("simpsons")), build_discriminator(get_preset("simpsons"))


@pytest.fixture(scope="module")
def dcgan():
    return build_generator(get_preset("dcgan")), build_discriminator(get_preset("dcgan"))


@pytest.fixture(scope="module")
def compact():
    return build_generator(get_preset("compact")), build_discriminator(get_preset("compact"))


def test_anime_generator(anime):
    G, _ = anime
    assert table(G) == [
        ("Dense", (131072,), 100 * 131072 + 131072),
        ("LeakyReLU", (131072,), 0),
        ("Reshape", (32, 32, 128), 0),
        ("Conv2D", (32, 32, 256), 5 * 5 * 128 * 256 + 256),
        ("LeakyReLU", (32, 32, 256), 0),
        ("Conv2DTranspose", (64, 64, 256), 4 * 4 * 256 * 256 + 256),
        ("LeakyReLU", (64, 64, 256), 0),
        ("Conv2D", (64, 64, 256), 5 * 5 * 256 * 256 + 256),
        ("LeakyReLU", (64, 64, 256), 0),
        ("Conv2D", (64, 64, 256), 5 * 5 * 256 * 256 + 256),
        ("LeakyReLU", (64, 64, 256), 0),
        ("Conv2D", (64, 64, 3), 7 * 7 * 256 * 3 + 3),
    ]
    assert counts(G) == (18_421_507, 18_421_507)


def test_anime_discriminator(anime):
    G, D = anime
    block = 4 * 4 * 128 * 128 + 128
    assert table(D) == [
        ("Conv2D", (62, 62, 128), 3 * 3 * 3 * 128 + 128),
        ("LeakyReLU", (62, 62, 128), 0),
        ("Conv2D", (30, 30, 128), block),
        ("LeakyReLU", (30, 30, 128), 0),
        ("Conv2D", (14, 14, 128), block),
        ("LeakyReLU", (14, 14, 128), 0),
        ("Conv2D", (6, 6, 128), block),
        ("LeakyReLU", (6, 6, 128), 0),
        ("Flatten", (4608,), 0),
        ("Dropout", (4608,), 0),
        ("Dense", (1,), 4609),
    ]
    assert counts(D) == (795_009, 795_009)
    assert G.count_params() + D.count_params() == 19_216_516


def test_simpsons_generator(simpsons):
    G, _ = simpsons
    assert table(G) == [
        ("Dense", (65536,), 6619136),
        ("Reshape", (8, 8, 1024), 0),
        ("LeakyReLU", (8, 8, 1024), 0),
        ("Conv2DTranspose", (16, 16, 512), 4719104),
        ("BatchNormalization", (16, 16, 512), 2048),
        ("LeakyReLU", (16, 16, 512), 0),
        ("Conv2DTranspose", (32, 32, 256), 1179904),
        ("BatchNormalization", (32, 32, 256), 1024),
        ("LeakyReLU", (32, 32, 256), 0),
        ("Conv2DTranspose", (64, 64, 128), 295040),
        ("BatchNormalization", (64, 64, 128), 512),
        ("LeakyReLU", (64, 64, 128), 0),
        ("Conv2DTranspose", (128, 128, 64), 73792),
        ("BatchNormalization", (128, 128, 64), 256),
        ("LeakyReLU", (128, 128, 64), 0),
        ("Conv2DTranspose", (128, 128, 3), 1731),
        ("Activation", (128, 128, 3), 0),
    ]
    assert counts(G) == (12_892_547, 12_890_627)


def test_simpsons_discriminator(simpsons):
    _, D = simpsons
    assert table(D) == [
        ("Conv2D", (64, 64, 64), 1792),
        ("BatchNormalization", (64, 64, 64), 256),
        ("LeakyReLU", (64, 64, 64), 0),
        ("Conv2D", (32, 32, 128), 73856),
        ("BatchNormalization", (32, 32, 128), 512),
        ("LeakyReLU", (32, 32, 128), 0),
        ("Conv2D", (16, 16, 256), 295168),
        ("BatchNormalization", (16, 16, 256), 1024),
        ("LeakyReLU", (16, 16, 256), 0),
        ("Conv2D", (16, 16, 512), 1180160),
        ("BatchNormalization", (16, 16, 512), 2048),
        ("LeakyReLU", (16, 16, 512), 0),
        ("Conv2D", (8, 8, 1024), 4719616),
        ("BatchNormalization", (8, 8, 1024), 4096),
        ("LeakyReLU", (8, 8, 1024), 0),
        ("Flatten", (65536,), 0),
        ("Dense", (1,), 65537),
    ]
    assert counts(D) == (6_344_065, 6_340_097)


def test_dcgan_shapes_of_radford_2015(dcgan):
    G, D = dcgan
    assert [row[:2] for row in with_weights(G) if row[0] != "BatchNormalization"] == [
        ("Dense", (16384,)),
        ("Conv2DTranspose", (8, 8, 512)),
        ("Conv2DTranspose", (16, 16, 256)),
        ("Conv2DTranspose", (32, 32, 128)),
        ("Conv2DTranspose", (64, 64, 3)),
    ]
    assert [row[:2] for row in with_weights(D) if row[0] != "BatchNormalization"] == [
        ("Conv2D", (32, 32, 128)),
        ("Conv2D", (16, 16, 256)),
        ("Conv2D", (8, 8, 512)),
        ("Conv2D", (4, 4, 1024)),
        ("Dense", (1,)),
    ]
    for layer in layers_of(G, "Conv2DTranspose") + layers_of(D, "Conv2D"):
        assert layer.kernel_size == (5, 5) and layer.strides == (2, 2)


def test_dcgan_normalises_all_but_the_ends(dcgan):
    G, D = dcgan
    assert [row[1] for row in table(G) if row[0] == "BatchNormalization"] == [
        (4, 4, 1024),
        (8, 8, 512),
        (16, 16, 256),
        (32, 32, 128),
    ]
    assert [row[1] for row in table(D) if row[0] == "BatchNormalization"] == [
        (16, 16, 256),
        (8, 8, 512),
        (4, 4, 1024),
    ]
    assert len(layers_of(G, "ReLU")) == 4 and len(layers_of(D, "LeakyReLU")) == 4


def test_compact_shapes(compact):
    G, D = compact
    assert [row[:2] for row in with_weights(G) if row[0] not in ("BatchNormalization", "SelfModulation")] == [
        ("Dense", (4096,)),
        ("Style", (128,)),
        ("PlaceBias", (4, 4, 256)),
        ("ResizeConv2DTranspose", (8, 8, 128)),
        ("ResizeConv2DTranspose", (16, 16, 64)),
        ("ResizeConv2DTranspose", (32, 32, 32)),
        ("ResizeConv2DTranspose", (64, 64, 16)),
        ("Conv2D", (64, 64, 3)),
    ]
    assert [layer.output.shape for layer in layers_of(G, "SelfModulation")] == [
        layer.output.shape for layer in layers_of(G, "BatchNormalization")
    ]
    assert len(layers_of(G, "BatchNormalization")) == len(layers_of(G, "ReLU")) == 5
    assert [row[:2] for row in table(D) if row[0] != "LeakyReLU"] == [
        ("Conv2D", (32, 32, 32)),
        ("Conv2D", (16, 16, 64)),
        ("Contrast", (16, 16, 67)),
        ("Detail", (16, 16, 70)),
        ("Conv2D", (8, 8, 128)),
        ("Conv2D", (4, 4, 256)),
        ("MinibatchStd", (4, 4, 257)),
        ("Conv2D", (4, 4, 256)),
        ("Flatten", (4096,)),
        ("Dense", (1,)),
    ]
    assert [layer.kernel_size for layer in layers_of(D, "Conv2D")] == [(4, 4)] * 4 + [(3, 3)]
    assert round(G.count_params() / 1e6, 2) == 0.96 and round(D.count_params() / 1e6, 1) == 1.3


def test_compact_grows_with_the_size_of_its_faces():
    preset = get_preset("compact-128")
    G, D = build_generator(preset), build_discriminator(preset)
    assert [layer.filters for layer in layers_of(G, "ResizeConv2DTranspose")] == [256, 128, 64, 32, 16]
    assert [layer.filters for layer in layers_of(D, "Conv2D")] == [32, 64, 128, 256, 512, 512]
    assert G.output_shape[1:] == D.input_shape[1:] == (128, 128, 3)


def test_the_discriminator_of_compact_can_be_half_as_wide():
    compact = get_preset("compact")
    preset = dataclasses.replace(compact, discriminator_filters=16)
    D = build_discriminator(preset)
    assert [layer.filters for layer in layers_of(D, "Conv2D")] == [16, 32, 64, 128, 128]
    assert build_generator(preset).count_params() == build_generator(compact).count_params()


@pytest.mark.parametrize(("size", "first", "steps"), [(8, 4, 1), (48, 6, 3), (56, 7, 3), (96, 6, 4), (192, 6, 5)])
def test_compact_doubles_four_to_seven_pixels(size, first, steps):
    preset = dataclasses.replace(get_preset("compact"), size=size)
    G, D = build_generator(preset), build_discriminator(preset)
    assert layers_of(G, "PlaceBias")[0].output.shape[1:3] == layers_of(D, "MinibatchStd")[0].input.shape[1:3]
    assert layers_of(G, "PlaceBias")[0].output.shape[1:3] == (first, first)
    assert len(layers_of(G, "ResizeConv2DTranspose")) == steps
    assert G.output_shape[1:] == D.input_shape[1:] == (size, size, 3) and D.output_shape[1:] == (1,)


def test_every_architecture_has_its_sizes():
    assert set(ARCHITECTURES) == set(SIZES)


LOADS = """
import sys
import keras
import numpy as np
import latentfaces.models.networks

for saved in sys.argv[1:]:
    model = keras.saving.load_model(saved + ".keras")
    np.save(saved + "-again.npy", keras.ops.convert_to_numpy(model(np.load(saved + "-input.npy"))))
"""


def thin(init):
    """The constructor of a convolution, with a sixteenth of the filters: all of these networks then take a second."""
    return lambda layer, filters, *args, **kwargs: init(layer, -(-filters // 16), *args, **kwargs)


def test_networks_that_keras_saved_load_in_another_process(tmp_path, monkeypatch):
    """`G.save` and `D.save` of every architecture, with all that Keras knows of their layers."""
    for kind in (keras.layers.Conv2D, keras.layers.Conv2DTranspose):
        monkeypatch.setattr(kind, "__init__", thin(kind.__init__))
    saved, outputs = [], []
    for architecture, size in SIZES.items():
        preset = dataclasses.replace(
            get_preset("compact"),
            architecture=architecture,
            size=size or 12,
            latent_dim=2,
            output_activation="tanh",
            self_modulation=size is None,
            resize_convolution=size is None,
            contrast=size is None,
            detail=size is None,
        )
        for kind, build in (("G", build_generator), ("D", build_discriminator)):
            model = build(preset)
            saved.append(str(tmp_path / f"{architecture}-{kind}"))
            x = np.random.default_rng(0).normal(size=(2, *model.input_shape[1:])).astype(np.float32)
            np.save(f"{saved[-1]}-input.npy", x)
            outputs.append(keras.ops.convert_to_numpy(model(x)))
            model.save(f"{saved[-1]}.keras")
    done = subprocess.run([sys.executable, "-c", LOADS, *saved], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name, output in zip(saved, outputs, strict=True):
        np.testing.assert_allclose(np.load(f"{name}-again.npy"), output, rtol=1e-5, atol=1e-6)


def test_compact_tells_places_apart_without_z(compact):
    """At z = 0 BatchNormalization leaves all places of a channel alike; what was learned of each then shows."""
    G = compact[0]
    bias = layers_of(G, "PlaceBias")[0].bias
    z, flat = np.zeros((1, 100), np.float32), np.zeros(bias.shape, np.float32)
    places = keras.Model(G.input, layers_of(G, "PlaceBias")[0].output)
    assert np.ptp(keras.ops.convert_to_numpy(places(z)), axis=(1, 2)).max() == 0
    bias.assign(np.random.default_rng(0).normal(size=bias.shape))
    assert np.ptp(keras.ops.convert_to_numpy(places(z)), axis=(1, 2)).min() > 0
    bias.assign(flat)


def test_slopes(anime, simpsons, dcgan, compact):
    for models, slope in ((anime, 0.3), (simpsons, 0.2), (dcgan, 0.2), (compact, 0.2)):
        rectifiers = [layer for model in models for layer in layers_of(model, "LeakyReLU")]
        assert rectifiers
        assert all(layer.negative_slope == pytest.approx(slope) for layer in rectifiers)


def test_simpsons_epsilon_and_anime_dropout(anime, simpsons):
    norms = [layer for model in simpsons for layer in layers_of(model, "BatchNormalization")]
    assert len(norms) == 9 and all((norm.epsilon, norm.momentum) == (1e-3, 0.99) for norm in norms)
    assert [layer.rate for layer in layers_of(anime[1], "Dropout")] == [0.4]


def test_weights_begin_as_normal_002_in_simpsons_and_dcgan(simpsons, dcgan):
    """Of reference B only the convolutions: both of its Dense layers keep Keras' start, Glorot's uniform one."""
    for model in (*simpsons, *dcgan):
        kernels = [w for w in model.trainable_weights if w.path.endswith("kernel")]
        assert len(kernels) in (5, 6)
        if model in simpsons:
            (dense,) = (layer.kernel for layer in layers_of(model, "Dense"))
            kernels = [kernel for kernel in kernels if kernel is not dense]
            limit = np.sqrt(6 / sum(dense.shape))
            assert 0.9 * limit < np.abs(dense.numpy()).max() <= limit
            assert dense.numpy().std() == pytest.approx(limit / np.sqrt(3), rel=0.02)
        for kernel in kernels:
            assert abs(kernel.numpy().std() - 0.02) < 0.002 and abs(kernel.numpy().mean()) < 0.002
        assert not np.array_equal(kernels[0].numpy().ravel()[:9], kernels[1].numpy().ravel()[:9])


def test_a_model_of_before_keeps_its_architecture():
    """Epsilon 5e-5, Keras 3's BatchNormalization and the normal start everywhere: what `simpsons-reference` has."""
    preset = dataclasses.replace(get_preset("simpsons"), architecture="simpsons")
    for model in (build_generator(preset), build_discriminator(preset)):
        norms = layers_of(model, "BatchNormalization")
        assert norms and not any(norm.unbiased for norm in norms)
        assert {norm.epsilon for norm in norms} == {5e-5}
        assert abs(layers_of(model, "Dense")[0].kernel.numpy().std() - 0.02) < 0.001


def test_ends_of_the_networks(networks):
    preset, G, D = networks
    tanh = preset.architecture != "compact"
    assert G.layers[-1].activation is (keras.activations.tanh if tanh else keras.activations.linear)
    assert D.layers[-1].activation is keras.activations.linear
    x = keras.ops.convert_to_numpy(G(np.full((2, preset.latent_dim), 3.0, np.float32)))
    assert x.shape == (2, preset.size, preset.size, 3) and x.dtype == np.float32
    assert np.ptp(x) > 0 and (np.abs(x).max() <= 1 or not tanh)
    assert D(x).shape == (2, 1)


def test_contrast_is_that_of_each_colour_around_each_place():
    image = np.full((2, 16, 16, 3), 0.8, np.float32)
    # Noise in the red of the upper half of the second image.
    image[1, :8, :, 0] += 0.1 * np.random.default_rng(0).choice([-1, 1], (8, 16))
    x = np.zeros((2, 4, 4, 5), np.float32)
    y = keras.ops.convert_to_numpy(Contrast()(x, image))
    assert y.shape == (2, 4, 4, 8) and (y[..., :5] == 0).all()
    flat = 0.3 * np.log(0.031 / 0.15)
    np.testing.assert_allclose(y[0, ..., 5:], flat, atol=0.01)
    np.testing.assert_allclose(y[1, 0, :, 5], 0.3 * np.log(0.13 / 0.15), atol=0.04)
    np.testing.assert_allclose(y[1, 0, :, 6:], flat, atol=0.01)
    np.testing.assert_allclose(y[1, 3, :, 5], flat, atol=0.01)
    # An edge between two groups of four pixels is within windows of both.
    edge = np.full((1, 16, 16, 3), -1.0, np.float32)
    edge[:, :, 8:] = 1
    seen = keras.ops.convert_to_numpy(Contrast()(x[:1], edge))[0, 0, :, 5]
    assert seen[1] > 0 < seen[2] and seen[0] == pytest.approx(flat, abs=0.01) == seen[3]


def test_detail_is_what_blur_takes_away():
    """Noise of single pixels is detail, and a shade from black to white is none, though it has contrast."""
    image = np.zeros((2, 16, 16, 3), np.float32)
    image[0, :, :, 0] = np.random.default_rng(0).choice([-0.3, 0.3], (16, 16))
    image[1, :, :, 1] = np.linspace(-1, 1, 16)
    x = np.zeros((2, 4, 4, 5), np.float32)
    y = keras.ops.convert_to_numpy(Detail()(x, image))
    assert y.shape == (2, 4, 4, 8) and (y[..., :5] == 0).all()
    flat = 0.3 * np.log(0.021 / 0.08)
    # One colour has none, at the edges of the image too.
    colour = np.full((1, 16, 16, 3), 0.8, np.float32)
    np.testing.assert_allclose(Detail()(x[:1], colour)[..., 5:], flat, atol=0.01)
    np.testing.assert_allclose(y[0, ..., 5], 0.3 * np.log(0.3 / 0.08), atol=0.05)
    np.testing.assert_allclose(y[..., 7], flat, atol=0.01)
    np.testing.assert_allclose(y[1, :, 1:3, 6], flat, atol=0.01)
    assert keras.ops.convert_to_numpy(Contrast()(x, image))[1, :, 1:3, 6].min() > 0.3 * np.log(0.031 / 0.15) + 0.1


@pytest.mark.parametrize(
    ("field", "build", "layer"),
    [
        ("self_modulation", build_generator, "SelfModulation"),
        ("resize_convolution", build_generator, "ResizeConv2DTranspose"),
        ("contrast", build_discriminator, "Contrast"),
        ("detail", build_discriminator, "Detail"),
    ],
)
def test_only_a_preset_that_asks_for_it_has_these_layers(field, build, layer):
    assert layers_of(build(get_preset("compact")), layer)
    older = dataclasses.replace(get_preset("compact"), **{field: False})
    assert not layers_of(build(older), layer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("self_modulation", True),
        ("resize_convolution", True),
        ("contrast", True),
        ("detail", True),
        ("discriminator_filters", 16),
    ],
)
def test_only_compact_has_these_fields(field, value):
    with pytest.raises(LatentFacesError, match=f'Only the architecture "compact" has {field}; leave it for "dcgan"'):
        dataclasses.replace(get_preset("dcgan"), **{field: value})


def test_models_from_before_keep_their_networks():
    before = dataclasses.replace(get_preset("compact"), resize_convolution=False)
    assert build_generator(before).count_params() == 1_268_851
    preset = dataclasses.replace(before, detail=False, self_modulation=False)
    G, D = build_generator(preset), build_discriminator(preset)
    assert [layer.filters for layer in layers_of(G, "Conv2DTranspose")] == [128, 64, 32, 3]
    assert not layers_of(G, "Conv2D", "Style") and (G.count_params(), D.count_params()) == (1_105_283, 1_292_769)
    shipped = build_generator(dataclasses.replace(before, self_modulation=False))
    assert shipped.count_params() == 1_112_435 and not layers_of(shipped, "Style")


def test_self_modulation_scales_and_shifts_the_channels_of_each_face():
    layer = SelfModulation()
    x = np.random.default_rng(0).normal(size=(2, 3, 3, 2)).astype(np.float32)
    style = np.array([[1, 0], [0, 2]], np.float32)
    np.testing.assert_array_equal(layer(x, style), x)  # as it starts
    layer.kernel.assign([[0.5, -1, 3, 0], [1, 0, 0, -2]])  # of each number of the style: two scales, two shifts
    y = keras.ops.convert_to_numpy(layer(x, style))
    np.testing.assert_allclose(y[0], x[0] * [1.5, 0] + [3, 0], rtol=1e-6)
    np.testing.assert_allclose(y[1], x[1] * [3, 1] + [0, -4], rtol=1e-6)


def test_z_scales_and_shifts_every_layer_of_compact_by_its_style():
    G = build_generator(dataclasses.replace(get_preset("compact"), size=8))
    z = np.random.default_rng(0).normal(size=(2, 100)).astype(np.float32)
    modulations = layers_of(G, "SelfModulation")
    assert len(modulations) == 2
    before = keras.ops.convert_to_numpy(G(z))
    for layer in modulations:
        layer.kernel.assign(np.full(layer.kernel.shape, 0.1))
        after = keras.ops.convert_to_numpy(G(z))
        assert np.abs(after - before).max(axis=(1, 2, 3)).min() > 1e-3
        before = after


def test_minibatch_std_sees_that_a_batch_is_alike():
    x = np.random.default_rng(0).normal(size=(4, 3, 3, 5)).astype(np.float32)
    y = keras.ops.convert_to_numpy(MinibatchStd()(x))
    assert y.shape == (4, 3, 3, 6)
    np.testing.assert_array_equal(y[..., :5], x)
    np.testing.assert_allclose(y[..., 5], x.std(axis=0).mean(), rtol=1e-4)
    alike = keras.ops.convert_to_numpy(MinibatchStd()(np.repeat(x[:1], 4, axis=0)))
    assert alike[..., 5].max() < 1e-3


def test_unknown_architecture_is_a_sentence():
    with pytest.raises(LatentFacesError, match='no architecture "big"; choose one of'):
        build_generator(dataclasses.replace(get_preset("compact"), architecture="big"))
