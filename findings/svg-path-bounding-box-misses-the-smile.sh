#!/bin/sh
# svg-path-bounding-box gives a quadratic curve a wrong box, which depends on where it stands: a smile sticks out of it.
#
# svg-path-bounding-box 1.0.4 on Node.js. It writes the curve as a cubic one, and passes on its two inner points with
# the first y and the second x exchanged. So the box of the same curve changes in size as
# the curve is moved. Mouths and brows of drawn faces are such curves; what is cropped, scaled or put in the middle by
# this box is cut off or stands aside. Cubic curves and arcs are right. The README names no limits, and nothing warns.
# The cure is to write Q as C: its inner points lie 2/3 of the way from the ends to the middle point. Seen (left, top,
# right, bottom; "is" from 10,001 points of the curve):
#
#     M0,0 Q20,20,40,0: 0 0 40 15.4, is 0 0 40 10, written as C 0 0 40 10
#     M30,60 Q50,80,70,60: 30 59.5 70.3 65.3, is 30 60 70 70, written as C 30 60 70 70
#     M130,60 Q150,80,170,60: 117.9 60 170 106.1, is 130 60 170 70, written as C 130 60 170 70
#     M330,260 Q350,280,370,260: 317.9 260 370 306.1, is 330 260 370 270, written as C 330 260 370 270
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" svg-path-bounding-box@1.0.4
cat >"$folder/box.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const boundingBox = require("svg-path-bounding-box");

const short = (numbers) => numbers.map((x) => Number(x.toFixed(1))).join(" ");
const found = (path) => {
  const { minX, minY, maxX, maxY } = boundingBox(path);
  return [minX, minY, maxX, maxY];
};
const right = ([x0, y0, x1, y1, x2, y2]) => {
  const steps = Array.from({ length: 10001 }, (_, i) => i / 10000);
  const curve = (a, b, c) => steps.map((t) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c);
  const [x, y] = [curve(x0, x1, x2), curve(y0, y1, y2)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
};
const off = (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

for (const [x, y] of [
  [0, 0],
  [30, 60],
  [130, 60],
  [330, 260],
]) {
  const points = [x, y, x + 20, y + 20, x + 40, y];
  const path = `M${points.slice(0, 2)} Q${points.slice(2)}`;
  const inner = [0, 1].map((i) => points[i] + (2 / 3) * (points[i + 2] - points[i]));
  const others = [0, 1].map((i) => points[i + 4] + (2 / 3) * (points[i + 2] - points[i + 4]));
  const cubic = `M${points.slice(0, 2)} C${[...inner, ...others, ...points.slice(4)]}`;
  const is = right(points);
  console.log(`${path}: ${short(found(path))}, is ${short(is)}, written as C ${short(found(cubic))}`);
  assert.ok(off(found(path), is) > 4 && off(found(cubic), is) < 0.01);
}
JAVASCRIPT
node "$folder/box.cjs"
