#!/bin/sh
# cume_dist() of arquero gives two equal values different shares if they are the smallest, and ntile() parts them.
#
# arquero 8.0.3 with @uwdata/flechette 2.0.0 on Node.js. op.cume_dist() is documented to give each value its value of
# the cumulative distribution, which is the share of rows that are not above it. So equal values have equal shares, as
# they have in SQL and as rank() of arquero treats them. Its code looks for equal values only after it has left the
# first row, so the first row always gets 1 / n, and the rows that are equal to it get the right share. op.ntile(),
# which is made from it, then puts the first row into another class than its equals. Scores of which many are 0, such as
# a share of saturated pixels, have one row that stands out, and which one depends on the order of the rows. Equal
# values in the middle and at the end are right. Seen (share of rows by cume_dist(), by counting; and the class of four
# by ntile(4)):
#
#     0 0 0 0 1 2 3 3
#     cume_dist: 0.125 0.5 0.5 0.5 0.625 0.75 1 1
#     counted:   0.5 0.5 0.5 0.5 0.625 0.75 1 1
#     ntile(4):  1 2 2 2 3 3 4 4
#     all equal: cume_dist 0.25 1 1 1, ntile(4) 1 4 4 4
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" arquero@8.0.3 @uwdata/flechette@2.0.0
cat >"$folder/share.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { op, table } from "arquero";

function shares(scores) {
  const derived = table({ score: scores }).orderby("score").derive({ share: op.cume_dist(), part: op.ntile(4) });
  return ["share", "part"].map((name) => [...derived.array(name)]);
}
const scores = [0, 0, 0, 0, 1, 2, 3, 3];
const counted = scores.map((score) => scores.filter((other) => other <= score).length / scores.length);
const [share, part] = shares(scores);
console.log(scores.join(" "));
console.log(`cume_dist: ${share.join(" ")}`);
console.log(`counted:   ${counted.join(" ")}`);
console.log(`ntile(4):  ${part.join(" ")}`);
assert.deepEqual(share.slice(1), counted.slice(1));
assert.deepEqual([share[0], counted[0]], [0.125, 0.5]);
assert.deepEqual(part, [1, 2, 2, 2, 3, 3, 4, 4]);

const [equal, parts] = shares([5, 5, 5, 5]);
console.log(`all equal: cume_dist ${equal.join(" ")}, ntile(4) ${parts.join(" ")}`);
assert.deepEqual(equal, [0.25, 1, 1, 1]);
assert.deepEqual(parts, [1, 4, 4, 4]);
JAVASCRIPT
node "$folder/share.mjs"
