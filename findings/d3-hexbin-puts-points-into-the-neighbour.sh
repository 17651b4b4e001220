#!/bin/sh
# d3-hexbin puts one point in fifty into the hexagon next to the one in which it lies.
#
# d3-hexbin 0.2.2 on Node.js. Its documentation says that it groups points into hexagonal bins, whose hexagons it also
# draws. Near a slanted edge it looks which of the two centres is closer, but after x was divided by the width of a
# column and y by the height of a row. A column is 1.73 radii wide and a row 1.5 high, so the "closer" centre is not
# always the closer one: the dividing line crosses the drawn edge in its middle, at another slope. Points up to 5 % of
# the radius outside of a hexagon count for it, at any radius and any number of points. Upright edges are right. No
# warning comes. Whoever colours a map of latent vectors by hexagons counts faces that lie outside of the cell as drawn,
# and a lookup of the cell under the mouse, by the drawn path, disagrees with the bins. Seen, for 200000 points spread
# evenly over a square of 40x40 and for one point, where "by hand" is the nearest of all centres:
#
#     radius 0.5: 4138 points (2.1 %) outside of their hexagon, by hand 0
#               the farthest by 5.3 % of the radius
#     radius 1: 4240 points (2.1 %) outside of their hexagon, by hand 0
#               the farthest by 5.4 % of the radius
#     radius 3: 4145 points (2.1 %) outside of their hexagon, by hand 0
#               the farthest by 5.4 % of the radius
#     point 0.02 0.97: in the hexagon at 0.866 1.500, 0.998 away
#               by hand in the hexagon at 0.000 0.000, 0.970 away
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" d3-hexbin@0.2.2
cat >"$folder/neighbour.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { hexbin } = require("d3-hexbin");

let state = 5;
const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
const far = (point, centre) => Math.hypot(point[0] - centre[0], point[1] - centre[1]);

// The centres of a grid with this radius around a point: rows are 1.5 radii apart, every second row moves by half.
function centreOf(point, radius) {
  const [width, height] = [radius * Math.sqrt(3), radius * 1.5];
  const [column, row] = [Math.round(point[0] / width), Math.round(point[1] / height)];
  const centres = [];
  for (let j = row - 2; j <= row + 2; j++)
    for (let i = column - 2; i <= column + 2; i++) centres.push([(i + (Math.abs(j) % 2) / 2) * width, j * height]);
  return centres.reduce((best, centre) => (far(point, centre) < far(point, best) ? centre : best));
}
// How far a point lies outside of a hexagon that stands on a corner, in radii; negative inside.
function outside(point, centre, radius) {
  const [x, y] = [Math.abs(point[0] - centre[0]), Math.abs(point[1] - centre[1])];
  return (Math.max(x, x / 2 + (y * Math.sqrt(3)) / 2) - (radius * Math.sqrt(3)) / 2) / radius;
}

for (const radius of [0.5, 1, 3]) {
  const points = Array.from({ length: 200000 }, () => [40 * random(), 40 * random()]);
  let [wrong, out, farthest, outOfByHand] = [0, 0, 0, 0];
  for (const hexagon of hexbin().radius(radius)(points))
    for (const point of hexagon) {
      const centre = centreOf(point, radius);
      if (far(centre, [hexagon.x, hexagon.y]) > 1e-6) wrong += 1;
      const beyond = outside(point, [hexagon.x, hexagon.y], radius);
      if (beyond > 1e-9) out += 1;
      farthest = Math.max(farthest, beyond);
      if (outside(point, centre, radius) > 1e-9) outOfByHand += 1;
    }
  const share = (100 * out) / points.length;
  const part = `${out} points (${share.toFixed(1)} %)`;
  console.log(`radius ${radius}: ${part} outside of their hexagon, by hand ${outOfByHand}`);
  console.log(`          the farthest by ${(100 * farthest).toFixed(1)} % of the radius`);
  assert.equal(wrong, out);
  assert.equal(outOfByHand, 0);
  assert.ok(share > 1.5 && share < 2.5 && farthest > 0.04);
}
const point = [0.02, 0.97];
const [hexagon] = hexbin().radius(1)([point]);
const centre = centreOf(point, 1);
const away = (place) => `${place.map((value) => value.toFixed(3)).join(" ")}, ${far(point, place).toFixed(3)} away`;
console.log(`point ${point.join(" ")}: in the hexagon at ${away([hexagon.x, hexagon.y])}`);
console.log(`          by hand in the hexagon at ${away(centre)}`);
assert.ok(far(point, [hexagon.x, hexagon.y]) > far(point, centre) + 0.01);
JAVASCRIPT
node "$folder/neighbour.cjs"
