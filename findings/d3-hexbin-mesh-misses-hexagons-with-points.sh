#!/bin/sh
# mesh() and centers() of d3-hexbin miss hexagons that hold points of the extent, if the extent does not begin at zero.
#
# d3-hexbin 0.2.2 on Node.js. Its documentation says that centers() gives the centres of "every hexagon in the extent",
# and mesh() a mesh that "covers the extent". The search for the first row and the first column rounds the lower corner
# to whole rows and columns. If it rounds up, the row above or the column to the left of it is left out, though its
# hexagons reach into the extent and the generator itself puts points there. From [0, 0] on all is well. A map of a
# latent space or of t-SNE begins somewhere, say at -2.5: whoever draws the mesh gets coloured hexagons outside of
# it, and whoever counts empty cells by centers(), for the coverage of a generator, misses some and counts a share above
# what there is. Seen, for 5000 points spread evenly over square extents, where "missing" are hexagons with points whose
# centre is not among centers():
#
#     extent          radius  hexagons with points  centers()  missing  points in these
#     0 to 5             0.2                   270        270        0                0
#     -2.5 to 2.5        0.2                   263        255        8               31
#     -2.6 to 2.6       0.25                   189        195        1                1
#     -3.7 to 3.7        0.4                   149        143        6               70
#     20 to 80             4                   108        104        6               26
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" d3-hexbin@0.2.2
cat >"$folder/mesh.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { hexbin } = require("d3-hexbin");

let state = 3;
const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
const place = ([x, y]) => `${Math.round(x * 1e6) + 0} ${Math.round(y * 1e6) + 0}`;

console.log("extent          radius  hexagons with points  centers()  missing  points in these");
for (const [low, high, radius] of [
  [0, 5, 0.2],
  [-2.5, 2.5, 0.2],
  [-2.6, 2.6, 0.25],
  [-3.7, 3.7, 0.4],
  [20, 80, 4],
]) {
  const extent = [low, high];
  const bins = hexbin().radius(radius).extent([[low, low], [high, high]]);
  const points = Array.from({ length: 5000 }, () => extent.map(() => low + (high - low) * random()));
  const hexagons = bins(points);
  const centres = new Set(bins.centers().map(place));
  const missing = hexagons.filter((hexagon) => !centres.has(place([hexagon.x, hexagon.y])));
  const lost = missing.reduce((sum, hexagon) => sum + hexagon.length, 0);
  const columns = [hexagons.length, centres.size, missing.length, lost];
  const widths = [20, 9, 7, 15];
  const text = columns.map((column, i) => String(column).padStart(widths[i])).join("  ");
  console.log(`${`${low} to ${high}`.padEnd(14)}  ${String(radius).padStart(6)}  ${text}`);
  assert.equal(missing.length > 0, low !== 0);
  if (low === -3.7) assert.ok(lost > 50);
}
JAVASCRIPT
node "$folder/mesh.cjs"
