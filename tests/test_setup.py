"""pyproject.toml, requirements.lock, environment.yml, the imports and this environment all agree."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]


def locked(environment):
    """The lock's pins that hold in an environment of markers, as {name: version}."""
    pins = {}
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            assert requirement.name not in pins, f"{requirement.name} is pinned twice"
            pins[canonicalize_name(requirement.name)] = pin.version
    return pins


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_lock_satisfies_pyproject(python, platform):
    environment = {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": platform}
    pins = locked({**default_environment(), **environment})
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    for requirement in map(Requirement, wanted + PYPROJECT["build-system"]["requires"]):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier


def test_this_environment_is_what_the_lock_says():
    pins = locked(default_environment())
    assert {name: version(name) for name in pins} == pins
    check = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout


def test_conda_installs_the_same():
    python, pip, packages = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    assert SpecifierSet(python.removeprefix("python ")) == SpecifierSet(PROJECT["requires-python"])
    assert pip == "pip"
    assert packages == {"pip": ["-r requirements.lock", "-e ."]}


def test_every_import_is_declared():
    extras = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *extras["jax"], *extras["inception"]]
    declared = {canonicalize_name(Requirement(line).name) for line in lines} | {"latentfaces"}
    providers = packages_distributions()
    for path in ROOT.glob("src/latentfaces/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            for name in names:
                # google.colab is there in Colab alone; elsewhere "google" is protobuf's.
                found = set(map(canonicalize_name, providers.get(name.split(".")[0], [])))
                if found and name != "google.colab":
                    assert found & declared, f"{path.name} imports {name}, which pyproject.toml does not name"
