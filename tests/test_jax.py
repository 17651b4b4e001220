"""The two engines, TensorFlow and JAX: the same steps, the same files, the same pictures."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("jax", reason="JAX is not installed (pip install 'latentfaces[jax]')")
HERE = Path(__file__).parent


def run_on(engine, *command):
    """Runs Python on that engine in a process of its own."""
    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "KERAS_BACKEND": engine},
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.fixture(scope="module")
def ends(tmp_path_factory):
    """Folders of ten steps on TensorFlow and on JAX from the same start."""
    folders = [tmp_path_factory.mktemp(name) for name in ("start", "tensorflow", "jax")]
    for engine, end in zip(("tensorflow", "jax"), folders[1:], strict=True):
        run_on(engine, "engine_steps.py", folders[0], end)
    return folders[1:]


@pytest.mark.parametrize("name", ["fused", "apart", "joint"])
def test_the_same_steps_on_both_engines(ends, name):
    tensorflow, jax = (np.load(folder / f"{name} losses.npy") for folder in ends)
    assert tensorflow.shape == (10, 5) and len(np.unique(tensorflow[:, 0])) == 10
    np.testing.assert_allclose(jax, tensorflow, rtol=1e-5, atol=1e-6)


def test_weights_of_one_engine_draw_the_same_on_the_other(ends, tmp_path):
    """Each loads the other's checkpoint, and the start of both."""
    run_on("jax", "engine_steps.py", ends[0], tmp_path)
    with_jax = np.load(tmp_path / "faces.npy")[:3].astype(int)
    with_tensorflow = np.load(ends[0] / "faces.npy")[3:].astype(int)
    assert np.ptp(with_tensorflow) > 20
    assert np.abs(with_jax - with_tensorflow).max() <= 2


def test_what_holds_on_tensorflow_holds_on_jax():
    """All of test_training passes too, and takes long: JAX compiles a step anew for each run."""
    run_on("jax", "-m", "pytest", "-q", "-x", "test_gan.py", "test_checkpoints.py")
    run_on("jax", "-m", "pytest", "-q", "-x", "test_training.py", "-k", "exact or killed or interrupt or losses_csv")
