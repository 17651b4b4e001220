#!/bin/sh
# In svg-path-properties an arc points backwards, and points on an ellipse are not at the length that was asked for.
#
# svg-path-properties 2.1.0 on Node.js replaces getTotalLength() and getPointAtLength() of the browser. On lines and
# curves the tangent points the way that the path goes; on arcs (A) it points the other way, so what is turned along a
# path flips by 180 degrees where an arc begins. getPointAtLength() takes the share of the length as the share of the
# angle of the arc, which is right for circles only: on a flat ellipse, such as a mouth or an eye, dots of equal
# distance crowd at the ends. The total length is right. Seen, for a line, a curve and an arc that go to the right, and
# for the upper half of an ellipse (by hand: sums of 200,000 pieces):
#
#     line: one unit on, x grows by 1.00; tangent 1.00
#     curve: one unit on, x grows by 1.00; tangent 1.00
#     arc: one unit on, x grows by 1.00; tangent -1.00
#     half an ellipse: length 84.04, by hand 84.04
#     at 0.1 of it: 12.0 47.5, which is at 0.039; by hand 16.7 45.6
#     at 0.25 of it: 21.7 44.3, which is at 0.162; by hand 29.0 43.2
#     at 0.5 of it: 50.0 42.0, which is at 0.500; by hand 50.0 42.0
#     at 0.75 of it: 78.3 44.3, which is at 0.838; by hand 71.0 43.2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" svg-path-properties@2.1.0
cat >"$folder/arc.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { svgPathProperties } from "svg-path-properties";

const same = { line: "M 0 0 L 100 0", curve: "M 0 0 C 30 0 70 0 100 0", arc: "M 0 0 A 5000 5000 0 0 1 100 0" };
for (const [name, path] of Object.entries(same)) {
  const properties = new svgPathProperties(path);
  const middle = properties.getTotalLength() / 2;
  const { tangentX } = properties.getPropertiesAtLength(middle);
  const step = properties.getPointAtLength(middle + 1).x - properties.getPointAtLength(middle).x;
  console.log(`${name}: one unit on, x grows by ${step.toFixed(2)}; tangent ${tangentX.toFixed(2)}`);
  assert.ok(Math.abs(step - 1) < 0.05 && Math.abs(tangentX - (name === "arc" ? -1 : 1)) < 0.01);
}

const [wide, high, pieces] = [40, 8, 200000];
const half = new svgPathProperties(`M 10 50 A ${wide} ${high} 0 0 1 90 50`);
const lengths = [0];
const place = (i) => [50 - wide * Math.cos((Math.PI * i) / pieces), 50 - high * Math.sin((Math.PI * i) / pieces)];
for (let i = 1; i <= pieces; i++) {
  const [[x0, y0], [x1, y1]] = [place(i - 1), place(i)];
  lengths.push(lengths[i - 1] + Math.hypot(x1 - x0, y1 - y0));
}
const total = lengths[pieces];
console.log(`half an ellipse: length ${half.getTotalLength().toFixed(2)}, by hand ${total.toFixed(2)}`);
assert.ok(Math.abs(half.getTotalLength() - total) < 0.01);
const off = [0.1, 0.25, 0.5, 0.75].map((share) => {
  const { x, y } = half.getPointAtLength(share * half.getTotalLength());
  const index = lengths.findIndex((length) => length >= share * total);
  const [handX, handY] = place(index);
  const byHand = `by hand ${handX.toFixed(1)} ${handY.toFixed(1)}`;
  // Where on the ellipse is the point that came? Its angle tells how long the way to it is.
  const angle = Math.acos((50 - x) / wide);
  const reached = lengths[Math.round((angle / Math.PI) * pieces)] / total;
  console.log(`at ${share} of it: ${x.toFixed(1)} ${y.toFixed(1)}, which is at ${reached.toFixed(3)}; ${byHand}`);
  assert.ok(Math.abs(angle / Math.PI - share) < 1e-6);
  return Math.hypot(x - handX, y - handY);
});
assert.ok(off[0] > 4 && off[1] > 5 && off[2] < 0.01 && off[3] > 5);
JAVASCRIPT
node "$folder/arc.mjs"
