"""While tests run, every array that the package annotates (latentfaces.arrays) is checked for type and shape.

Numbers and text are left to mypy, because tests hand over wrong ones to read the refusal.
"""

from beartype import BeartypeConf, FrozenDict, beartype
from jaxtyping import install_import_hook

UNCHECKED = FrozenDict(dict.fromkeys((bool, int, float, str), object))
checked = beartype(conf=BeartypeConf(hint_overrides=UNCHECKED))

# Not where an engine reads the code of a function to compile it.
ROOMS = ("arrays", "latent", "pictures", "measures", "faces", "experiments", "figures", "explorer", "models.directions")
install_import_hook([f"latentfaces.{room}" for room in ROOMS], "conftest.checked")
