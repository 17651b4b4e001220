"""While tests run, every array that the package annotates (latentfaces.arrays) is checked for type and shape.

Numbers and text are left to mypy, because tests hand over wrong ones to read the refusal.
"""

from pathlib import Path

import pytest
from beartype import BeartypeConf, FrozenDict, beartype
from jaxtyping import install_import_hook

UNCHECKED = FrozenDict(dict.fromkeys((bool, int, float, str), object))
checked = beartype(conf=BeartypeConf(hint_overrides=UNCHECKED))

# Not where an engine reads the code of a function to compile it.
ROOMS = ("arrays", "latent", "pictures", "measures", "faces", "experiments", "figures", "explorer", "models.directions")
install_import_hook([f"latentfaces.{room}" for room in ROOMS], "conftest.checked")

HERE = Path(__file__).parent
# What trains, or starts Jupyter, a browser or another Python for long: `make check` leaves these out.
SLOW = (
    "benchmarks",
    "experiments",
    "explorer/test_jupyterlab.py",
    "explorer/test_widget.py",
    "page",
    "report",
    "test_cli.py",
    "test_notebooks.py",
    "test_venv.py",
    "training",
)


def pytest_collection_modifyitems(items):
    """Marks the tests of `SLOW` files and folders as slow."""
    places = [HERE / name for name in SLOW]
    assert all(place.exists() for place in places), "SLOW names a file or folder that is not there."
    for item in items:
        if any(item.path.is_relative_to(place) for place in places):
            item.add_marker(pytest.mark.slow)
