"""While tests run, every array that the package annotates (latentfaces.arrays) is checked for type and shape.

Numbers and text are left to mypy, because tests hand over wrong ones to read the refusal.
"""

from pathlib import Path

from beartype import BeartypeConf, FrozenDict, beartype
from jaxtyping import install_import_hook

UNCHECKED = FrozenDict(dict.fromkeys((bool, int, float, str), object))
checked = beartype(conf=BeartypeConf(hint_overrides=UNCHECKED))

# Not where an engine reads the code of a function to compile it.
ROOMS = (
    "arrays",
    "latent",
    "pictures",
    "measures",
    "faces",
    "experiments",
    "figures",
    "explorer",
    "models.directions",
    "models.generator",
)
install_import_hook([f"latentfaces.{room}" for room in ROOMS], "conftest.checked")

pytest_plugins = ["visiting"]  # fixtures that the files of page/ share

HERE = Path(__file__).parent
# What trains, compares thousands of faces, or starts Jupyter or a browser, longest first: `make check` leaves it out.
SLOW = (
    "training",
    "benchmarks",
    "explorer/test_jupyterlab.py",
    "experiments",
    "test_notebooks.py",
    "test_cli.py",
    "page",
    "test_venv.py",
    "test_installed.py",
    "report",
    "explorer/test_widget.py",
    "explorer/test_picker.py",
    "measures/test_features.py",
    "models/test_publish.py",
    "test_console.py",
    "test_version_before.py",
)


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="leave out what takes long")


def pytest_collection_modifyitems(items):
    """What takes long runs first, in the order of `SLOW`: at the end, the other process would only wait for it.

    Nothing else changes places, so tests that share a fixture stay together.
    """
    rank = {HERE / name: i for i, name in enumerate(SLOW)}
    items.sort(key=lambda item: min(rank.get(place, len(SLOW)) for place in (item.path, *item.path.parents)))


def pytest_ignore_collect(collection_path, config):
    """Leaves the files and folders of `SLOW` out of `pytest --quick`."""
    places = [HERE / name for name in SLOW]
    assert all(place.exists() for place in places), "SLOW names a file or folder that is not there."
    return True if config.getoption("quick") and collection_path in places else None
