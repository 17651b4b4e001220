#!/bin/sh
# @remotion/paths does not move a path that begins with a small m, and cuts curves at another length than was asked for.
#
# @remotion/paths 4.0.529 on Node.js. The first m of an SVG path is a place, not a step, but translatePath(), which
# "translates the path by the given X and Y coordinates", leaves it alone as it does with other small letters. So a path
# of small letters, as Inkscape writes them, stays where it is; if capital letters follow, these move, and the start
# does not, which bends the drawing. resetPath() and centerPath() rest on it. cutPath(), which "cuts an SVG path at a
# specified length", takes the share of the length of a curve as its parameter t, so it is right on lines and arcs, and
# wrong on curves whose speed is not even; getPointAtLength() of the same package is right. A face that is drawn line by
# line in a film runs too fast or too slowly. Seen (lengths by hand: sums of 100,000 pieces):
#
#     M10 10h50v40h-50z moved by 5, 7: M 15 17 h 50 v 40 h -50 Z
#     m10 10h50v40h-50z moved by 5, 7: m 10 10 h 50 v 40 h -50 Z
#     m10 10L60 10L60 50z moved by 5, 7: m 10 10 L 65 17 L 65 57 Z
#     m10 10h50v40h-50z moved to 0, 0: m 10 10 h 50 v 40 h -50 Z
#     a mouth of length 88.74 cut at 22.18: by hand 27.15, ends at 35.0 42.5; getPointAtLength: 31.6 38.8
#     a mouth of length 88.74 cut at 44.37: by hand 44.37, ends at 50.0 50.0; getPointAtLength: 50.0 50.0
#     a mouth of length 88.74 cut at 66.55: by hand 61.59, ends at 65.0 42.5; getPointAtLength: 68.4 38.8
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @remotion/paths@4.0.529 remotion@4.0.529 react@18.3.1 react-dom@18.3.1
cat >"$folder/paths.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { cutPath, getLength, getPointAtLength, parsePath, resetPath, translatePath } from "@remotion/paths";

const capital = "M10 10h50v40h-50z";
const small = "m10 10h50v40h-50z";
const mixed = "m10 10L60 10L60 50z";
for (const path of [capital, small, mixed]) console.log(`${path} moved by 5, 7: ${translatePath(path, 5, 7)}`);
const start = (path) => [parsePath(path)[0].x ?? parsePath(path)[0].dx, parsePath(path)[0].y ?? parsePath(path)[0].dy];
assert.deepEqual(start(translatePath(capital, 5, 7)), [15, 17]);
assert.deepEqual(start(translatePath(small, 5, 7)), [10, 10]);
assert.equal(translatePath(small, 5, 7).toLowerCase(), "m 10 10 h 50 v 40 h -50 z");
assert.ok(start(translatePath(mixed, 5, 7))[0] === 10 && translatePath(mixed, 5, 7).includes("65 17"));
console.log(`${small} moved to 0, 0: ${resetPath(small)}`);
assert.deepEqual([start(resetPath(capital)), start(resetPath(small))], [[0, 0], [10, 10]]);

// By hand: the length of a curve with the control points p is a sum of short pieces.
const point = (p, t) => {
  let points = p;
  while (points.length > 1) {
    points = points.slice(1).map(([x, y], i) => [(1 - t) * points[i][0] + t * x, (1 - t) * points[i][1] + t * y]);
  }
  return points[0];
};
const byHand = (p) => {
  let [sum, last] = [0, p[0]];
  for (let i = 1; i <= 100000; i++) {
    const next = point(p, i / 100000);
    sum += Math.hypot(next[0] - last[0], next[1] - last[1]);
    last = next;
  }
  return sum;
};
const mouth = "M 20 20 Q 50 80 80 20";
const whole = byHand([[20, 20], [50, 80], [80, 20]]);
assert.ok(Math.abs(getLength(mouth) - whole) < 0.01);
const errors = [0.25, 0.5, 0.75].map((share) => {
  const asked = share * whole;
  const numbers = cutPath(mouth, asked).match(/-?[\d.]+/g).map(Number);
  const controls = [0, 2, 4, 6].map((i) => numbers.slice(i, i + 2));
  const found = byHand(controls);
  const right = getPointAtLength(mouth, asked);
  const end = controls[3].map((value) => value.toFixed(1)).join(" ");
  const cut = `cut at ${asked.toFixed(2)}: by hand ${found.toFixed(2)}, ends at ${end}`;
  const place = `${right.x.toFixed(1)} ${right.y.toFixed(1)}`;
  console.log(`a mouth of length ${whole.toFixed(2)} ${cut}; getPointAtLength: ${place}`);
  return found - asked;
});
assert.ok(errors[0] > 4 && Math.abs(errors[1]) < 0.01 && errors[2] < -4);
JAVASCRIPT
node "$folder/paths.mjs"
