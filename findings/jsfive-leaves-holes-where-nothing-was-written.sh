#!/bin/sh
# jsfive returns holes, and not the fill value, for chunks of an HDF5 file that were never written.
#
# jsfive 0.4.2 on Node.js; the file comes from h5py 3.16.0. A dataset that is made before the training and filled as it
# goes has chunks that nobody wrote yet. HDF5 says that they hold the fill value: 0, or the one that was given, such as
# -1 for "not measured". h5py reads them so; jsfive leaves the elements of its array undefined, and reduce skips these
# without a word, while a loop gets NaN. If nothing was written into chunks at all, .value is an empty array, although
# .shape is [100]. "Limitations" in the README do not speak of it, and jsfive does read the fill value. Seen, for 100
# numbers in chunks of 10, of which 0 to 9 are 1 and 50 to 59 are 3 (the mean in h5py; the length, the mean by reduce
# and the one by a loop in jsfive):
#
#     fill value -1: h5py -0.4; jsfive 100, 0.4, NaN
#     fill value 0: h5py 0.4; jsfive 100, 0.4, NaN
#     nothing written, fill value -1: h5py -1.0; jsfive 0, NaN, NaN
#     nothing written, no chunks: h5py -1.0; jsfive 100, 0, NaN
#     all written: h5py 1.0; jsfive 100, 1, 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet h5py==3.16.0 numpy==2.4.6
npm install --silent --prefix "$folder" jsfive@0.4.2
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import json
import sys
from pathlib import Path

import h5py

folder = Path(sys.argv[1])
kinds = {
    "fill value -1": {"chunks": (10,), "fillvalue": -1},
    "fill value 0": {"chunks": (10,)},
    "nothing written, fill value -1": {"chunks": (10,), "fillvalue": -1},
    "nothing written, no chunks": {"fillvalue": -1},
    "all written": {"chunks": (10,), "fillvalue": -1},
}
with h5py.File(folder / "log.h5", "w") as file:
    for name, options in kinds.items():
        scores = file.create_dataset(name, shape=(100,), dtype="f4", **options)
        if name.startswith("fill"):
            scores[0:10], scores[50:60] = 1, 3
        elif name.startswith("all"):
            scores[:] = 1
with h5py.File(folder / "log.h5") as file:
    means = {name: round(float(file[name][:].mean()), 6) for name in kinds}
(folder / "means.json").write_text(json.dumps(means))
PYTHON
cat >"$folder/read.mjs" <<'JAVASCRIPT'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { File } from "jsfive";

const means = JSON.parse(readFileSync("means.json", "utf8"));
const file = new File(Uint8Array.from(readFileSync("log.h5")).buffer, "log.h5");
const seen = [];
for (const [name, mean] of Object.entries(means)) {
  const { shape, value } = file.get(name);
  assert.deepStrictEqual(shape, [100]);
  const reduced = value.reduce((sum, number) => sum + number, 0) / value.length;
  let sum = 0;
  for (const number of value) sum += number;
  const looped = sum / value.length;
  seen.push([mean, value.length, reduced, looped]);
  console.log(`${name}: h5py ${mean.toFixed(1)}; jsfive ${value.length}, ${reduced}, ${looped}`);
}
assert.deepStrictEqual(seen, [
  [-0.4, 100, 0.4, NaN],
  [0.4, 100, 0.4, NaN],
  [-1, 0, NaN, NaN],
  [-1, 100, 0, NaN],
  [1, 100, 1, 1],
]);
JAVASCRIPT
cd "$folder"
node read.mjs
