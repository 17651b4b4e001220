#!/bin/sh
# In numpy-ts a NaN does not reach the minimum, but hides it: 1 for the numbers 0 to 100 with a NaN in place of 50.
#
# numpy-ts 1.4.0 on Node.js, numpy 2.4.6. In NumPy min, max, ptp and median are NaN if there is a NaN, argmin and argmax
# give its place, and nanmin leaves it out. numpy-ts, whose README calls it validated against NumPy, compares number by
# number. So the answer depends on where the NaN stands and on the type: NaN if it comes first, otherwise mostly the
# least of the other numbers, and sometimes not even that. The median is another number or NaN, also by chance. mean,
# nanmin and nanmax are right. So a run whose loss has become NaN still has a least loss and a median on its page, and a
# check of the largest weight does not see it. The cure is to ask np.isnan() first. Nothing warns. Seen (NumPy has nan
# in all, and the place of it for argmin and argmax):
#
#     1 nan 2, float64: min 1, max 2, ptp 1, median nan, argmin 0, argmax 2
#     1 nan 2, float32: min 1, max 2, ptp 1, median nan, argmin 0, argmax 2
#     nan 1 2, float64: min nan, max nan, ptp nan, median 1, argmin 0, argmax 0
#     nan 1 2, float32: min nan, max nan, ptp nan, median 1, argmin 0, argmax 0
#     0 to 100, float64: min 1, max 100, ptp 99, median 51, argmin 0, argmax 100
#     0 to 100, float32: min 0, max 100, ptp 100, median 51, argmin 0, argmax 100
#     100 to 0, float64: min 0, max 99, ptp 99, median 51, argmin 100, argmax 0
#     100 to 0, float32: min 0, max 100, ptp 100, median 51, argmin 100, argmax 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" numpy-ts@1.4.0
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==2.4.6
cat >"$folder/nan.mjs" <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import * as np from "numpy-ts";

const { cases, functions } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const text = (value) => (Number.isNaN(value) ? "nan" : String(Number(value)));
const lines = cases.map(({ type, values }) => {
  const array = np.array(
    values.map((x) => x ?? NaN),
    type,
  );
  return functions.map((name) => text(np[name](array)));
});
console.log(JSON.stringify(lines));
JAVASCRIPT
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
import subprocess

import numpy as np

functions = ["min", "max", "ptp", "median", "argmin", "argmax", "mean", "nanmin", "nanmax"]
up = [None if x == 50 else x for x in range(101)]
cases = [
    {"name": name, "type": kind, "values": values}
    for name, values in (("1 nan 2", [1, None, 2]), ("nan 1 2", [None, 1, 2]), ("0 to 100", up), ("100 to 0", up[::-1]))
    for kind in ("float64", "float32")
]
with open("cases.json", "w") as file:
    json.dump({"cases": cases, "functions": functions}, file)
answer = subprocess.run(["node", "nan.mjs", "cases.json"], capture_output=True, check=True, text=True).stdout
wrong = {}
for case, found in zip(cases, json.loads(answer), strict=True):
    array = np.array([np.nan if x is None else x for x in case["values"]], case["type"])
    right = [f"{float(getattr(np, function)(array)):g}" for function in functions]
    name = f"{case['name']}, {case['type']}"
    print(f"{name}:", ", ".join(f"{function} {value}" for function, value in zip(functions[:6], found, strict=False)))
    wrong[name] = [function for function, a, b in zip(functions, found, right, strict=True) if a != b]
    if name == "0 to 100, float64":
        assert found[:4] == ["1", "100", "99", "51"], found
assert all("min" in wrong[name] and "max" in wrong[name] for name in wrong if not name.startswith("nan")), wrong
assert wrong["nan 1 2, float64"] == ["median"], wrong
assert not any(function in sum(wrong.values(), []) for function in ("mean", "nanmin", "nanmax")), wrong
PYTHON
