#!/bin/sh
# In boring-avatars the colour of a face tells how far its eyes are apart, and "sunset" and "ring" know five pictures.
#
# boring-avatars 2.0.4 with react 18.3.1 on Node.js. Everything in an avatar comes from one number, the hash of its
# name, modulo something: in a "beam" the colour of the face is the hash modulo 5, the length of the default palette,
# and so is the distance of the eyes; each colour has one distance. "sunset" and "ring" take nothing but the order of
# the colours from the name, and "marble", which is the default, has about 1,000. The documentation says that
# an avatar is made "from any username and color palette", and neither that all names share five pictures nor that
# parts depend on each other. A latent space that learns from such faces ties the eyes to the colour because its data
# do. Seen, for 4,000 names that are random (the md5 of 0 to 3999):
#
#     different pictures: sunset 5, ring 5, marble 984, beam 2716, bauhaus 3927, pixel 4000
#     beam, face #C271B4: distance of the eyes 12
#     beam, face #F0AB3D: distance of the eyes 10
#     beam, face #146A7C: distance of the eyes 8
#     beam, face #C20D90: distance of the eyes 14
#     beam, face #92A1C6: distance of the eyes 6
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" boring-avatars@2.0.4 react@18.3.1 react-dom@18.3.1
cat >"$folder/count.mjs" <<'JAVASCRIPT'
import assert from "node:assert";
import { createHash } from "node:crypto";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Avatar from "boring-avatars";

const count = 4000;
const names = Array.from({ length: count }, (_, i) => createHash("md5").update(String(i)).digest("hex"));
const draw = (name, variant) => renderToStaticMarkup(createElement(Avatar, { name, variant })).replaceAll(name, "");
const different = {};
for (const variant of ["sunset", "ring", "marble", "beam", "bauhaus", "pixel"]) {
  different[variant] = new Set(names.map((name) => draw(name, variant))).size;
}
const counts = Object.entries(different).map(([variant, pictures]) => `${variant} ${pictures}`);
console.log(`different pictures: ${counts.join(", ")}`);
const faces = new Map();
for (const name of names.slice(0, 2000)) {
  const svg = draw(name, "beam");
  const colour = svg.match(/<rect x="0" y="0"[^>]* fill="(#\w+)"/)[1];
  const [left, right] = [...svg.matchAll(/<rect x="(\d+)" y="14"/g)].map((eye) => Number(eye[1]));
  faces.set(colour, (faces.get(colour) ?? new Set()).add(right - left));
}
for (const [colour, distances] of faces) {
  console.log(`beam, face ${colour}: distance of the eyes ${[...distances].join(", ")}`);
}
assert(different.marble < 1500 && different.pixel === count, JSON.stringify(different));
assert(different.sunset === 5 && different.ring === 5, JSON.stringify(different));
assert(faces.size === 5 && [...faces.values()].every((distances) => distances.size === 1));
assert(new Set([...faces.values()].map((distances) => [...distances][0])).size === 5);
JAVASCRIPT
node "$folder/count.mjs"
