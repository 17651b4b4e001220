"""The report compiles from what is tracked, shows every figure and types no result; notebooks run as copies."""

import json
import re
import sys

import nbformat
import numpy as np
import pytest
import typst
from PIL import Image

from latentfaces.errors import LatentFacesError
from latentfaces.paths import ROOT

sys.path.insert(0, str(ROOT / "report"))
import build  # noqa: E402
import gallery  # noqa: E402
import results  # noqa: E402
from study import SETS  # noqa: E402

SOURCE = (ROOT / "report" / "report.typ").read_text()
WALKS = {f"{name}-walk" for name in SETS}
MADE = set(gallery.COMMON) | {f"{of}-{name}" for name in gallery.OF_A_SET for of in SETS} | WALKS


def test_the_report_shows_every_figure_that_is_made():
    assert MADE <= set(re.findall(r'"([\w-]+)"', SOURCE))


def test_every_figure_is_tracked_beside_the_films():
    assert {path.stem for path in (ROOT / "images").glob("*.png")} == MADE
    assert {path.name for path in (ROOT / "images").glob("*-walk.*")} == {
        f"{name}.{kind}" for name in WALKS for kind in ("png", "gif", "mp4")
    }
    assert sum(path.stat().st_size for path in (ROOT / "images").iterdir()) < 10e6


def test_the_report_compiles_from_the_tracked_numbers_and_figures():
    pdf = typst.compile(ROOT / "report" / "report.typ", root=ROOT, ignore_system_fonts=True)
    assert pdf.startswith(b"%PDF") and len(pdf) > 1e6
    assert not re.search("TODO|XXX|lorem|placeholder", SOURCE, re.IGNORECASE)


def test_no_result_is_typed_by_hand():
    prose = re.sub(r"//.*|`[^`]*`|<[\w-]+>|@[\w-]+|\d[\d.]*(pt|em|%)|#let .*|.*=>.*", "", SOURCE)
    # The licence, versions of Python, laws of z, grey levels, thousandths.
    allowed = {"4.0", "3.11", "3.13", "0.3", "0.4", "1.0", "255", "1,000", "1000", "100"}
    assert set(re.findall(r"\d+[.,]\d+|\d{3,}", prose)) <= allowed


def test_every_preset_has_both_tables_of_layers():
    for name, preset in results.PRESETS.items():
        tables = json.loads(json.dumps(results.networks(preset)))
        parts = (tables["generator"], tables["discriminator"])
        assert tables["combined"] == sum(part["parameters"] for part in parts), name
        assert all(part["trainable"] <= part["parameters"] for part in parts), name


def test_the_end_of_a_run_is_the_last_tenth_of_its_steps(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    rows = [f"{step},{step},{step // 91},0,0,0,0" for step in range(1, 101)]
    header = "step,kimg,d_loss,g_loss,real_accuracy,fake_accuracy,jensen_shannon"
    (tmp_path / "losses.csv").write_text("\n".join([header, *rows]))
    assert results.last_losses(tmp_path)["d_loss"] == 1 and results.last_losses(tmp_path)["steps"] == 100


def test_a_saved_figure_moves_no_level_by_more_than_two_and_is_the_same_every_time(tmp_path):
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 40, 3), dtype=np.uint8))
    gallery.save_png(noise, tmp_path / "a.png")
    gallery.save_png(noise, tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "a.png") as saved:
        assert np.abs(np.asarray(saved).astype(int) - np.asarray(noise)).max() == 2


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """A checkout with two notebooks, the second of which reads what the first has written."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "EXECUTED", tmp_path / "build" / "notebooks")
    (tmp_path / "notebooks").mkdir()
    cells = {"02_second": "print(open('left').read())", "01_first": "open('left', 'w').write('by the first')"}
    for name, source in cells.items():
        write_notebook(tmp_path / "notebooks" / f"{name}.ipynb", source)
    return tmp_path


def write_notebook(path, source):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


def test_notebooks_run_in_order_as_copies_in_their_own_folder(notebooks, capsys):
    originals = {path.name: path.read_bytes() for path in (notebooks / "notebooks").glob("*.ipynb")}
    build.run_notebooks()
    executed = nbformat.read(notebooks / "build" / "notebooks" / "02_second.ipynb", 4)
    assert executed.cells[0].outputs[0].text == "by the first\n"
    assert {path.name: path.read_bytes() for path in (notebooks / "notebooks").glob("*.ipynb")} == originals
    shown = capsys.readouterr().out
    assert "01_first.ipynb" in shown and "02_second.ipynb" in shown and "100%" in shown


def test_a_notebook_that_fails_is_named_with_its_error(notebooks):
    write_notebook(notebooks / "notebooks" / "01_first.ipynb", "1 / 0")
    with pytest.raises(LatentFacesError, match="01_first.ipynb failed in cell 1 .ZeroDivisionError"):
        build.run_notebooks()
    assert not (notebooks / "build" / "notebooks" / "02_second.ipynb").exists()


def test_a_missing_model_ends_the_build_with_a_sentence(monkeypatch, capsys):
    def missing():
        raise LatentFacesError('There is no model "simpsons".')

    monkeypatch.setattr(build, "run_notebooks", lambda: None)
    monkeypatch.setattr(build, "Study", missing)
    assert build.main() == 2
    assert capsys.readouterr().err == 'make report: There is no model "simpsons".\n'
