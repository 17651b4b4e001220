"""The two engines, TensorFlow and JAX: the same steps, the same files, the same pictures."""

import numpy as np
import pytest
from engines import printed_by, run_on, start_on

pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")


@pytest.fixture(scope="module", autouse=True)
def tests_on_jax():
    """A process that runs tests of other files on JAX, at the same time as the tests of this one."""
    some = "r1 or joint or labels or rate or same_seed or augmentation or holds_everything or resume_is_exact"
    some += " or 5000-bfloat16"  # compact itself, resumed
    files = (f"training/test_{name}.py" for name in ("gan", "checkpoints", "run"))
    with start_on("jax", "-m", "pytest", "-q", "-x", *files, "-k", some) as process:
        yield process
        process.kill()


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folder of the start, and those of ten steps from it on TensorFlow and on JAX."""
    start, *ends = (tmp_path_factory.mktemp(name) for name in ("start", "tensorflow", "jax"))
    for engine, end in zip(("tensorflow", "jax"), ends, strict=True):
        run_on(engine, "engine_steps.py", start, end)
    return start, *ends


def losses_in(folder, name):
    return np.load(folder / f"{name} losses.npy")


@pytest.mark.parametrize("name", ["fused", "apart", "joint"])
def test_the_same_steps_on_both_engines(folders, name):
    _, tensorflow, jax = folders
    losses = losses_in(tensorflow, name)
    assert losses.shape == (10, 5) and len(np.unique(losses[:, 0])) == 10
    np.testing.assert_allclose(losses_in(jax, name), losses, rtol=1e-5, atol=1e-6)


def test_weights_of_one_engine_draw_the_same_on_the_other(folders, tmp_path):
    """JAX loads the checkpoint that TensorFlow ended with, and the other way round."""
    _, tensorflow, jax = folders
    others = {"tensorflow": jax, "jax": tensorflow}
    for engine in others:
        (tmp_path / engine).mkdir()
    processes = [start_on(engine, "engine_steps.py", its, tmp_path / engine) for engine, its in others.items()]
    for process, (engine, its) in zip(processes, others.items(), strict=True):
        printed_by(process)
        end = tmp_path / engine
        drawn, here = (np.load(folder / "faces.npy").astype(int) for folder in (its, end))
        # Each file holds the faces of its start and then of its end; its end is the start here.
        assert np.ptp(here) > 20 and np.abs(here[:3] - drawn[3:]).max() <= 2


def test_two_devices_lose_as_one_does(folders, tmp_path):
    start, _, jax = folders
    run_on("jax", "engine_steps.py", start, tmp_path, devices=2)
    assert np.load(jax / "devices.npy") == 1 and np.load(tmp_path / "devices.npy") == 2
    for name in ("fused", "apart", "joint"):
        np.testing.assert_allclose(losses_in(tmp_path, name), losses_in(jax, name), rtol=1e-5, atol=1e-6)


TRAIN = """
import sys
from tiny import TINY, tiny_faces
from latentfaces.training import tracking
from latentfaces.training.run import train
tracking.KIMG = 4 * TINY.batch_size / 1000
train(TINY, tiny_faces(), sys.argv[1], int(sys.argv[2]), resume=True, held_out=tiny_faces(5, seed=9))
"""


def test_a_run_goes_on_on_the_other_engine_and_on_two_devices(tmp_path):
    """With all that comes with training: losses, samples, KID on five faces (which two devices cannot halve)."""
    run_on("tensorflow", "-c", TRAIN, tmp_path, "6")
    run_on("jax", "-c", TRAIN, tmp_path, "9", devices=2)
    run_on("tensorflow", "-c", TRAIN, tmp_path, "12")
    assert [line.split(",")[0] for line in (tmp_path / "losses.csv").read_text().splitlines()[1:]] == [
        str(step) for step in range(1, 13)
    ]
    assert [line.split(",")[0] for line in (tmp_path / "kid.csv").read_text().splitlines()] == ["step", "4", "8", "12"]
    assert (tmp_path / "checkpoints" / "step-00000012.json").exists()


def test_what_holds_on_tensorflow_holds_on_jax(tests_on_jax):
    """All of these files passes too, and takes long: JAX compiles each operation and each step anew."""
    printed_by(tests_on_jax)
