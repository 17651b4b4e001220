"""The report compiles from what is tracked, shows every figure and types no result; notebooks run as copies."""

import base64
import io
import json
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pandas as pd
import pytest
import typst
from PIL import Image

from latentfaces.errors import LatentFacesError
from latentfaces.experiments.random_directions import CONTROL_MEANS, Controlled
from latentfaces.explorer.view import View
from latentfaces.faces.face_set import Faces
from latentfaces.faces.load import load_faces
from latentfaces.measures.parts import MEASURES
from latentfaces.models.catalogue import find_model
from latentfaces.models.presets import Preset
from latentfaces.paths import ROOT
from latentfaces.pictures.sheets import face_sheet
from latentfaces.storage import file_sha256

sys.path.insert(0, str(ROOT / "report"))
import backdrop  # noqa: E402
import baselines  # noqa: E402
import build  # noqa: E402
import gallery  # noqa: E402
import results  # noqa: E402
import seed_findings  # noqa: E402
import small_pictures  # noqa: E402
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


def test_the_figures_of_the_references_are_shown_and_small():
    # Those of RMSprop come from the run itself.
    made = set(baselines.FIGURES) | {"rmsprop-keras2", "rmsprop-keras3"}
    assert {path.stem for path in (ROOT / "images" / "references").iterdir()} == made
    assert {f"references/{name}" for name in made} <= set(re.findall(r'"([\w/-]+)"', SOURCE))
    assert sum(path.stat().st_size for path in (ROOT / "images" / "references").iterdir()) < 2e6


def test_the_report_compiles_from_the_tracked_numbers_and_figures_to_the_same_bytes(tmp_path, monkeypatch):
    """Both editions; Typst refuses the PDF if a picture or a formula has no alternative text."""
    paths = {name: tmp_path / f"report.{name.lower()}" for name in ("PDF", "PAGE")}
    for name, path in paths.items():
        monkeypatch.setattr(build, name, path)
    # Typst reads below its root only, and the pictures of a build are not this test's.
    monkeypatch.setattr(build, "SMALL", ROOT / "build" / tmp_path.name)
    build.compile_report(*build.TRACKED)
    first = {name: path.read_bytes() for name, path in paths.items()}
    build.typeset(build.TRACKED[0])
    shutil.rmtree(build.SMALL)
    assert {name: path.read_bytes() for name, path in paths.items()} == first
    assert first["PDF"].startswith(b"%PDF") and 1e6 < len(first["PDF"]) < 3e6
    assert not re.search("TODO|XXX|lorem|placeholder", SOURCE, re.IGNORECASE)
    page = first["PAGE"].decode()
    assert len(page) < 3e6
    shown = re.findall("<img[^>]*>", page)
    assert len(shown) >= len(MADE) and all(re.search(' alt="[^"]{20,}"', image) for image in shown)
    frames = re.findall(r'<iframe src="([^"?]*)\?([^"]*)"', page)
    assert [address for address, _ in frames] == ["https://latentfaces.github.io/latentfaces/"] * 3
    for _, query in frames:
        View.from_query("?" + query.replace("&amp;", "&"))


def test_no_result_is_typed_by_hand():
    prose = re.sub(r"//.*|`[^`]*`|<[\w-]+>|@[\w-]+|\d[\d.]*(pt|em|%)|#let .*|.*=>.*", "", SOURCE)
    # The licence, versions of Python, laws of z, grey levels, thousandths.
    allowed = {"4.0", "3.11", "3.13", "0.3", "0.4", "1.0", "255", "1,000", "1000", "100"}
    assert set(re.findall(r"\d+[.,]\d+|\d{3,}", prose)) <= allowed


