"""The notebooks: how they are built, what is committed, and that each runs alone with a small budget."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from nbconvert import HTMLExporter
from packaging.requirements import Requirement

from latentfaces.explorer.view import View
from latentfaces.models.catalogue import find_model

ROOT = Path(__file__).resolve().parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# Parameters of a small run, and how many pictures it shows.
SMALL = {
    "01_download": ({"limit": 100}, 4),
    "02_train": ({"limit": 100, "steps": 5, "weak_steps": 3}, 5),
    "03_latent_mean_std": ({"models": ["avatars"]}, 7),
    "04_average_faces": ({"models": ["avatars"], "n": 20, "n_real": 100, "directions": 3}, 4),
    "05_quality": ({"limit": 200, "hold_out": 50, "n": 100}, 4),
    "06_explore": ({}, 4),
    "07_directions": ({"n": 40}, 4),
}
MOST_BYTES = 5 * 2**20

each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def parameter_cells(notebook):
    return [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]


def outputs_of(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def pictures_in(notebook):
    return [o for o in outputs_of(notebook) if {"image/png", "image/jpeg"} & set(o.get("data", {}))]


def assert_clean(notebook):
    """No error, nothing on stderr, and no warning, which TensorFlow sends to stdout in a notebook."""
    for output in outputs_of(notebook):
        assert output.output_type != "error", output
        assert output.get("name") != "stderr", output["text"]
        assert "WARNING" not in output.get("text", ""), output["text"]


def test_all_are_here():
    assert [path.stem for path in PATHS] == list(SMALL)


@each_notebook
def test_opens_with_badge_and_time(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith(f"# {int(path.stem[:2])}. ")
    url = f"https://colab.research.google.com/github/latentfaces/latentfaces/blob/main/notebooks/{path.name}"
    assert f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({url})" in first.source
    assert "**Time:**" in first.source and "minute" in first.source and "two cores" in first.source


@each_notebook
def test_second_cell_is_for_colab_and_the_third_has_the_parameters(path):
    notebook = read(path)
    assert notebook.cells[1].source == read(PATHS[0]).cells[1].source
    assert parameter_cells(notebook) == [notebook.cells[2]]
    assert set(SMALL[path.stem][0]) <= {
        name.id for name in ast.walk(ast.parse(notebook.cells[2].source)) if isinstance(name, ast.Name)
    }


@each_notebook
def test_is_thin(path):
    for cell in code_cells(read(path)):
        assert len(cell.source.splitlines()) <= 15, cell.source
        for node in ast.walk(ast.parse(TransformerManager().transform_cell(cell.source))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
                assert node.end_lineno - node.lineno < 5, ast.unparse(node)


@each_notebook
def test_ends_with_what_was_seen_and_with_exercises(path):
    cells = read(path).cells
    (seen,) = [i for i, cell in enumerate(cells) if cell.source.endswith("## What you saw")]
    numbers = cells[seen + 1]  # nobody typed them
    assert numbers.cell_type == "code"
    assert re.search(r"\d", "".join(output.get("data", {}).get("text/markdown", "") for output in numbers.outputs))
    exercises = cells[seen + 2].source
    assert exercises.startswith("## Exercises\n\n1. ") and "\n2. " in exercises
    answers = re.findall(r"<details><summary>(.*?)</summary>\n\n.*?\n\n</details>", exercises, re.DOTALL)
    assert len(answers) == len(re.findall(r"^\d\. ", exercises, re.MULTILINE))


@each_notebook
def test_leads_to_the_glossary_the_report_and_the_explorer(path):
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    assert "(https://github.com/latentfaces/latentfaces#glossary)" in text
    assert "\n## Glossary\n" in (ROOT / "README.md").read_text("utf-8")
    sections = re.search(r"\*\*In the \[report\]\(\S*/report\.html\):\*\*([^.]*)\.", text)[1]
    titles = re.findall(r"^=+ (.*?)(?: <\w+>)?$", (ROOT / "report" / "report.typ").read_text("utf-8"), re.MULTILINE)
    assert {re.sub(r"\s", " ", name) for name in re.findall(r"\*(.*?)\*", sections, re.DOTALL)} <= set(titles)
    links = re.findall(r"https://latentfaces\.github\.io/latentfaces/(\?[^)\s]+)", text)
    assert links
    for link in links:
        view = View.from_query(link)
        for model in filter(None, (view.model, view.compare)):
            # A state of a run has the directions of the finished one.
            file = find_model(model).finished.directions
            known = json.loads(file.read_text("utf-8"))["directions"] if view.directions else []
            assert file.parents[1] == ROOT / "data" / "pretrained"
            assert set(view.directions) <= {direction["name"] for direction in known}


@each_notebook
def test_is_committed_executed(path):
    notebook = read(path)
    assert [cell.execution_count for cell in code_cells(notebook)] == list(range(1, len(code_cells(notebook)) + 1))
    assert_clean(notebook)
    assert len(pictures_in(notebook)) >= SMALL[path.stem][1]
    # A progress bar is kept as it ended, in one line.
    assert not any("\r" in output.get("text", "") for output in outputs_of(notebook))
    # A place on the disk of whoever executed it, and pictures that may not be passed on, stay out.
    assert str(ROOT) not in path.read_text("utf-8") and str(Path.home()) not in path.read_text("utf-8")
    defaults = {}
    exec(notebook.cells[2].source, defaults)
    assert defaults.get("data", "avatars") == "avatars" and not defaults.get("kaggle_sets")


def test_the_explorer_is_a_still_picture_where_no_kernel_runs():
    """As nbviewer shows it, and GitHub; test_jupyterlab.py opens a saved notebook."""
    html, _ = HTMLExporter().from_notebook_node(read(ROOT / "notebooks" / "06_explore.ipynb"))
    assert 'alt="16 faces, each drawn from 100 random numbers z."' in html
    assert 'href="https://latentfaces.github.io/latentfaces/?model=avatars&amp;mean=0.00' in html
    assert "Explorer(" not in html and "jupyter.widget-view" not in html


def test_all_together_are_small():
    assert sum(path.stat().st_size for path in PATHS) < MOST_BYTES


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Another checkout, with an empty cache and no runs, where executed notebooks may leave what they make."""
    folder = tmp_path_factory.mktemp("another checkout")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "data").mkdir()
    for tracked in ("pretrained", "extractor"):
        (folder / "data" / tracked).symlink_to(ROOT / "data" / tracked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "src"))
        patch.delenv("LATENTFACES_CACHE", raising=False)
        yield folder


