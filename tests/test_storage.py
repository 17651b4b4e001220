"""Storage: files and folders are whole or not there, and what cannot be read or written is one sentence."""

import errno
import hashlib
import json
import os
import subprocess
import sys

import h5py
import numpy as np
import pytest

from latentfaces import storage
from latentfaces.errors import LatentFacesError
from latentfaces.storage import (
    atomic_write,
    check_seal,
    file_sha256,
    made_beside,
    read_json,
    reporting_damage,
    reporting_write_errors,
    seal,
    write_json,
    write_sealed_json,
)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_atomic_write_replaces_only_once_all_is_written(tmp_path):
    path = tmp_path / "deep" / "file.txt"
    with atomic_write(path) as partial:
        partial.write_text("old")
    with pytest.raises(ZeroDivisionError), atomic_write(path) as partial:
        partial.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert names(path.parent) == ["file.txt"]
    with atomic_write(path) as partial:
        partial.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new" and names(path.parent) == ["file.txt"]


@pytest.mark.parametrize("where", ["open", "fsync", "replace"])
def test_a_full_disk_is_a_sentence_and_leaves_the_old_file(tmp_path, monkeypatch, where):
    write_json(tmp_path / "run.json", {"a": 1})

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        if where == "open":
            patch.setattr(storage.Path, "write_text", full)
        else:
            patch.setattr(storage.os, where, full)
        with pytest.raises(LatentFacesError, match=r"Could not write .*run.json: No space left on device; free"):
            write_json(tmp_path / "run.json", {"a": 2})
    assert json.loads((tmp_path / "run.json").read_text()) == {"a": 1} and names(tmp_path) == ["run.json"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", "/proc/nowhere"):
        with pytest.raises(LatentFacesError, match=r"^Could not write .*/run.json: .*; free some space or choose"):
            write_json(f"{folder}/run.json", {})


def test_a_folder_appears_once_it_is_whole(tmp_path):
    path = tmp_path / "cache" / "faces"
    with pytest.raises(ZeroDivisionError), made_beside(path) as made:
        made.mkdir()
        (made / "half").write_text("")
        raise ZeroDivisionError
    assert names(path.parent) == []
    with made_beside(path) as made:
        made.mkdir()
        (made / "a").write_text("first")
        assert not path.exists()
    assert names(path.parent) == ["faces"] and (path / "a").read_text() == "first"


def test_the_process_that_is_first_makes_the_folder(tmp_path):
    path = tmp_path / "faces"
    with made_beside(path) as late:
        late.mkdir()
        (late / "a").write_text("late")
        with made_beside(path) as early:
            early.mkdir()
            (early / "a").write_text("early")
    assert names(tmp_path) == ["faces"] and (path / "a").read_text() == "early"


def test_what_a_killed_process_left_is_removed_and_what_another_makes_stays(tmp_path):
    code = (
        "import os, sys, pathlib\nfrom latentfaces.storage import made_beside\n"
        "with made_beside(pathlib.Path(sys.argv[1])) as made:\n"
        "    made.mkdir(); (made / 'half').write_text(''); print('making', flush=True); sys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    killed, busy = (subprocess.Popen([sys.executable, "-c", code, tmp_path / name], **pipes) for name in ("a", "b"))
    assert killed.stdout.readline() == busy.stdout.readline() == "making\n"
    killed.kill()
    killed.communicate()
    (tmp_path / ".making-by-an-older-version" / "a").mkdir(parents=True)
    assert sum(path.is_dir() for path in tmp_path.iterdir()) == 3
    with made_beside(tmp_path / "c") as made:
        made.write_text("")
        assert sum(path.is_dir() for path in tmp_path.iterdir()) == 2
    assert busy.communicate("go on")[0] == "" and busy.returncode == 0
    assert names(tmp_path) == ["b", "c"] and names(tmp_path / "b") == ["half"]


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b"null", b"3", b"\xff", b"[" * 10**5, b'{"n": "1e999"}'])
def test_what_cannot_be_read_is_one_sentence(tmp_path, content):
    if content is not None:
        (tmp_path / "facts.json").write_bytes(content)
    flaw = "missing" if content is None else r"damaged \([^\n]*\)"
    with pytest.raises(LatentFacesError, match=rf"^/.*/facts.json is {flaw}; restore it\.$"):
        read_json(tmp_path / "facts.json", lambda facts: int(float(facts["n"])), "restore it")


def test_a_file_that_this_user_may_not_read_is_not_called_damaged(tmp_path):
    with pytest.raises(
        LatentFacesError, match=r"^/.*/run.json cannot be read by this user; change its permissions, or"
    ):
        with reporting_damage(tmp_path / "run.json", "restore it"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_too_little_memory_is_not_called_damage(tmp_path):
    with pytest.raises(MemoryError), reporting_damage(tmp_path / "run.json", "restore it"):
        raise MemoryError


def test_read_json_parses(tmp_path):
    write_json(tmp_path / "facts.json", {"n": "7"})
    assert read_json(tmp_path / "facts.json", lambda facts: int(facts["n"]), "restore it") == 7


def test_file_sha256(tmp_path):
    content = os.urandom(3 << 20)
    (tmp_path / "file").write_bytes(content)
    assert file_sha256(tmp_path / "file") == hashlib.sha256(content).hexdigest()


def test_a_refusal_says_what_helps(tmp_path):
    for number, said in ((errno.EACCES, "ask its owner"), (errno.EROFS, "ask its owner"), (errno.EDQUOT, "free some")):
        with pytest.raises(LatentFacesError, match=said):
            with reporting_write_errors(tmp_path):
                raise OSError(number, os.strerror(number))


def test_sealed_json_notices_every_change_of_a_value(tmp_path):
    path, values = tmp_path / "facts.json", {"n": 17, "label": (0.9, 1.0), "parts": {"b": None, "a": "x"}}
    write_sealed_json(path, values)
    assert read_json(path, dict, "restore it") == {**values, "label": [0.9, 1.0]}
    text = path.read_text()
    path.write_text(json.dumps(json.loads(text)))  # another layout of the same values
    read_json(path, dict, "restore it")
    for old, new in (("17", "18"), ("0.9", "0.8"), ("null", "0"), ('"x"', '"y"'), ('"parts"', '"part"')):
        path.write_text(text.replace(old, new))
        with pytest.raises(LatentFacesError, match=r"facts.json is damaged \(its values differ from its checksum\)"):
            read_json(path, dict, "restore it")


def test_a_sealed_file_is_read_by_hdf5_and_notices_every_change(tmp_path):
    path = tmp_path / "weights.h5"
    with h5py.File(path, "w") as file:
        file["weights"] = np.arange(500.0)
    check_seal(path)  # one of an earlier version
    seal(path)
    check_seal(path)
    with h5py.File(path) as file:
        assert file["weights"][()].sum() == np.arange(500.0).sum()
    whole = path.read_bytes()
    for at in range(0, len(whole) - 75, 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :])
        with pytest.raises(ValueError, match="differs from its checksum"):
            check_seal(path)
