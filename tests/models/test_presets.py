"""Presets: the reference recipes, to the number, and their way through JSON."""

import dataclasses
import json

import numpy as np
import pytest

from latentfaces.errors import LatentFacesError
from latentfaces.models.presets import PRESETS, SIZES, Optimizer, Preset, get_preset


def test_anime_baseline_recipe():
    preset = get_preset("anime-baseline")
    assert (preset.size, preset.latent_dim, preset.latent, preset.batch_size) == (64, 100, "normal", 16)
    assert preset.discriminator_optimizer == Optimizer("rmsprop-keras2", 8e-4, clipvalue=1.0, decay=1e-8)
    assert preset.generator_optimizer == Optimizer("rmsprop-keras2", 4e-4, clipvalue=1.0, decay=1e-8)
    assert preset.real_label == (1.0, 1.05) and preset.fake_label == (0.0, 0.05)
    assert preset.joint_batch and not preset.fused and not preset.flips
    assert not preset.two_updates and not preset.fixed_label and preset.probability_epsilon == 0
    assert preset.ema_decay == 0 and preset.r1_gamma == 0


def test_simpsons_recipe():
    preset = get_preset("simpsons")
    assert (preset.size, preset.latent_dim, preset.latent, preset.batch_size) == (128, 100, "uniform", 64)
    assert preset.discriminator_optimizer == Optimizer("rmsprop-keras2", 8e-5)
    assert preset.generator_optimizer == Optimizer("rmsprop-keras2", 4e-5)
    assert preset.real_label == (0.9, 1.0) and preset.fake_label == (0.0, 0.0)
    assert preset.two_updates and preset.fixed_label and preset.probability_epsilon == 1e-7
    assert preset.flips and not preset.shuffle and not preset.fused and not preset.joint_batch
    assert preset.ema_decay == 0 and preset.r1_gamma == 0


@pytest.mark.parametrize("choice", [{"fused": True}, {"joint_batch": True}, {"r1_gamma": 1.0}])
def test_two_updates_of_d_exclude_what_joins_them(choice):
    with pytest.raises(LatentFacesError, match=r'^The preset "simpsons" updates D twice a step, .* or two_updates\.$'):
        dataclasses.replace(get_preset("simpsons"), **choice)


def test_a_recipe_of_before_means_what_it_meant():
    """JSON without the later fields: Keras 3's RMSprop, one update of D, labels of each batch, shuffled faces."""
    old = get_preset("dcgan").to_json() | {"generator_optimizer": {"algorithm": "rmsprop", "learning_rate": 1e-4}}
    for name in ("shuffle", "two_updates", "fixed_label", "probability_epsilon"):
        del old[name]
    preset = Preset.from_json(old)
    assert preset.generator_optimizer.algorithm == "rmsprop" and preset.shuffle
    assert (preset.two_updates, preset.fixed_label, preset.probability_epsilon) == (False, False, 0.0)


def test_dcgan_recipe():
    preset = get_preset("dcgan")
    assert (preset.size, preset.latent_dim, preset.latent, preset.batch_size) == (64, 100, "uniform", 128)
    assert preset.generator_optimizer == Optimizer("adam", 2e-4, beta_1=0.5, beta_2=0.999)
    assert preset.discriminator_optimizer == preset.generator_optimizer
    assert preset.real_label == (1.0, 1.0) and preset.fake_label == (0.0, 0.0)
    assert not preset.joint_batch and preset.ema_decay == 0 and preset.r1_gamma == 0


