"""The README's and the notebooks' Python calls the package as its types allow: mypy reads it, nothing runs."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

ROOT = Path(__file__).resolve().parents[1]
# Faces may have no traits, which prose knows and mypy does not; parameters of a notebook are no place for annotations.
HEAD = """# mypy: disable-error-code="union-attr, index, var-annotated"
from IPython import get_ipython
"""


def readme():
    return "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL))


def notebook(path):
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return "\n".join(TransformerManager().transform_cell(cell) for cell in cells)


def mypy(folder, scripts):
    """What mypy says of scripts {name: Python}, "" where all is well."""
    paths = []
    for name, script in scripts.items():
        paths.append(folder / f"{name}.py")
        paths[-1].write_text(HEAD + script, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "mypy", *paths], cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_readme_and_notebooks_call_what_is_there(tmp_path):
    scripts = {f"notebook_{path.stem}": notebook(path) for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert len(scripts) == 6 and "lf.load_faces" in readme()
    assert mypy(tmp_path, {"readme": readme(), **scripts}) == ""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("lf.load_generator('avatars').output_shape", 'no attribute "output_shape"'),
        ("lf.train('compact', 'avatars', run_dir='first', steps=10)", 'incompatible type "str"; expected "Faces"'),
        ("lf.grid([1, 2])", 'expected "ndarray'),
        ("lf.os", 'no attribute "os"'),
    ],
)
def test_a_wrong_call_is_told(tmp_path, call, said):
    assert said in mypy(tmp_path, {"wrong": f"import latentfaces as lf\n\n{call}\n"})
