"""The command line in a shell: interrupts, a reader that goes away, and an encoding that lacks letters."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import tiny_faces

from latentfaces import cli
from latentfaces.pictures.images import write_faces


def start(*arguments, **variables):
    """A `latentfaces` process in its own group, as the shell makes it; stdout and stderr are pipes."""
    command = [sys.executable, "-m", "latentfaces", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env={**os.environ, **variables}, start_new_session=True, **pipes)


def test_an_interrupted_rendering_leaves_one_line_and_nothing_else(tmp_path):
    process = start("data", "avatars", "--size", "8", LATENTFACES_CACHE=str(tmp_path))
    shown = b""
    while b"rendering" not in shown:
        part = process.stdout.read1()
        assert part, shown  # the end, if the bar is off
        shown += part
    # As Ctrl-C in a terminal: the processes that render get it too.
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err) == (130, b"latentfaces: interrupted.\n")
    assert not list(tmp_path.iterdir())


def test_an_interrupt_in_any_command_ends_with_one_line(monkeypatch, capsys):
    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr("latentfaces.models.catalogue.model_table", stop)
    assert cli.main(["models"]) == 130
    assert capsys.readouterr() == ("", "latentfaces: interrupted.\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_changes_nothing_else(tmp_path, unbuffered):
    write_faces(tiny_faces(3, size=16).images, tmp_path / "faces")
    variables = {"LATENTFACES_CACHE": str(tmp_path / "cache"), "PYTHONUNBUFFERED": unbuffered}
    process = start("data", tmp_path / "faces", **variables)
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()
    assert list((tmp_path / "cache").glob("faces-64-*"))


def test_a_name_that_the_terminal_cannot_spell_is_escaped(tmp_path):
    write_faces(tiny_faces(3, size=16).images, tmp_path / "Gesichter-ä")
    process = start(
        "data", tmp_path / "Gesichter-ä", LATENTFACES_CACHE=str(tmp_path / "cache"), PYTHONIOENCODING="ascii"
    )
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert rb"Gesichter-\xe4" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("argument", ["models", "--help"])
def test_a_full_disk_behind_stdout_ends_with_one_sentence(argument):
    command = [sys.executable, "-m", "latentfaces", argument]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("latentfaces: The standard output could not be written completely: No space left")