@each_notebook
def test_runs_alone(path, checkout):
    parameters, n_pictures = SMALL[path.stem]
    executed = papermill.execute_notebook(
        path, None, parameters, kernel_name="python3", cwd=checkout, progress_bar=False, execution_timeout=600
    )
    assert_clean(executed)
    assert len(pictures_in(executed)) >= n_pictures


def test_in_colab_the_first_cell_installs_and_replaces_nothing(tmp_path):
    (tmp_path / "bin").mkdir()
    for name, then in (("git", f'ln -s "{ROOT}" latentfaces'), ("pip", "true")):
        stub = tmp_path / "bin" / name
        stub.write_text(f'#!/bin/sh\necho {name} "$@" >>called\n{then}\n')
        stub.chmod(0o755)
    script = tmp_path / "cell.ipy"
    script.write_text(read(PATHS[0]).cells[1].source + "\nimport latentfaces\nprint(latentfaces.__file__)\n")
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "COLAB_RELEASE_TAG": "1"}
    for _ in range(2):  # the second time, what is there stays
        done = subprocess.run(
            [sys.executable, "-m", "IPython", script], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.stdout.strip().endswith("latentfaces/__init__.py"), done.stderr
    git, pip, again = (tmp_path / "called").read_text().splitlines()
    assert git.startswith("git clone") and again == pip
    words = pip.split()
    assert "--no-deps" in words and words[words.index("-e") + 1] == "./latentfaces"
    installed = {word for word in words if word.startswith(("dicebear", "resvg", "imageio", "jaxtyping", "wadler"))}
    pinned = {Requirement(line).name for line in (ROOT / "requirements.lock").read_text().splitlines()}
    assert len(installed) == 7 and installed <= pinned
    assert not {"tensorflow", "keras", "numpy"} & set(words)