# Parameters, and trainable ones, of G and of D: those of the references are those that their authors print.
PARAMETERS = {
    "anime-baseline": ((18_421_507, 18_421_507), (795_009, 795_009)),
    "simpsons": ((12_892_547, 12_890_627), (6_344_065, 6_340_097)),
    "dcgan": ((18_858_883, 18_855_043), (17_236_481, 17_232_897)),
    "compact": ((964_211, 963_219), (1_298_913, 1_298_913)),
    "compact-128": ((2_690_675, 2_688_659), (5_172_705, 5_172_705)),
}


def test_every_preset_has_both_tables_of_layers():
    assert set(results.PRESETS) == set(PARAMETERS)
    for name, preset in results.PRESETS.items():
        tables = json.loads(json.dumps(results.networks(preset)))
        parts = (tables["generator"], tables["discriminator"])
        assert tables["combined"] == sum(part["parameters"] for part in parts), name
        assert all(part["trainable"] <= part["parameters"] for part in parts), name
        assert tuple((part["parameters"], part["trainable"]) for part in parts) == PARAMETERS[name]
        for part in parts:
            assert sum(row["parameters"] for row in part["layers"]) == part["parameters"], name


def tracked(name):
    return json.loads((ROOT / "report" / "results" / name).read_text())


def test_the_tracked_tables_are_those_of_the_networks():
    assert tracked("networks.json") == {name: results.networks(preset) for name, preset in results.PRESETS.items()}


def test_the_tracked_tests_over_seeds_are_those_of_the_runs():
    assert tracked("seed_findings.json") == json.loads(json.dumps(seed_findings.findings()))


@pytest.mark.parametrize("name", results.SHIPPED)
def test_the_tracked_numbers_are_those_of_the_shipped_model(name):
    shown, made = tracked("models.json")[name], results.model(name)
    assert Preset.from_json(shown.pop("preset")) == Preset.from_json(made.pop("preset"))
    assert shown == made
    assert made["images_per_second"] == pytest.approx(made["kimg"] * 1000 / (made["minutes"] * 60), abs=0.06)


@pytest.mark.parametrize("name", ["recovered.json", "backdrop.json"])
def test_what_a_command_of_its_own_measured_is_of_the_shipped_model(name):
    measured = tracked(name)
    weights = file_sha256(find_model(measured["model"]).weights)
    assert measured["weights"] == weights, f"Run `{measured['command']}` again."


@pytest.mark.parametrize("name", SETS)
def test_the_models_with_short_training_are_measured_as_their_scores_were(name):
    measured = tracked("short_training.json")["sets"][name]
    assert measured["weights"] == file_sha256(find_model(measured["model"]).weights)
    scores = tracked("models.json")[measured["model"]]["scores"]
    assert measured["by_std"]["1.0"]["kid_x1000"] == scores["kid_x1000"]


def test_only_the_backdrop_of_an_avatar_is_painted():
    real = load_faces("avatars", limit=200).images[:20]
    colour = real[0, 0, 0]
    is_backdrop = (real == colour).all(axis=-1)
    paler = np.where(is_backdrop[..., None], np.uint8(235), real)
    repaired = backdrop.painted(paler, colour)
    # But for patches of backdrop that hair encloses, and for the blurred outlines.
    assert (repaired == real).all(axis=-1).mean() > 0.99
    assert (backdrop.painted(real, colour) == real).all(axis=-1).mean() > 0.99


def test_the_data_of_the_report_are_counted():
    faces = Faces(np.zeros((30, 16, 16, 3), np.uint8), pd.DataFrame({"hair": list("abc") * 10, "eyes": ["x"] * 30}))
    assert results.data(SimpleNamespace(faces=faces)) == {
        "count": 30,
        "size": 16,
        "traits": {"hair": 3, "eyes": 1},
        "megabytes": 0.0,
    }


