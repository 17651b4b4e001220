#!/bin/sh
# A parameter that is False in NumPy is true in the notebook that papermill runs.
#
# papermill 2.7.0 writes None, bool, int, float (np.float64 is one), str, list and dict as they are, and everything else as a
# string without a word. np.False_ becomes "False", which is true; np.float32(0.3), np.int64(5) and a tuple become
# strings as well. A grid of settings that comes out of NumPy or pandas therefore runs the wrong experiment, or fails in
# the middle of a notebook. Seen, as a parameters cell gets them:
#
#     False -> False
#     np.False_ -> "False"
#     np.float64(0.5) -> 0.5
#     np.float32(0.5) -> "0.5"
#     np.int64(5) -> "5"
#     (1, 2) -> "(1, 2)"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet papermill==2.7.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import nbformat
import numpy as np
from papermill.parameterize import parameterize_notebook

notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("value = None", metadata={"tags": ["parameters"]})])
notebook.metadata = {"kernelspec": {"name": "python3", "language": "python"}, "papermill": {}}
seen = []
for value in (False, np.False_, np.float64(0.5), np.float32(0.5), np.int64(5), (1, 2)):
    injected = parameterize_notebook(notebook, {"value": value}).cells[1].source.splitlines()[-1]
    seen.append(injected.removeprefix("value = "))
    print(f"{value!r} -> {seen[-1]}")
assert seen == ["False", '"False"', "0.5", '"0.5"', '"5"', '"(1, 2)"'], seen
PYTHON
