#!/bin/sh
# Numbered names share pictures in minidenticons: user00000 to user09999 have 1,618, where chance would give 9,832.
#
# minidenticons 4.2.1 on Node.js. Its documentation says that 294,912 pictures are possible, and
# lists 163 collisions for 10,000 names (1.63 %), as if the names fell on the pictures at random. The
# hash is (h xor code) * -5 for each character, and the last two bits are thrown away: what the last characters change
# stays small, so names that differ at their end alone share few hashes. Names that are themselves hashes do as the
# documentation says. A set of avatars made from seeds that count, "seed0001" and so on, which is how one makes a set
# for training, is full of copies, some on both sides of a split. Seen, for the number of different pictures of 10,000
# names, and of 10,000 balls thrown at random into 294,912 boxes:
#
#     at random: 9832
#     md5 of a number: 9815
#     user00000 to user09999: 1618
#     user0 to user9999: 2148
#     seed0000.png to seed9999.png: 2184
#     names that look like user00000: 10, for instance user00035, user00145
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" minidenticons@4.2.1
cat >"$folder/count.mjs" <<'JAVASCRIPT'
import assert from "node:assert";
import { createHash } from "node:crypto";
import { minidenticon } from "minidenticons";

const count = 10000;
const boxes = 2 ** 15 * 9;
const padded = (number, digits) => String(number).padStart(digits, "0");
const names = {
  "md5 of a number": (i) => createHash("md5").update(String(i)).digest("hex"),
  "user00000 to user09999": (i) => `user${padded(i, 5)}`,
  "user0 to user9999": (i) => `user${i}`,
  "seed0000.png to seed9999.png": (i) => `seed${padded(i, 4)}.png`,
};
const random = Math.round(boxes * (1 - (1 - 1 / boxes) ** count));
console.log(`at random: ${random}`);
const seen = [];
for (const [kind, name] of Object.entries(names)) {
  seen.push(new Set(Array.from({ length: count }, (_, i) => minidenticon(name(i)))).size);
  console.log(`${kind}: ${seen.at(-1)}`);
}
const user = names["user00000 to user09999"];
const first = minidenticon(user(0));
const like = Array.from({ length: count }, (_, i) => user(i)).filter((name) => minidenticon(name) === first);
console.log(`names that look like user00000: ${like.length - 1}, for instance ${like.slice(1, 3).join(", ")}`);
assert(Math.abs(seen[0] - random) < 60, String(seen));
assert(seen.slice(1).every((different) => different < 3000), String(seen));
JAVASCRIPT
node "$folder/count.mjs"
