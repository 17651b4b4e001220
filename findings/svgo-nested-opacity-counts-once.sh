#!/bin/sh
# SVGO merges two nested groups of the same opacity into one of it: half of a half becomes a half, not a quarter.
#
# svgo 4.1.0, with nothing set: its collapseGroups moves the attributes of a group to its only child. It stops where
# both have an attribute that is not inherited and the values differ, and goes on where they are equal, although
# opacity multiplies: .5 in .5 is .25. It also joins a masked group and a group in it that has a mix-blend-mode; the
# mask kept the blending inside, and without that it blends with all that lies below. Both pictures change without a
# word, though SVGO is made to shrink a drawing and not to change it. Drawings of avatars are built of such nested
# groups: "difference" in a mask is in DiceBear's Notionists. Seen, for the grey of the middle of a square over white
# (black, then white with "difference"), drawn by resvg-py 0.5.0:
#
#     group .5, path .5: 191 before, 128 after
#     group .5, group .5, two paths: 191 before, 128 after
#     group .5, path .4: 204 before, 204 after
#     group with a mask, group with "difference": 255 before, 0 after
#     the same without collapseGroups: 191, 191, 204, 255
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet resvg-py==0.5.0 pillow==13.0.0
npm install --silent --prefix "$folder" svgo@4.1.0
cat >"$folder/shrink.mjs" <<'JAVASCRIPT'
import { optimize } from "svgo";

const kept = { plugins: [{ name: "preset-default", params: { overrides: { collapseGroups: false } } }] };
const white = '<path fill="#fff" d="M0 0h16v16H0z"/>';
const black = '<path d="M2 2h12v12H2z"/>';
const faint = (opacity) => black.replace("<path", `<path opacity="${opacity}"`);
const mask = '<mask id="m"><path fill="#fff" d="M1 1h14v14H1z"/></mask>';
const inverse = '<path fill="#fff" d="M2 2h12v12H2z"/><path fill="#fff" d="M0 0h1v1H0z"/>';
const two = '<path d="M2 2h12v12H2z"/><path fill="red" d="M0 0h1v1H0z"/>';
const drawings = {
  "group .5, path .5": `<g opacity=".5">${faint(".5")}</g>`,
  "group .5, group .5, two paths": `<g opacity=".5"><g opacity=".5">${two}</g></g>`,
  "group .5, path .4": `<g opacity=".5">${faint(".4")}</g>`,
  'group with a mask, group with "difference"':
    `${mask}<g mask="url(#m)"><g style="mix-blend-mode:difference">${inverse}</g></g>`,
};
const shrunk = {};
for (const [name, inside] of Object.entries(drawings)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${white}${inside}</svg>`;
  shrunk[name] = [svg, optimize(svg).data, optimize(svg, kept).data];
}
console.log(JSON.stringify(shrunk));
JAVASCRIPT
node "$folder/shrink.mjs" >"$folder/shrunk.json"
"$folder/venv/bin/python" - "$folder/shrunk.json" <<'PYTHON'
import io
import json
import sys
from pathlib import Path

import resvg_py
from PIL import Image


def grey(svg):
    picture = resvg_py.svg_to_bytes(svg_string=svg, width=16, height=16)
    return Image.open(io.BytesIO(bytes(picture))).convert("RGB").getpixel((8, 8))[0]


seen = {name: [grey(svg) for svg in drawings] for name, drawings in json.loads(Path(sys.argv[1]).read_text()).items()}
for name, (before, after, _) in seen.items():
    print(f"{name}: {before} before, {after} after")
print("the same without collapseGroups:", ", ".join(str(kept) for _, _, kept in seen.values()))
twice, groups, other, blended = seen.values()
for before, after, kept in (twice, groups):
    assert abs(before - 255 * 0.75) < 2 and abs(after - 255 * 0.5) < 2 and kept == before, seen
assert other[0] == other[1] == other[2] and abs(other[0] - 255 * 0.8) < 2, seen
assert blended == [255, 0, 255], seen
PYTHON
