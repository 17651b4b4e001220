"""Which precision a machine is faster in."""

import pytest

from latentfaces.backend import keras, tf
from latentfaces.training import precision


@pytest.mark.parametrize(
    ("float32", "bfloat16", "chosen"),
    [
        (3.0, 1.0, "bfloat16"),
        (1.6, 1.0, "bfloat16"),
        (1.5, 1.0, "float32"),
        (1.2, 1.0, "float32"),
        (1.0, 9.0, "float32"),
    ],
)
def test_bfloat16_must_be_clearly_faster(monkeypatch, float32, bfloat16, chosen):
    """The best turn of five counts: one slow turn, while the machine did other work, changes nothing."""
    turns = [9.0, float32, 9.0, 9.0, 9.0, 9.0, 9.0, bfloat16, 9.0, 9.0]
    monkeypatch.setattr(precision, "_seconds", lambda call: turns.pop(0))
    assert precision.fastest_precision() == chosen


def test_this_machine_is_measured_in_both(monkeypatch):
    convolve, dtypes = keras.ops.conv, []

    def spy(x, kernel, **settings):
        dtypes.append((keras.backend.standardize_dtype(x.dtype), keras.backend.standardize_dtype(kernel.dtype)))
        return convolve(x, kernel, **settings)

    monkeypatch.setattr(precision.ops, "conv", spy)
    assert precision.fastest_precision() in ("float32", "bfloat16")
    assert set(dtypes) == {("float32", "float32"), ("bfloat16", "bfloat16")}


def test_a_machine_without_bfloat16_trains_in_float32(monkeypatch):
    def seconds(dtype):
        if dtype == "bfloat16":
            raise tf.errors.UnimplementedError(None, None, "no bfloat16 here")
        return 9.0

    monkeypatch.setattr(precision, "_seconds_to_convolve", seconds)
    assert precision.fastest_precision() == "float32"
