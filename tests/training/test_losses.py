"""Losses against values worked out by hand."""

import math

import numpy as np
import pytest

from latentfaces.training import losses

# sigmoid(log 3) = 3/4.
LOG3 = math.log(3.0)


def column(*values):
    return np.array(values, np.float32)[:, None]


def test_cross_entropy_of_hard_labels():
    assert float(losses.cross_entropy(column(LOG3), 1.0)) == pytest.approx(-math.log(3 / 4))
    assert float(losses.cross_entropy(column(LOG3), 0.0)) == pytest.approx(-math.log(1 / 4))
    both = losses.cross_entropy(column(LOG3, -LOG3), column(1.0, 1.0))
    assert float(both) == pytest.approx(-(math.log(3 / 4) + math.log(1 / 4)) / 2)


@pytest.mark.parametrize("label", [0.05, 0.9, 1.05])
def test_cross_entropy_of_soft_labels(label):
    expected = -label * math.log(3 / 4) - (1 - label) * math.log(1 / 4)
    assert float(losses.cross_entropy(column(LOG3), column(label))) == pytest.approx(expected)


def test_cross_entropy_stays_finite_far_out():
    assert float(losses.cross_entropy(column(1000.0), 0.0)) == pytest.approx(1000.0)
    assert float(losses.cross_entropy(column(-1000.0), 1.0)) == pytest.approx(1000.0)


def test_generator_loss_calls_fakes_real():
    assert float(losses.generator_loss(column(LOG3))) == pytest.approx(-math.log(3 / 4))
    logits = column(-2.0, 0.5, 3.0)
    assert float(losses.generator_loss(logits)) == pytest.approx(float(losses.cross_entropy(logits, 1.0)))


def test_squared_norm_is_of_each_image():
    gradient = np.zeros((2, 2, 2, 3), np.float32)
    gradient[0, 0, 0] = 1, 2, 2
    gradient[1] = 0.5
    assert float(losses.squared_norm(gradient)) == pytest.approx((9 + 12 * 0.25) / 2)


def test_jensen_shannon_between_its_limits():
    coin = column(0.0, 0.0)
    assert float(losses.jensen_shannon(coin, coin)) == pytest.approx(0.0, abs=1e-6)
    assert float(losses.jensen_shannon(column(50.0), column(-50.0))) == pytest.approx(math.log(2))
    assert float(losses.jensen_shannon(column(-5.0), column(5.0))) < 0


def test_jensen_shannon_of_two_known_distributions():
    p, q = np.array([0.6, 0.3, 0.1]), np.array([0.1, 0.2, 0.7])
    middle = (p + q) / 2
    true = (np.sum(p * np.log(p / middle)) + np.sum(q * np.log(q / middle))) / 2
    # The best D says log(p / q); each outcome comes as often as its distribution has it.
    logits = np.log(p / q)
    real, fake = np.repeat(logits, [6, 3, 1]), np.repeat(logits, [1, 2, 7])
    assert float(losses.jensen_shannon(column(*real), column(*fake))) == pytest.approx(true, rel=1e-5)
