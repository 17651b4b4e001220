"""Which precision a machine is faster in."""

import pytest

from latentfaces.training import precision


@pytest.mark.parametrize(
    ("float32", "bfloat16", "chosen"), [(3.0, 1.0, "bfloat16"), (1.2, 1.0, "float32"), (1.0, 9.0, "float32")]
)
def test_bfloat16_must_be_clearly_faster(monkeypatch, float32, bfloat16, chosen):
    """The best turn of five counts: one slow turn, while the machine did other work, changes nothing."""
    turns = [9.0, float32, 9.0, 9.0, 9.0, 9.0, 9.0, bfloat16, 9.0, 9.0]
    monkeypatch.setattr(precision, "_seconds", lambda call: turns.pop(0))
    assert precision.fastest_precision() == chosen


def test_it_runs_on_this_machine():
    assert precision.fastest_precision() in ("float32", "bfloat16")
