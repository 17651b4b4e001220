"""The run folder: its tables and what it says of a model, whole or damaged."""

import errno
import json
import os

import pytest
from filelock import FileLock

from latentfaces import run_folder
from latentfaces.errors import LatentFacesError
from latentfaces.run_folder import RunFolder, StepTable, sole_trainer


def test_a_table_drops_half_a_row_and_the_rows_of_later_steps(tmp_path):
    table = StepTable(tmp_path / "losses.csv", ("step", "kimg", "d_loss"))
    assert table.read(9) == []
    table.write([["1", "0.016", "1.3"]])
    table.append([["2", "0.032", "1.2"], ["3", "0.048", "1.1"]])
    with open(table.path, "a") as file:
        file.write("1,0.0")  # of step 12, when a kill came
    assert table.path.read_bytes() == b"step,kimg,d_loss\n1,0.016,1.3\n2,0.032,1.2\n3,0.048,1.1\n1,0.0"
    assert table.read(2) == [["1", "0.016", "1.3"], ["2", "0.032", "1.2"]]


@pytest.mark.parametrize(
    "rows", ["2,0.1,1\n17\n3,0.1,1\n", "2,0.1,1\n2,0.1,1\n", "2,0.1,1,1\n", "2,0.1,x\n", "\n2,0.1,1\n", "2,0.1,nan\n"]
)
def test_a_table_without_a_checkpoint_is_checked_by_rule(tmp_path, rows):
    table = StepTable(tmp_path / "losses.csv", ("step", "kimg", "d_loss"))
    table.path.write_text(f"step,kimg,d_loss\n1,0.1,1\n{rows}")
    with pytest.raises(LatentFacesError, match=r"losses.csv is damaged \([^\n]*\); restore it, or delete it\.$"):
        table.restore(9, None)
    table.restore(1, None)  # what comes later does not matter
    assert table.path.read_text() == "step,kimg,d_loss\n1,0.1,1\n"


def test_a_failed_append_leaves_no_part_of_a_row(tmp_path, monkeypatch):
    table = StepTable(tmp_path / "losses.csv", ("step", "kimg"))
    table.write([["1", "0.1"]])

    def full(*args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LatentFacesError, match="No space left"):
            table.append([["2", "0.2"]])
    assert table.path.read_text() == "step,kimg\n1,0.1\n"
    table.append([["2", "0.2"]])
    assert table.path.read_text() == table.text == "step,kimg\n1,0.1\n2,0.2\n"
    table.path.unlink()  # while training goes on
    table.append([["3", "0.3"]])
    assert table.path.read_text() == table.text == "step,kimg\n1,0.1\n2,0.2\n3,0.3\n"


def test_the_lock_is_in_the_folder_and_leaves_nothing_behind(tmp_path):
    with sole_trainer(tmp_path / "run"):
        assert [path.name for path in (tmp_path / "run").iterdir()] == ["lock"]
        with pytest.raises(LatentFacesError, match="Another process is training in"), sole_trainer(tmp_path / "run"):
            pass
    assert not (tmp_path / "run").exists()
    (tmp_path / "run").mkdir()
    with sole_trainer(tmp_path / "run"):
        pass
    assert not list((tmp_path / "run").iterdir())  # the user's own folder stays
    (tmp_path / "run" / "lock").touch()  # of a process that was killed
    with sole_trainer(tmp_path / "run"):
        (tmp_path / "run" / "run.json").touch()
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["run.json"]


def test_a_file_system_that_cannot_lock_is_locked_elsewhere(tmp_path, monkeypatch):
    class Lock(FileLock):
        def acquire(self, *args, **kwargs):
            if os.path.dirname(self.lock_file) == str(tmp_path / "run"):
                raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
            return super().acquire(*args, **kwargs)

    monkeypatch.setattr(run_folder, "FileLock", Lock)
    with sole_trainer(tmp_path / "run"):
        with pytest.raises(LatentFacesError, match="Another process is training in"), sole_trainer(tmp_path / "run"):
            pass


@pytest.mark.parametrize("content", [b"step,kimg\none,0.016\n", b"step,kimg\n\xff,0.016\n", b"step,kimg\n1.5,0.016\n"])
def test_a_damaged_table_is_one_sentence(tmp_path, content):
    (tmp_path / "kid.csv").write_bytes(content)
    with pytest.raises(LatentFacesError, match=r"kid.csv is damaged \([^\n]*\); restore it, or delete it\.$"):
        StepTable(tmp_path / "kid.csv", ("step", "kimg")).read(9)


@pytest.mark.parametrize("content", ["", "step,kimg\n1,0.016\n", '"'])
def test_losses_that_cannot_be_read_are_one_sentence(tmp_path, content):
    (tmp_path / "losses.csv").write_text(content)
    with pytest.raises(LatentFacesError, match="losses.csv is missing or damaged"):
        RunFolder(tmp_path).read_losses()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"preset": {}}', '{"preset": 3, "faces": {}}'])
def test_damaged_metadata_is_one_sentence(tmp_path, content):
    (tmp_path / "model.json").write_text(content)
    with pytest.raises(LatentFacesError, match=r"model.json is damaged \(.*\); restore it, or train again\.$"):
        RunFolder(tmp_path).read_metadata()


@pytest.mark.parametrize("content", ["", "[]", "{}"])
def test_damaged_scores_are_one_sentence(tmp_path, content):
    assert RunFolder(tmp_path).read_scores() is None
    (tmp_path / "scores.json").write_text(content)
    with pytest.raises(LatentFacesError, match=r"scores.json is damaged \(.*\); measure again\.$"):
        RunFolder(tmp_path).read_scores()


def test_model_json_comes_before_run_json(tmp_path):
    for name in ("run", "model"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"preset": {"name": name}, "faces": {}}))
    assert RunFolder(tmp_path).read_metadata()["preset"]["name"] == "model"


def test_scores_of_another_extractor_are_not_mixed_in(tmp_path):
    (tmp_path / "scores.json").write_text('{"fid": 0.28, "extractor": "embedded"}')
    with pytest.raises(LatentFacesError, match='of the extractor "embedded", which cannot be compared .* "neutral"'):
        RunFolder(tmp_path).read_scores()
