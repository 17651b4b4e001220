#!/bin/sh
# svg-pathdata turns a square that is drawn with H and V into another shape, and the same square with L correctly.
#
# svg-pathdata 9.0.0 (7.2.0, too) on Node.js. rotate(), skewX(), skewY() and matrix() of SVGPathData transform a path. H
# and V name one coordinate and take the other from the point before; under a rotation or a skew they must become L.
# They do, but the other coordinate is taken from the point before as it is after the transformation, and is then
# transformed again. So each absolute H and V ends in a wrong place, without a warning; h and v, and normalizeHVZ()
# before the transformation, give what is right. toAbs() turns h and v into H and V, and programs that shorten paths
# write them, so straight lines of a face that is tilted to make more data, or of an icon in a plot, leave it. Seen, for
# a square of 50 x 50 that is written in four ways (the corners of the result; by hand: x' = a x + c y, y' = b x + d y):
#
#     rotated by 90 degrees, by hand: -25,25 -25,75 -75,75 -75,25, area 2500
#     M25 25H75V75H25Z: -25,25 -25,75 -75,-25 25,25, area 2500
#     M25 25V75H75V25Z: -25,25 -75,-25 25,75 -25,25, area 0
#     M25 25h50v50h-50z: -25,25 -25,75 -75,75 -75,25, area 2500
#     M25 25L75 25L75 75L25 75Z: -25,25 -25,75 -75,75 -75,25, area 2500
#     skewed by 45 degrees, by hand: 50,25 100,25 150,75 100,75, area 2500
#     M25 25H75V75H25Z: 50,25 100,25 175,75 100,75, area 3125
#     M25 25V75H75V25Z: 50,25 125,75 150,75 175,25, area 3750
#     M25 25h50v50h-50z: 50,25 100,25 150,75 100,75, area 2500
#     M25 25L75 25L75 75L25 75Z: 50,25 100,25 150,75 100,75, area 2500
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" svg-pathdata@9.0.0
cat >"$folder/square.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { SVGPathData } from "svg-pathdata";

const ways = ["M25 25H75V75H25Z", "M25 25V75H75V25Z", "M25 25h50v50h-50z", "M25 25L75 25L75 75L25 75Z"];
const square = [[25, 25], [75, 25], [75, 75], [25, 75]];
const transformations = {
  "rotated by 90 degrees": { apply: (path) => path.rotate(Math.PI / 2), matrix: [0, 1, -1, 0] },
  "skewed by 45 degrees": { apply: (path) => path.skewX(Math.PI / 4), matrix: [1, 0, 1, 1] },
};
const corners = (path) => {
  let [x, y] = [0, 0];
  return path.commands.slice(0, 4).map((command) => {
    const from = command.relative ? [x, y] : [0, 0];
    x = command.x === undefined ? x : from[0] + command.x;
    y = command.y === undefined ? y : from[1] + command.y;
    return [Math.round(x), Math.round(y)];
  });
};
const area = (points) => {
  const twice = points.map(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return x * nextY - nextX * y;
  });
  return Math.abs(twice.reduce((sum, part) => sum + part)) / 2;
};
const text = (points) => `${points.map((point) => point.join(",")).join(" ")}, area ${area(points)}`;
const sorted = (points) => points.map((point) => point.join(",")).sort();

for (const [name, { apply, matrix: [a, b, c, d] }] of Object.entries(transformations)) {
  const expected = square.map(([x, y]) => [a * x + c * y, b * x + d * y]);
  console.log(`${name}, by hand: ${text(expected)}`);
  const found = ways.map((way) => corners(apply(new SVGPathData(way))));
  found.forEach((points, i) => console.log(`${ways[i]}: ${text(points)}`));
  const right = found.map((points) => String(sorted(points)) === String(sorted(expected)));
  assert.deepEqual(right, [false, false, true, true]);
  for (const way of ways) {
    const lines = new SVGPathData(way).toAbs().normalizeHVZ();
    assert.deepEqual(sorted(corners(apply(lines))), sorted(expected));
  }
}
JAVASCRIPT
node "$folder/square.mjs"
