"""The public names: each room hands on those of its stub, and nothing else shows on completion."""

import ast
import importlib
from pathlib import Path

import pytest

import latentfaces as lf

PACKAGE = Path(lf.__file__).parent
STUBS = sorted(PACKAGE.rglob("__init__.pyi"))


def names_of(stub):
    """{name: the module that the stub takes it from}, for every line of the stub."""
    names = {}
    for line in ast.parse(stub.read_text("utf-8")).body:
        assert isinstance(line, ast.ImportFrom) and line.level == 1
        for alias in line.names:
            assert alias.asname == alias.name, f"type checkers hide {alias.name}: hand it on `as` itself"
            names[alias.name] = line.module
    return names


@pytest.mark.parametrize("stub", STUBS, ids=lambda stub: stub.parent.name)
def test_a_room_shows_the_names_of_its_stub(stub):
    name = ".".join(stub.parent.relative_to(PACKAGE.parent).parts)
    room, names = importlib.import_module(name), names_of(stub)
    assert dir(room) == sorted(names) and len(names) > 1
    for public, module in names.items():
        assert getattr(room, public) is getattr(importlib.import_module(f"{name}.{module}"), public)


def test_every_room_has_a_stub():
    assert {room.parent for room in PACKAGE.rglob("__init__.py")} == {stub.parent for stub in STUBS}