def test_compact_is_this_json():
    """What run.json and model.json hold: whoever changes the recipe or its words changes these files."""
    adam = {
        "algorithm": "adam",
        "learning_rate": 5e-4,
        "beta_1": 0.0,
        "beta_2": 0.99,
        "clipvalue": None,
        "decay": 0.0,
        "vector_rate": 10.0,
    }
    recipe = {
        "name": "compact",
        "architecture": "compact",
        "size": 64,
        "generator_optimizer": adam,
        "discriminator_optimizer": adam,
        "output_activation": "linear",
        "latent_dim": 100,
        "latent": "normal",
        "shortened_fraction": 0.25,
        "shortened_kimg": 100.0,
        "batch_size": 16,
        "shuffle": True,
        "flips": False,
        "augment": False,
        "cutout": False,
        "self_modulation": True,
        "resize_convolution": True,
        "contrast": True,
        "detail": True,
        "discriminator_filters": 32,
        "few_faces": 5000,
        "few_faces_r1_late_kimg": 20.0,
        "flips_below": 15000,
        "fused": True,
        "two_updates": False,
        "joint_batch": False,
        "real_label": [1.0, 1.0],
        "fake_label": [0.0, 0.0],
        "fixed_label": False,
        "probability_epsilon": 0.0,
        "r1_gamma": 20.0,
        "r1_interval": 16,
        "r1_late": 2.0,
        "r1_late_kimg": 60.0,
        "ema_decay": 0.9995,
        "precision": "auto",
    }
    assert get_preset("compact").to_json() == recipe
    assert get_preset("compact-128").to_json() == recipe | {"name": "compact-128", "size": 128}


# compact without R1, which two updates of D exclude.
BASE = dataclasses.replace(get_preset("compact"), fused=False, r1_gamma=0.0)
# For each field, another value than that of BASE.
OTHERS = {
    "name": "mine",
    "architecture": "tiny",
    "size": 96,
    "generator_optimizer": Optimizer("rmsprop", 1e-3, 0.5, 0.8, 1.0, 0.1),
    "discriminator_optimizer": Optimizer("rmsprop-keras2", 1e-3, 0.5, 0.8, 1.0, 0.1),
    "output_activation": "tanh",
    "latent_dim": 50,
    "latent": "uniform",
    "shortened_fraction": 0.5,
    "shortened_kimg": 50.0,
    "batch_size": 32,
    "shuffle": False,
    "flips": True,
    "augment": True,
    "cutout": True,
    "contrast": False,
    "detail": False,
    "discriminator_filters": 64,
    "self_modulation": False,
    "resize_convolution": False,
    "few_faces": 0,
    "few_faces_r1_late_kimg": None,
    "flips_below": 0,
    "fused": True,
    "two_updates": True,
    "joint_batch": True,
    "real_label": (0.9, 1.05),
    "fake_label": (-0.05, 0.05),
    "fixed_label": True,
    "probability_epsilon": 1e-7,
    "r1_gamma": 1.0,
    "r1_interval": 4,
    "r1_late": None,
    "r1_late_kimg": 50.0,
    "ema_decay": 0.9,
    "precision": "bfloat16",
}


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Preset)])
def test_every_field_comes_back_from_json(name, monkeypatch):
    monkeypatch.setitem(SIZES, "tiny", None)
    changed = dataclasses.replace(BASE, **{name: OTHERS[name]})
    assert changed != BASE and Preset.from_json(json.loads(json.dumps(changed.to_json()))) == changed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cutout", True),
        ("few_faces_r1_late_kimg", None),
        ("self_modulation", False),
        ("resize_convolution", False),
        ("contrast", False),
        ("detail", False),
        ("discriminator_filters", 32),
    ],
)
def test_a_recipe_from_before_a_field_goes_on_without_it(field, value):
    older = get_preset("compact").to_json()
    del older[field]
    assert Preset.from_json(older) == dataclasses.replace(get_preset("compact"), **{field: value})


