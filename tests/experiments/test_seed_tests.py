"""Tests over seeds: their p-values are those of textbooks, and hold what they promise."""

import numpy as np
import pytest

from latentfaces.experiments import seed_tests


def test_fifteen_of_twenty_equal_signs_are_needed():
    assert seed_tests.signs_needed(20) == 15
    values = np.array([1.0] * 15 + [-1.0] * 5)
    assert seed_tests.sign_test(values) == (15, pytest.approx(0.0414, abs=1e-4))
    assert seed_tests.sign_test(-values) == (5, pytest.approx(0.0414, abs=1e-4))
    assert seed_tests.sign_test(np.array([1.0] * 14 + [-1.0] * 6))[1] > 0.05
    assert seed_tests.sign_test_power(20, 0.8) == pytest.approx(0.80, abs=0.01)
    assert seed_tests.sign_test_power(20, 0.5) == pytest.approx(0.0414, abs=1e-4)


def test_the_smallest_p_of_eight_seeds_is_two_of_256():
    values = np.linspace(1, 2, 8)
    assert seed_tests.sign_flip_test(values) == seed_tests.sign_flip_test(-values) == 2 / 256
    assert seed_tests.sign_flip_test(np.array([-2.0, -1, 1, 2])) == 1
    # One small value of the other sign: flipping it alone is the only change that is as far from 0, on both sides.
    assert seed_tests.sign_flip_test(np.array([-0.1, 1, 2, 3, 4, 5, 6, 7])) == 4 / 256


def test_power_grows_with_the_effect_from_the_level():
    powers = [seed_tests.sign_flip_power(8, effect, draws=300) for effect in (0, 1.2, 3)]
    assert powers[0] < 0.09 and powers[1] == pytest.approx(0.8, abs=0.1) and powers[2] > 0.98


def test_the_interval_is_students():
    # The mean of 1 ... 8 is 4.5, its standard error 0.866, and t of 7 degrees of freedom is 2.365.
    assert seed_tests.interval(np.arange(1.0, 9.0)) == pytest.approx((4.5 - 2.048, 4.5 + 2.048), abs=1e-3)


def test_holm_multiplies_the_smallest_p_by_their_number():
    assert seed_tests.holm([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.09, 0.09, 0.5])
    assert seed_tests.holm([0.6, 0.9]) == [1, 1]


def test_a_direction_like_the_others_has_a_spread_ratio_of_one():
    rng = np.random.default_rng(2)
    slopes = rng.standard_normal((20, 30)) * rng.uniform(0.5, 2, (20, 1))
    ratio, p = seed_tests.spread_ratio(slopes)
    assert 0.4 < ratio < 2 and p > 0.05
    slopes[:, 0] *= 4
    ratio, p = seed_tests.spread_ratio(slopes)
    assert ratio > 5 and p < 0.01
