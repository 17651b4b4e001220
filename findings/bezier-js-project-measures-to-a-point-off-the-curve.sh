#!/bin/sh
# project() of bezier-js returns a distance that is not the distance to the point which it returns.
#
# bezier-js 6.1.4 on Node.js. The documentation says that project(point) finds the point of the curve that is closest,
# with its t and, as d, the distance from the curve to the point. The search starts and ends one step of the table
# outside of the curve, at t = -0.01 and t = 1.01. Afterwards t is brought back to 0 or 1, but d stays that of the point
# outside. So d is often too small where an end of the curve is closest, and almost 0 for a point just beyond an end.
# The point and t are right. Whoever asks whether a pencil touches a lip, by d, is told yes where there is only paper;
# the width of the error is about 3 % of the distance between an end and its handle. Seen, for a mouth from 0 to 100:
#
#     1.50 in front of the left end: t 0, d 0.02, distance to the returned point 1.50
#     above the middle, by 5: t 0.5, d 5.00, distance to the returned point 5.00
#     2,000 random curves and points: d differs for 486, all of these at an end; at most by 3.01 of 100
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" bezier-js@6.1.4
cat >"$folder/project.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Bezier } from "bezier-js";

const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
const mouth = new Bezier(0, 0, 50, 0, 50, 0, 100, 0);
const show = (name, point) => {
  const nearest = mouth.project(point);
  const right = apart(nearest, point);
  const numbers = `t ${Number(nearest.t.toFixed(3))}, d ${nearest.d.toFixed(2)}`;
  console.log(`${name}: ${numbers}, distance to the returned point ${right.toFixed(2)}`);
  return [nearest.d, right];
};
const end = show("1.50 in front of the left end", { x: -1.5, y: 0 });
const middle = show("above the middle, by 5", { x: 50, y: 5 });

let state = 11;
const random = () => (state = (state * 16807) % 2147483647) / 21474836.47;
let [wrong, inside, most] = [0, 0, 0];
for (let trial = 0; trial < 2000; trial++) {
  const curve = new Bezier(...Array.from({ length: 8 }, random));
  const point = { x: random(), y: random() };
  const nearest = curve.project(point);
  const gap = apart(curve.get(nearest.t), point) - nearest.d;
  if (Math.abs(gap) < 1e-9) continue;
  wrong += 1;
  if (nearest.t > 0 && nearest.t < 1) inside += 1;
  most = Math.max(most, gap);
}
const where = inside ? `${inside} not at an end` : "all of these at an end";
console.log(`2,000 random curves and points: d differs for ${wrong}, ${where}; at most by ${most.toFixed(2)} of 100`);

assert.ok(end[0] < 0.1 && Math.abs(end[1] - 1.5) < 1e-9);
assert.ok(Math.abs(middle[0] - 5) < 1e-6 && Math.abs(middle[1] - 5) < 1e-6);
assert.ok(wrong > 200 && inside === 0 && most > 1);
JAVASCRIPT
node "$folder/project.mjs"
