#!/bin/sh
# Each call of color-namer overwrites the distances in the answers that it gave before.
#
# color-namer 1.4.0 on Node.js. namer(color) returns lists of names, each with its distance from the colour, sorted by
# it; the documentation shows one call and says nothing of later ones. The entries are the objects of the package's own
# table, the same in every answer: each call writes its distances into them. An earlier answer keeps its order but has
# the distances of the colour that was asked last, and so is no longer sorted; where two colours share a nearest name,
# both answers hold one object. No warning comes. Whoever names the colours of a face first and then keeps those names
# that are close, or sorts the colours by distance, decides by the last colour alone; a colour which is exactly
# "red" is 117 away from red after black was asked. Seen, from the list "basic":
#
#     red #ff0000 alone: red, distance 0.0
#     red #ff0000 after black was named: red, distance 117.3
#     skin #ffd90f, hair #a03020, shirt #f4f4f4 together: gold 87.6, brown 82.7, white 3.8
#     skin #ffd90f, hair #a03020, shirt #f4f4f4, one by one: gold 1.4, brown 6.8, white 3.8
#     answer for skin still sorted by distance: true, after the others: false
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" color-namer@1.4.0
cat >"$folder/names.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import namer from "color-namer";

const basic = (colour) => namer(colour, { pick: ["basic"] }).basic;
const text = ({ name, distance }) => `${name} ${distance.toFixed(1)}`;
const sorted = (list) => list.every(({ distance }, i) => i === 0 || distance >= list[i - 1].distance);

const red = basic("#ff0000")[0];
const alone = red.distance;
console.log(`red #ff0000 alone: ${red.name}, distance ${alone.toFixed(1)}`);
basic("#000000");
console.log(`red #ff0000 after black was named: ${red.name}, distance ${red.distance.toFixed(1)}`);
assert.ok(alone === 0 && red.distance > 100);

const colours = { skin: "#ffd90f", hair: "#a03020", shirt: "#f4f4f4" };
const title = Object.entries(colours).map((entry) => entry.join(" ")).join(", ");
const values = Object.values(colours);
const single = values.map((colour) => text(basic(colour)[0]));
const lists = values.map(basic);
const together = lists.map((list) => text(list[0]));
console.log(`${title} together: ${together.join(", ")}`);
console.log(`${title}, one by one: ${single.join(", ")}`);
assert.equal(together[2], single[2]);
assert.ok(together[0] !== single[0] && together[1] !== single[1]);

const skin = basic(colours.skin);
const before = sorted(skin);
basic(colours.hair);
basic(colours.shirt);
console.log(`answer for skin still sorted by distance: ${before}, after the others: ${sorted(skin)}`);
assert.ok(before && !sorted(skin));
JAVASCRIPT
node "$folder/names.mjs"