def test_what_the_latent_space_means_is_of_the_b_model_along_the_mean(monkeypatch):
    """The mean is the first of the directions; the grey of each average face is the mean of z that it was drawn at."""
    values = 0.001 * np.random.default_rng(0).standard_normal((3, 5, 6))
    values[0] = np.arange(5)[:, None] + np.arange(6)
    study = SimpleNamespace(
        models={"anime": {"B": "the B model"}},
        controlled={"anime": (controlled := Controlled(CONTROL_MEANS, values, tuple(MEASURES)))},
        positive={"anime": {"backwards": controlled.of(values[0, ::-1])}},
        stds={"anime": pd.DataFrame({"diversity": [0.11111, 0.2]}, index=pd.Index([0.5, 1.0], name="std"))},
    )

    def draw(G):
        assert G == "the B model"
        levels = np.linspace(0, 255, len(results.MEANS)).round().astype(np.uint8)
        return np.broadcast_to(levels[:, None, None, None], (len(levels), 8, 8, 3))

    monkeypatch.setattr(results, "faces_at_mean_z", draw)
    found = json.loads(json.dumps(results.latent(study, "anime")))
    assert found["directions"] == 2 and found["means"] == list(CONTROL_MEANS)
    assert found["along_mean"]["brightness"] == [0, 1, 2, 3, 4]
    assert found["along_mean"]["sharpness, mouth"] == [5, 6, 7, 8, 9]
    colour = found["effects"]["colourfulness"]
    assert (colour["slope"], colour["slope_p"], colour["dip"], colour["dip_p"]) == (2.5, 0.3333, 0, 1)
    assert 0 < colour["slope_control_size"] < 0.01
    assert found["positive"]["backwards"]["colourfulness"]["slope"] == -2.5
    # Finding 5 is about the dip, of which there is none, and the other three about slopes.
    assert list(found["family_p"]) == ["2", "3a", "3b", "4", "5"]
    assert found["family_p"]["5"] == 1 and max(list(found["family_p"].values())[:4]) < 1
    brightness = list(found["brightness_at_mean_z"].values())
    assert list(found["brightness_at_mean_z"]) == [str(mean) for mean in results.MEANS]
    assert brightness == sorted(brightness) and (brightness[0], brightness[-1]) == (0, 1)
    assert found["std"] == {"std": [0.5, 1.0], "diversity": [0.1111, 0.2]}


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


@pytest.mark.parametrize("label", ["a", "the row"])
def test_a_sheet_becomes_faces_in_their_own_pixels_below_sharp_labels(label):
    """Labels of other widths move the faces by odd and by even numbers of pixels."""
    grey = np.random.default_rng(0).integers(60, 200, (1, 3, 8, 8, 1), dtype=np.uint8)
    faces = grey.repeat(8, 2).repeat(8, 3).repeat(3, 4)
    sheet = np.asarray(face_sheet(faces, ["1", "2", "3"], [label]))
    faces_layer, labels_layer = (picture_in(uri) for uri, *_ in small_pictures.sheet_layers(sheet))
    assert faces_layer.width * 2 == labels_layer.width and faces_layer.height * 2 == labels_layer.height
    drawn = faces_layer.resize(labels_layer.size, Image.Resampling.NEAREST).convert("RGBA")
    drawn = np.asarray(Image.alpha_composite(drawn, labels_layer.convert("RGBA")).convert("RGB")).astype(int)
    height, width = sheet.shape[:2]
    differences = [
        np.abs(drawn[y : y + height, x : x + width] - sheet)
        for y in (0, 1)
        for x in (0, 1)
        if y + height <= len(drawn) and x + width <= drawn.shape[1]
    ]
    difference = min(differences, key=np.mean)
    assert difference.mean() < 3
    top = height - 128 - 4  # above the faces
    assert difference[:top].max() <= 40 and difference[:top].mean() < 0.5


