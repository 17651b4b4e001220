"""Presets: the reference recipes, to the number, and their way through JSON."""

import dataclasses
import json

import pytest

from latentfaces.errors import LatentFacesError
from latentfaces.models.presets import PRESETS, Optimizer, Preset, get_preset


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
        "few_faces": 5000,
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
        "r1_late_kimg": 400.0,
        "ema_decay": 0.9995,
        "precision": "auto",
    }
    assert get_preset("compact").to_json() == recipe
    assert get_preset("compact-128").to_json() == recipe | {"name": "compact-128", "size": 128}


def another(value):
    """A value of the same type that differs."""
    if isinstance(value, Optimizer):
        return Optimizer(**{name: another(old) for name, old in dataclasses.asdict(value).items()})
    if isinstance(value, tuple):
        return tuple(map(another, value))
    if value is None:
        return 0.5
    return not value if isinstance(value, bool) else value + (" too" if isinstance(value, str) else 1)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Preset)])
def test_every_field_comes_back_from_json(name):
    preset = get_preset("dcgan")
    changed = dataclasses.replace(preset, **{name: another(getattr(preset, name))})
    assert changed != preset and Preset.from_json(json.loads(json.dumps(changed.to_json()))) == changed


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
    ],
)
def test_damaged_json_is_one_sentence(damage):
    with pytest.raises(LatentFacesError, match=r"^The recipe was written by another version .* is damaged"):
        Preset.from_json(damage(get_preset("compact").to_json()))


def test_unknown_preset_is_named_with_the_known_ones():
    with pytest.raises(LatentFacesError, match='no preset "compct"; choose one of .*compact'):
        get_preset("compct")
