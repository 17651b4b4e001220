"""Controls: an effect of the mean is found where there is one, and not where there is none."""

import numpy as np
import pytest
from tiny import generator_of, grey

from latentfaces.backend import ops
from latentfaces.experiments import random_directions
from latentfaces.measures.parts import MEASURES


def bright_along(direction, response):
    """A `Generator` of faces whose brightness follows z along one direction, by a function of its own."""
    way = (direction / np.linalg.norm(direction) / np.sqrt(60)).astype(np.float32)
    return generator_of(lambda z: grey(response(ops.matmul(z, way)), 12), 60)


ONES = np.ones(60)
ACROSS = np.tile([1.0, -1.0], 30)


def effects(direction, response):
    G = bright_along(direction, response)
    return random_directions.controlled(G, n=32, directions=19).effects().loc["brightness"]


def test_an_effect_of_the_mean_stands_out_with_its_true_slope():
    found = effects(ONES, lambda along: along / 2)
    # A grey of x in [-1, 1] is a brightness of (x + 1) / 2.
    assert found.slope == pytest.approx(0.25, abs=0.01)
    assert found.slope_p == pytest.approx(1 / 20)
    assert abs(found.dip) < 0.01 and found.slope_control_size < 0.1


def test_an_effect_of_another_direction_is_no_effect_of_the_mean():
    found = effects(ACROSS, lambda along: along / 2)
    assert abs(found.slope) < 0.01 and found.slope_p > 0.5


def test_a_middle_darker_than_both_ends_is_a_dip():
    found = effects(ONES, lambda along: along**2 - 0.5)
    assert found.dip == pytest.approx(0.32, abs=0.02) and found.dip_p == pytest.approx(1 / 20)
    assert abs(found.slope) < 0.02


def test_a_dip_along_every_direction_does_not_stand_out():
    dark_in_the_middle = generator_of(lambda z: grey(ops.mean(z**2, axis=1) / 2 - 0.5, 12), 60)
    found = random_directions.controlled(dark_in_the_middle, n=32, directions=19).effects().loc["brightness"]
    assert found.dip > 0.1 and found.dip_p > 0.05


def test_the_p_of_a_family_is_that_of_its_largest_effect():
    rng = np.random.default_rng(0)
    effects = rng.standard_normal((200, 4)) * [1, 10, 0.1, 1]
    effects[0] = [0, 0, 0.5, 2]
    p = random_directions.family_p(effects)
    # 0.5 is five standard deviations of its measure. One of four normal effects is above two in 17 % of directions.
    assert p[2] == 1 / 200 and p[3] == pytest.approx(0.17, abs=0.06) and (p[:2] == 1).all()


def test_an_effect_along_every_direction_does_not_hide_one_of_the_mean():
    effects = np.random.default_rng(3).standard_normal((200, 2))
    effects[:, 1] += 9
    effects[0] = [5, 9]
    p = random_directions.family_p(effects)
    assert p[0] == 1 / 200 and p[1] > 0.4


def test_one_of_twenty_families_without_an_effect_has_a_p_below_a_twentieth():
    rng = np.random.default_rng(1)
    smallest = [random_directions.family_p(rng.standard_normal((40, 5))).min() for _ in range(1000)]
    assert np.mean(np.array(smallest) <= 0.05) == pytest.approx(0.05, abs=0.02)


def test_only_what_the_faces_of_a_set_have_is_measured():
    G = bright_along(ONES, lambda along: along)
    assert list(random_directions.along_std(G, [1.0], n=8)) == ["brightness", "colourfulness", "diversity"]
    anywhere, avatars = (random_directions.controlled(G, n=8, directions=2, faces=name) for name in (None, "avatars"))
    assert anywhere.measures == ("brightness", "colourfulness")
    assert avatars.measures == tuple(MEASURES) and avatars.values.shape == (3, 5, 6)
    np.testing.assert_array_equal(avatars.values[..., :2], anywhere.values)


def test_diversity_grows_with_the_standard_deviation_from_nothing():
    table = random_directions.along_std(bright_along(ONES, lambda along: along), (0.0, 0.5, 1.0), n=64)
    assert table.diversity[0.0] == 0
    assert table.diversity[1.0] == pytest.approx(2 * table.diversity[0.5], rel=0.05)
