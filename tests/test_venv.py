"""tools/venv.sh, tried on a tiny project with a tiny lock, without a network, in a folder with spaces."""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]

BACKEND = """
import os, shutil, signal

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    if "CUT_OFF" in os.environ:
        os.killpg(0, signal.SIGKILL)
    shutil.copy("wheels/project-1.0-py3-none-any.whl", wheel_directory)
    return "project-1.0-py3-none-any.whl"
"""


def write_wheel(folder, name, number):
    with zipfile.ZipFile(folder / f"{name}-{number}-py3-none-any.whl", "w") as wheel:
        info = f"{name}-{number}.dist-info"
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def set_up(folder, **variables):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PYTHON": sys.executable, **variables}
    environment["PIP_FIND_LINKS"] = (folder / "wheels").as_uri()
    command = ["sh", folder / "tools/venv.sh"]
    # A session of its own, so that a killed install takes nobody along.
    return subprocess.run(command, env=environment, capture_output=True, text=True, start_new_session=True)


def installed(folder):
    """The version of `tiny` in the folder's .venv, which must also have the project itself."""
    code = "import project; from importlib.metadata import version; print(version('tiny'))"
    return subprocess.check_output([folder / ".venv/bin/python", "-c", code], text=True).strip()


@pytest.fixture
def tools(tmp_path):
    """A folder that holds only a copy of tools/."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    return tmp_path


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A tiny project with the real tools/venv.sh. Every test may spoil its .venv: the script mends it."""
    folder = tmp_path_factory.mktemp("check out") / "latent faces"
    shutil.copytree(ROOT / "tools", folder / "tools")
    (folder / "wheels").mkdir()
    for name, number in [("project", "1.0"), ("tiny", "1.0"), ("tiny", "2.0")]:
        write_wheel(folder / "wheels", name, number)
    (folder / "backend.py").write_text(BACKEND)
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "project"\nversion = "1.0"\n'
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    (folder / "requirements.lock").write_text("tiny==1.0\n")
    return folder


def test_second_call_does_nothing_and_a_new_lock_updates(checkout):
    (checkout / "requirements.lock").write_text("tiny==1.0\n")
    first = set_up(checkout)
    assert first.returncode == 0, first.stderr
    assert installed(checkout) == "1.0"
    mine = checkout / ".venv/mine"
    mine.touch()

    second = set_up(checkout)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")

    (checkout / "requirements.lock").write_text("tiny==2.0\n")
    assert set_up(checkout).returncode == 0
    assert installed(checkout) == "2.0"
    assert mine.exists()


def test_install_that_was_cut_off_is_started_afresh(checkout):
    set_up(checkout)
    (checkout / "requirements.lock").write_text("tiny==1.0\n\n")
    killed = set_up(checkout, CUT_OFF="1")
    assert killed.returncode == -signal.SIGKILL
    half = checkout / ".venv/half"
    half.touch()

    assert set_up(checkout).returncode == 0
    assert installed(checkout) == "1.0"
    assert not half.exists()


def test_moved_checkout_and_lost_python_are_mended(checkout):
    set_up(checkout)
    moved = checkout.rename(checkout.with_name("moved faces"))
    try:
        assert set_up(moved).returncode == 0
        assert installed(moved)
        assert str(moved) in (moved / ".venv/made").read_text()

        (moved / ".venv/bin/python").unlink()
        assert set_up(moved).returncode == 0
        assert installed(moved)
    finally:
        moved.rename(checkout)


def test_failed_install_ends_in_one_sentence(checkout):
    (checkout / "requirements.lock").write_text("absent==1.0\n")
    failed = set_up(checkout)
    assert failed.returncode == 1
    assert "absent==1.0" in failed.stderr
    assert failed.stderr.splitlines()[-1].startswith("latentfaces: pip could not install the packages")
    assert not (checkout / ".venv/made").exists()


def test_other_peoples_venv_is_left_alone(tools):
    (tools / ".venv").mkdir()
    (tools / ".venv/theirs").touch()
    refused = set_up(tools)
    assert refused.returncode == 1
    assert "delete it" in refused.stderr
    assert (tools / ".venv/theirs").exists()


def test_two_installs_at_once_are_refused(tools):
    (tools / ".venv").mkdir()
    (tools / ".venv/installing").write_text(f"{os.getpid()}\n")
    refused = set_up(tools)
    assert refused.returncode == 1
    assert f"process {os.getpid()} is already making .venv" in refused.stderr
    assert (tools / ".venv").exists()


def write_fake_python(path, before):
    """A Python that runs the statements `before` first, and that cannot make a venv."""
    code = f"{before}; exec(sys.argv[1])"
    path.write_text(f'#!/bin/sh\n[ "$1" = -c ] || exit 1\nexec "{sys.executable}" -c "{code}" "$2"\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("minor", [9, 10, 13, 14])
def test_python_out_of_range_is_refused_in_one_sentence(tools, minor):
    python = write_fake_python(tools / "python", f"import sys; sys.version_info = (3, {minor}, 1)")
    result = set_up(tools, PYTHON=str(python))
    assert result.returncode == 1
    if f"3.{minor}.1" in SpecifierSet(metadata("latentfaces")["Requires-Python"]):
        assert ".venv could not be made" in result.stderr
    else:
        assert result.stderr.startswith(f"latentfaces: Python 3.11 to 3.13 is needed, but {python} is 3.{minor}.1;")
        assert result.stderr.count("\n") == 1
        assert not (tools / ".venv").exists()


def test_without_a_good_python_all_that_were_found_are_named(tools):
    for name in ("python3.13", "python3.12", "python3.11", "python"):
        (tools / name).write_text("#!/bin/sh\necho not found >&2\nexit 127\n")
        (tools / name).chmod(0o755)
    write_fake_python(tools / "python3", "import sys; sys.version_info = (3, 11, 2); sys.modules['ensurepip'] = None")
    result = set_up(tools, PYTHON="", PATH=f"{tools}:{os.environ['PATH']}")
    assert result.returncode == 1
    assert "python3 is 3.11.2 but lacks venv (Debian and Ubuntu: apt install python3-venv);" in result.stderr
    assert result.stderr.count("\n") == 1


def test_real_old_pythons_are_refused(tools):
    old = [path for v in ("2.7", "3.8", "3.9") for path in Path.home().glob(f".pyenv/versions/{v}.*/bin/python")]
    if not old:
        pytest.skip("no Python 2.7, 3.8 or 3.9 of pyenv's here")
    for python in old:
        result = set_up(tools, PYTHON=str(python))
        assert result.stderr.startswith(f"latentfaces: Python 3.11 to 3.13 is needed, but {python} is ")


def test_make_sets_up_first():
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    for target in ("report", "test", "lab"):
        command = ["make", "--no-print-directory", "--dry-run", target]
        recipe = subprocess.check_output(command, cwd=ROOT, text=True).splitlines()
        assert recipe[0] == "sh tools/venv.sh"
        others = [line for line in recipe[1:] if line != "sh tools/check_page.sh"]  # which needs no Python
        assert others and all(line.startswith(".venv/bin/python ") for line in others)
