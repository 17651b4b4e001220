"""The wheel, installed into an environment of its own and used from an empty folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tiny import tiny_faces

from latentfaces.paths import ROOT
from latentfaces.pictures.images import write_faces

# One process, because importing the engine takes longer than anything else here.
USE = """
import sys

import latentfaces as lf
from latentfaces.cli import main
from latentfaces.paths import RUNS

faces = sys.argv[1]
for arguments in (
    ["sample", "--n", "3", "--out", "samples"],
    ["train", "--data", faces, "--steps", "1"],
    ["evaluate", "--data", faces, "--n", "100"],
    ["ship", str(RUNS / "first"), "mine"],
    ["sample", "--model", "mine", "--n", "3", "--out", "of-mine"],
    ["evaluate", "--model", "mine", "--data", faces, "--n", "100"],
):
    assert main(arguments) == 0, arguments
assert main(["sample", "--model", "anime-baseline", "--out", "large"]) == 2
for name in ("avatars", "mine"):
    assert lf.explore(name).view.model == name
"""


def pip(*arguments):
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def build_wheel(source, folder):
    pip("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of a fresh environment with the wheel, which borrows all other packages from this environment."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip("--python", python, "install", "--quiet", "--no-deps", wheel)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    borrowed = [place for place in sys.path if place.endswith("-packages")]
    (site_packages / "borrowed.pth").write_text("\n".join(borrowed))
    return python


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """The variables of a user who has set none, with a home of their own."""
    for name in list(os.environ):
        if name.startswith(("LATENTFACES_", "XDG_", "PYTHONPATH")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "an empty folder"
    folder.mkdir()
    return folder


def contents(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_everything_works_from_an_empty_folder_and_writes_where_it_may(python, environment, here, tmp_path):
    faces, package = tmp_path / "faces", Path(next(python.parents[1].glob("lib/python*/site-packages/latentfaces")))
    write_faces(tiny_faces(120, size=64).images, faces)
    before = contents(package)
    done = subprocess.run([python, "-c", USE, faces], cwd=here, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "git clone" in done.stderr and "latentfaces/data/pretrained/anime-baseline" in done.stderr
    assert contents(package) == before
    assert {path.name for path in here.iterdir()} == {"samples", "of-mine"}
    assert len(list((here / "samples").iterdir())) == 3
    own = environment / ".local" / "share" / "latentfaces"
    assert json.loads((own / "pretrained" / "avatars" / "scores.json").read_text())["data"] == "faces"
    assert {"model.json", "scores.json", "README.md"} <= {path.name for path in (own / "pretrained" / "mine").iterdir()}
    assert (own / "runs" / "first" / "run.json").is_file()
    assert any((environment / ".cache" / "latentfaces").glob("faces-64-*/images.npy"))
    # What was added is there under its name, and the large models are named with how to get them.
    listed = subprocess.run([python.with_name("latentfaces"), "models"], cwd=here, capture_output=True, text=True)
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()[1:-1]] == [
        *("anime", "anime-short", "avatars", "avatars-short", "mine", "simpsons")
    ]
    assert "anime-baseline, anime-baseline-a, anime-baseline-b, simpsons-reference" in listed.stdout.splitlines()[-1]


def test_variables_move_the_cache_and_the_runs(python, environment, here, monkeypatch):
    monkeypatch.setenv("LATENTFACES_CACHE", "the cache")
    monkeypatch.setenv("LATENTFACES_RUNS", "the runs")
    code = "from latentfaces import paths; print(paths.CACHE, paths.RUNS, sep='|')"
    said = subprocess.check_output([python, "-c", code], cwd=here, text=True)
    assert said == "the cache|the runs\n"


def test_the_source_archive_builds_the_same_wheel(wheel, tmp_path):
    code = "import sys, hatchling.build; print(hatchling.build.build_sdist(sys.argv[1]))"
    name = subprocess.check_output([sys.executable, "-c", code, tmp_path], cwd=ROOT, text=True).strip()
    assert (tmp_path / name).stat().st_size < 30e6
    again = build_wheel(tmp_path / name, tmp_path)

    def checksums(path):
        with zipfile.ZipFile(path) as opened:
            return {member.filename: member.CRC for member in opened.infolist()}

    assert checksums(again) == checksums(wheel)
