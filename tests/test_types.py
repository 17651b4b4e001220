"""The README, the notebooks and the scripts call the package as its types allow: mypy reads them, nothing runs."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from jaxtyping import TypeCheckError

from latentfaces.measures.metrics import compare
from latentfaces.measures.traits import brightness, percentiles

ROOT = Path(__file__).resolve().parents[1]
PYTHON = r"```python\n(.*?)```"  # in Markdown
# Faces may have no traits, which prose knows and mypy does not; parameters of a notebook are no place for annotations.
PROSE = """# mypy: disable-error-code="union-attr, index, var-annotated"
from IPython import get_ipython
"""
# Scripts have no annotations, and what mypy infers without them is often too narrow. Names and arguments are checked.
SCRIPT = """# mypy: allow-untyped-defs, check-untyped-defs
# mypy: disable-error-code="union-attr, index, var-annotated, arg-type, assignment, misc"
"""


def readme():
    return "\n".join(re.findall(PYTHON, (ROOT / "README.md").read_text("utf-8"), re.DOTALL))


def notebook(path):
    """The code of a notebook, that of the answers to its exercises included."""
    parts = []
    for cell in nbformat.read(path, as_version=4).cells:
        parts += [cell.source] if cell.cell_type == "code" else re.findall(PYTHON, cell.source, re.DOTALL)
    return "\n".join(TransformerManager().transform_cell(part) for part in parts)


def mypy(folder, head, scripts):
    """What mypy says of scripts {name: Python}, "" where all is well."""
    paths = []
    for name, script in scripts.items():
        paths.append(folder / f"{name}.py")
        paths[-1].write_text(head + script, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "mypy", *paths], cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_readme_and_notebooks_call_what_is_there(tmp_path):
    scripts = {f"notebook_{path.stem}": notebook(path) for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert len(scripts) == 7 and "lf.load_faces" in readme()
    assert mypy(tmp_path, PROSE, {"readme": readme(), **scripts}) == ""


@pytest.mark.parametrize("room", ["benchmarks", "page", "report"])
def test_scripts_call_what_is_there(tmp_path, room):
    scripts = {path.stem: path.read_text("utf-8") for path in (ROOT / room).glob("*.py")}
    assert scripts and mypy(tmp_path, SCRIPT, scripts) == ""


WRONG = {
    "lf.load_generator('avatars').output_shape": 'no attribute "output_shape"',
    "lf.train('compact', 'avatars', run_dir='first', steps=10)": 'incompatible type "str"; expected "Faces"',
    "lf.grid([1, 2])": 'expected "ndarray',
    "lf.os": 'no attribute "os"',
}


def test_wrong_calls_are_told(tmp_path):
    told = mypy(tmp_path, PROSE + "import latentfaces as lf\n", {"wrong": "\n".join(WRONG)})
    for line, said in zip(told.splitlines(), WRONG.values(), strict=False):
        assert said in line
    assert f"Found {len(WRONG)} errors" in told


def test_arrays_of_another_kind_or_shape_are_told_while_tests_run():
    faces = np.zeros((3, 8, 8, 3), np.uint8)
    brightness(faces)
    for wrong in (faces.astype(np.float32), faces[0], faces[:, :, :, :2], faces.tolist()):
        with pytest.raises(TypeCheckError, match="images"):
            brightness(wrong)
    with pytest.raises(TypeCheckError):
        percentiles(faces[:, 1:])
    with pytest.raises(TypeCheckError):
        compare(faces, faces[1:])  # as many of both
