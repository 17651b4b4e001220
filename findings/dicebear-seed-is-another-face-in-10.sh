#!/bin/sh
# The same seed is another person in version 10 of DiceBear than in version 9, so a seed alone names no avatar.
#
# @dicebear/core and @dicebear/adventurer 9.2.4 on Node.js, dicebear-core 10.7.0 with dicebear-styles 10.6.0 in Python.
# The style is the same, "adventurer", and so are its 45 kinds of hair; they agree as often as by chance. Seen,
# for the seeds 1 to 3, and for how many of 1,000 seeds the hair is the same:
#
#     9.2.4: short03, short16, short18
#     10.7.0: long22, long16, long03
#     the same hair: 26 of 1000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dicebear-core==10.7.0 dicebear-styles==10.6.0
npm install --silent --prefix "$folder" @dicebear/core@9.2.4 @dicebear/adventurer@9.2.4
cat >"$folder/nine.mjs" <<'JAVASCRIPT'
import * as adventurer from "@dicebear/adventurer";
import { createAvatar } from "@dicebear/core";

const hair = (seed) => createAvatar(adventurer, { seed: String(seed) }).toJson().extra.hair;
console.log(JSON.stringify(Array.from({ length: 1000 }, (_, i) => hair(i + 1))));
JAVASCRIPT
node "$folder/nine.mjs" >"$folder/nine.json"
"$folder/venv/bin/python" - "$folder/nine.json" <<'PYTHON'
import json
import sys
from importlib.resources import files
from pathlib import Path

from dicebear import Avatar, Style

style = Style(json.loads(files("dicebear_styles").joinpath("adventurer.json").read_text("utf-8")))
ten = [Avatar(style, {"seed": str(seed)}).to_json()["options"].get("hairVariant") for seed in range(1, 1001)]
nine = json.loads(Path(sys.argv[1]).read_text())
same = sum(a == b for a, b in zip(nine, ten))
print("9.2.4:", ", ".join(nine[:3]))
print("10.7.0:", ", ".join(ten[:3]))
print(f"the same hair: {same} of 1000")
assert nine[:3] == ["short03", "short16", "short18"] and ten[:3] == ["long22", "long16", "long03"], (nine[:3], ten[:3])
assert same < 60
PYTHON
