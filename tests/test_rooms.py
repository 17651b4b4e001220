"""The rooms of the package: an import goes down, never up, and never round in a circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import latentfaces

PACKAGE = Path(latentfaces.__file__).parent
# From the bottom up: a module may import from its own room and from those before it.
ROOMS = (
    "errors",
    "checks",
    "paths",
    "arrays",
    "storage",
    "backend",
    "run_folder",
    "pictures",
    "faces",
    "latent",
    "measures",
    "models",
    "training",
    "experiments",
    "figures",
    "explorer",
    "console",
    "cli",
    "__main__",
)


def module_name(path):
    return ".".join(("latentfaces", *path.relative_to(PACKAGE).with_suffix("").parts))


MODULES = {module_name(path): path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"}


def imports_of(path):
    """The modules of the package that a module imports, also those that its functions import.

    What stands under `if TYPE_CHECKING` is imported by type checkers alone, and never runs.
    """
    found = set()
    module = ast.parse(path.read_text("utf-8"))
    module.body = [node for node in module.body if not (isinstance(node, ast.If) and is_type_checking(node.test))]
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name in MODULES}


def is_type_checking(test):
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def room_of(module):
    return module.split(".")[1]


def test_every_module_is_in_a_room_of_the_list():
    assert {room_of(module) for module in MODULES} == set(ROOMS)


def test_imports_go_down():
    upward = [
        f"{module} imports {other}"
        for module, path in MODULES.items()
        for other in imports_of(path)
        if ROOMS.index(room_of(other)) > ROOMS.index(room_of(module))
    ]
    assert not upward


def test_no_import_goes_round_in_a_circle():
    TopologicalSorter({module: imports_of(path) for module, path in MODULES.items()}).prepare()


def test_a_module_imports_from_the_module_that_defines_a_name():
    """Not from a room's public names: those are for users, and an import through them hides where it leads."""
    through_rooms = [
        f"{module} imports from {node.module}"
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in {f"latentfaces.{room}" for room in ROOMS}
        if node.module not in MODULES and not all(f"{node.module}.{alias.name}" in MODULES for alias in node.names)
    ]
    assert not through_rooms
