"""The engine: one sentence where it is absent, and nothing that it says when it fails is lost."""

import os
import subprocess
import sys

import pytest

HIDE = """
import sys
from importlib.machinery import PathFinder

class Finder:
    find_distributions = staticmethod(PathFinder.find_distributions)

    def __init__(self, finders):
        self.finders = finders

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in sys.argv[1:]:
            return next((spec for finder in self.finders if (spec := finder.find_spec(name, path, target))), None)

sys.meta_path[:] = [Finder(sys.meta_path[:])]
from latentfaces.errors import LatentFacesError
try:
    import latentfaces.backend
except LatentFacesError as error:
    sys.exit(str(error))
"""


def start(engine, *absent, path=None):
    """What Python says that imports the backend with this engine, where these packages are not installed."""
    environment = {**os.environ, "KERAS_BACKEND": engine}
    if path:
        environment["PYTHONPATH"] = os.pathsep.join([str(path), environment.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-c", HIDE, *absent], env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("engine", "absent", "sentence"),
    [
        ("tensorflow", ["tensorflow"], "set to TensorFlow, which is not installed; set KERAS_BACKEND=jax to use JAX,"),
        ("jax", ["jax"], "set to JAX, which is not installed; set KERAS_BACKEND=tensorflow to use TensorFlow,"),
        ("jax", ["jax", "tensorflow"], "needs TensorFlow or JAX, and neither is installed; `pip install tensorflow`."),
    ],
)
def test_an_engine_that_is_not_installed_is_one_sentence(engine, absent, sentence):
    pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")
    code, said = start(engine, *absent)
    assert code == 1 and sentence in said and said.count("\n") == 1


def test_jax_does_without_tensorflow():
    pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")
    assert start("jax", "tensorflow") == (0, "")


def test_another_jax_without_its_private_module_is_used_with_its_own_threads():
    pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")
    program = "import sys, keras, jax._src\nsys.modules['jax._src.xla_bridge'] = None\ndel jax._src.xla_bridge\n"
    program += "from latentfaces.backend import use_threads\nprint(use_threads(7))"
    environment = {**os.environ, "KERAS_BACKEND": "jax", "PJRT_NPROC": "3"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "3\n"), done.stderr


def test_what_a_failing_engine_says_is_shown(tmp_path):
    (tmp_path / "keras.py").write_text(
        "import os; os.write(2, b'libcuda: no such driver'); raise ImportError('no luck')"
    )
    code, said = start("tensorflow", path=tmp_path)
    assert code == 1 and said.startswith("libcuda: no such driver") and "Keras cannot start (no luck)" in said


INTERRUPT = """
import signal, sys

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "keras.layers":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Finder)
try:
    import latentfaces.backend
except KeyboardInterrupt:
    print("interrupted", hasattr(sys.modules["keras"], "Model"))
    sys.exit(signal.getsignal(signal.SIGINT) is not signal.default_int_handler)
"""


def test_an_interrupt_waits_until_the_engine_is_imported():
    done = subprocess.run([sys.executable, "-c", INTERRUPT], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "interrupted True\n"), done.stderr