WRONG = {
    "name": ["", None, 3],
    "architecture": ["big", None, ["compact"]],
    "size": [100, 7, 2048, -64, 64.0, True, "64", None],
    "generator_optimizer": ["adam", None],
    "discriminator_optimizer": [1e-3],
    "output_activation": ["sigmoid", None],
    "latent_dim": [0, 100.0, True, 10**10],
    "latent": ["gaussian"],
    "shortened_fraction": [-0.1, 1.1, float("nan"), "half", True],
    "shortened_kimg": [0, -1, float("inf")],
    "batch_size": [0, -4, 16.0, 10**10],
    "shuffle": [1, "no", None],
    "discriminator_filters": [0, 1024, 16.0],
    "few_faces": [-1, 2.5],
    "few_faces_r1_late_kimg": [-1, "early"],
    "real_label": [1.0, (1.0,), (1.0, 0.9), (0.9, float("nan")), "ab", (True, True)],
    "fake_label": [None, (0.0, 1e39)],
    "probability_epsilon": [0.5, -1e-7],
    "r1_gamma": [-1, 1e39],
    "r1_interval": [0, 1.5],
    "r1_late": [-1, "off"],
    "r1_late_kimg": [-1],
    "ema_decay": [1.5, -0.1, float("nan")],
    "precision": ["float16", None],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_field_that_cannot_be_trained_with_is_refused_in_a_sentence(name, value):
    with pytest.raises(LatentFacesError, match=name) as raised:
        dataclasses.replace(BASE, **{name: value})
    assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("algorithm", value) for value in ("RMSprop", "sgd", "Adam", None)),
        *(("learning_rate", value) for value in (-1e-3, float("nan"), float("inf"), True, "1e-3")),
        *(("beta_1", value) for value in (1.0, -0.1)),
        *(("beta_2", value) for value in (1, float("nan"))),
        *(("clipvalue", value) for value in (0, -1)),
        ("decay", -1e-8),
        ("vector_rate", -1),
    ],
)
def test_an_optimizer_that_does_not_exist_is_refused(name, value):
    """Each of these was once trained with Adam, or with rates that make every weight NaN."""
    with pytest.raises(LatentFacesError, match="optimizer"):
        Optimizer(**{"algorithm": "adam", "learning_rate": 1e-3, name: value})
    with pytest.raises(LatentFacesError, match="Only adam has a vector_rate"):
        Optimizer("rmsprop", 1e-3, vector_rate=10.0)


@pytest.mark.parametrize(("name", "size"), [("dcgan", 96), ("anime-baseline", 128), ("simpsons", 64)])
def test_architectures_of_one_size_say_so(name, size):
    with pytest.raises(LatentFacesError, match=rf"draws faces of \d+ px, not {size}; choose size="):
        dataclasses.replace(get_preset(name), size=size)
    with pytest.raises(LatentFacesError, match="always ends in tanh"):
        dataclasses.replace(get_preset(name), output_activation="linear")


def test_a_size_between_two_possible_ones_names_both():
    with pytest.raises(LatentFacesError, match="never makes 100; the nearest sizes are 96 and 112"):
        dataclasses.replace(BASE, size=100)


def test_numbers_of_numpy_become_plain_ones():
    """run.json can hold no others."""
    fields = {"size": np.int64(96), "batch_size": np.uint8(8), "ema_decay": np.float32(0.5), "flips": np.True_}
    preset = dataclasses.replace(BASE, **fields, real_label=[np.float64(0.9), 1])
    assert json.loads(json.dumps(preset.to_json())) == preset.to_json()
    assert (preset.size, preset.ema_decay, preset.flips, preset.real_label) == (96, 0.5, True, (0.9, 1.0))
    assert Optimizer("adam", np.float32(0.5)).learning_rate == 0.5


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_presets_round_trip_through_json(preset):
    assert Preset.from_json(json.loads(json.dumps(preset.to_json()))) == preset
    assert get_preset(preset.name) is preset and get_preset(preset) is preset


def test_json_with_the_former_names_of_fields_is_read():
    values = get_preset("compact").to_json()
    for former, name in {
        "end": "output_activation",
        "short_z": "shortened_fraction",
        "short_z_kimg": "shortened_kimg",
    }.items():
        values[former] = values.pop(name)
    assert Preset.from_json(values) == get_preset("compact")


def test_every_field_is_written():
    fields = {field.name for field in dataclasses.fields(Preset)}
    assert set(get_preset("compact").to_json()) == fields


@pytest.mark.parametrize(
    "damage",
    [
        lambda values: None,
        lambda values: [1, 2],
        lambda values: {},
        lambda values: values | {"unknown": 1},
        lambda values: values | {"generator_optimizer": "adam"},
        lambda values: values | {"generator_optimizer": {"rate": 1}},
        lambda values: values | {"real_label": 1},
        lambda values: {name: value for name, value in values.items() if name != "size"},
        lambda values: values | {"size": 65},
        lambda values: values | {"latent_dim": "many"},
    ],
)
def test_damaged_json_is_one_sentence(damage):
    with pytest.raises(LatentFacesError, match=r"^The recipe was written by another version .* is damaged"):
        Preset.from_json(damage(get_preset("compact").to_json()))


def test_unknown_preset_is_named_with_the_known_ones():
    with pytest.raises(LatentFacesError, match='no preset "compct"; choose one of .*compact'):
        get_preset("compct")