@pytest.mark.parametrize("name", [f"{of}-leakage" for of in SETS])
def test_the_cells_of_a_heat_map_keep_their_colours(name):
    with Image.open(ROOT / "images" / f"{name}.png") as picture:
        chart = np.asarray(picture.convert("RGB")).reshape(-1, 3).astype(int)
        ((uri, *_),) = small_pictures.chart_layers(picture)
    _, of_pixels, areas = np.unique(chart, axis=0, return_inverse=True, return_counts=True)
    in_cell = areas[of_pixels] > len(chart) / 200  # not in a letter
    drawn = np.asarray(picture_in(uri).convert("RGB")).reshape(-1, 3).astype(int)
    assert np.abs(drawn - chart)[in_cell].max() <= 2


def picture_in(uri):
    return Image.open(io.BytesIO(base64.b64decode(uri.partition("base64,")[2])))


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


@pytest.fixture
def quick_build(tmp_path, monkeypatch):
    """A build that measures and draws nothing, in a copy of the checkout's report and images."""
    for name in ("images", "report"):
        ignored = shutil.ignore_patterns("*.pdf", "report.html", "__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "SMALL", tmp_path / "small")
    monkeypatch.setattr(build, "PDF", tmp_path / "report" / "report.pdf")
    monkeypatch.setattr(build, "PAGE", tmp_path / "report" / "report.html")
    for name in ("TRACKED", "BUILT"):
        folders = tuple(tmp_path / folder.relative_to(ROOT) for folder in getattr(build, name))
        monkeypatch.setattr(build, name, folders)
    monkeypatch.setattr(build, "run_notebooks", lambda: None)
    monkeypatch.setattr(build, "Study", lambda: None)
    monkeypatch.setattr(build, "write_results", lambda study, folder: (folder / "data.json").write_text("{}"))
    monkeypatch.setattr(build, "make_figures", lambda study, folder: (folder / "schema.png").write_bytes(b"drawn"))
    compiled, shrunk = {}, []
    monkeypatch.setattr(build, "make_small_pictures", lambda images, folder: shrunk.append(images))
    monkeypatch.setattr(build, "version", dict)

    def compile(*_, sys_inputs, format, **__):
        compiled[format] = sys_inputs, shrunk
        return f"%{format}".encode()

    monkeypatch.setattr(typst, "compile", compile)
    return tmp_path, compiled


def files_of(folder):
    return {path: path.read_bytes() for name in ("images", "report") for path in (folder / name).rglob("*.*")}


def test_a_build_changes_nothing_that_is_tracked(quick_build):
    checkout, compiled = quick_build
    before = files_of(checkout)
    assert build.main() == 0
    built = checkout / "build" / "report"
    inputs = {"results": "/build/report/results", "pictures": "/small"}
    assert compiled == {edition: (inputs | {"edition": edition}, [built / "images"]) for edition in ("pdf", "html")}
    made = {"report.pdf": b"%pdf", "report.html": b"%html"}
    assert files_of(checkout) == before | {checkout / "report" / name: content for name, content in made.items()}
    assert (built / "images" / "schema.png").read_bytes() == b"drawn"
    # The figures of reference A, whose weights are the same, are not drawn again.
    references = Path("images", "references", "samples.png")
    assert (built / references).read_bytes() == (checkout / references).read_bytes()


def test_the_maintainer_replaces_what_is_tracked(quick_build):
    checkout, compiled = quick_build
    assert build.main(is_tracked=True) == 0
    inputs, shrunk = compiled["pdf"]
    assert inputs == {"results": "/report/results", "pictures": "/small", "edition": "pdf"}
    assert shrunk == [checkout / "images"]
    assert (checkout / "images" / "schema.png").read_bytes() == b"drawn"
    assert (checkout / "report" / "results" / "data.json").read_text() == "{}"
    assert not (checkout / "build").exists()


def test_a_missing_model_ends_the_build_with_a_sentence(monkeypatch, capsys):
    def missing():
        raise LatentFacesError('There is no model "simpsons".')

    monkeypatch.setattr(build, "run_notebooks", lambda: None)
    monkeypatch.setattr(build, "Study", missing)
    assert build.main() == 2
    assert capsys.readouterr().err == 'make report: There is no model "simpsons".\n'
