#!/bin/sh
# prewitt() of MarvinJ, and its convolution, draw all edges one pixel too far to the right and too low.
#
# marvinj 1.0.0 on Node.js, the npm edition of MarvinJ 1.0, which brings filters of the Marvin framework to pages. Its
# convolution takes the rounded-UP half of the matrix for the centre: 2 of 0, 1 and 2 for a matrix of 3x3, so its lower
# right corner is the centre. A matrix with a single 1 in the middle, which must copy the picture, moves it. Prewitt has
# two matrices of 3x3 and puts both edges one pixel off. A mirrored picture does not get mirrored edges. Nothing warns.
# Whoever lays the edges of a face over the face, or compares landmarks from them with those of another library, is off
# by a pixel in both directions, in a face of 32 pixels by three per cent. Seen, for pictures of 16x16:
#
#     light from column 8 on: edge in columns 8 and 9, by hand 7 and 8
#     light from row 8 on: edge in rows 8 and 9, by hand 7 and 8
#     centre of the edges of a disc at 7.50 7.50: 8.50 8.50, by hand 7.50 7.50
#     a dot at 6 6, with a single 1 in the middle of the matrix: at 7 7
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" marvinj@1.0.0
cat >"$folder/edges.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");
// The package is a script for web pages; of the page it only needs an empty canvas.
const getImageData = (x, y, width, height) => ({ data: new Uint8ClampedArray(4 * width * height) });
globalThis.document = { createElement: () => ({ getContext: () => ({ getImageData }) }) };
runInThisContext(readFileSync(require.resolve("marvinj"), "utf8"));

const size = 16;
const places = Array.from({ length: size }, (_, place) => place);
function filtered(levelAt, filter) {
  const [source, result] = [0, 1].map(() => new MarvinImage(size, size));
  for (const y of places)
    for (const x of places) source.setIntColor(x, y, 255, ...Array(3).fill(levelAt(x, y)));
  filter(source, result);
  return (x, y) => result.getIntComponent0(x, y);
}
const prewitt = (source, result) => Marvin.prewitt(source, result, 1);
// The same sums around the pixel itself, without the border of two pixels that the package leaves black.
function byHand(levelAt) {
  return (x, y) => {
    if (Math.min(x, y) < 2 || Math.max(x, y) > size - 3) return 0;
    const steps = [-1, 0, 1];
    const across = steps.reduce((sum, step) => sum + levelAt(x - 1, y + step) - levelAt(x + 1, y + step), 0);
    const down = steps.reduce((sum, step) => sum + levelAt(x + step, y - 1) - levelAt(x + step, y + 1), 0);
    return Math.min(Math.abs(across) + Math.abs(down), 255);
  };
}
const lit = (levelAt) => places.flatMap((y) => places.map((x) => [x, y])).filter(([x, y]) => levelAt(x, y) > 0);
const columns = (levelAt) => places.filter((x) => levelAt(x, 8) > 0).join(" and ");
const rows = (levelAt) => places.filter((y) => levelAt(8, y) > 0).join(" and ");
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const centre = (levelAt) => [0, 1].map((axis) => mean(lit(levelAt).map((place) => place[axis])));

const right = (x) => (x < 8 ? 0 : 200);
const low = (x, y) => (y < 8 ? 0 : 200);
const disc = (x, y) => (Math.hypot(x - 7.5, y - 7.5) < 4 ? 200 : 0);
const upright = columns(filtered(right, prewitt));
console.log(`light from column 8 on: edge in columns ${upright}, by hand ${columns(byHand(right))}`);
console.log(`light from row 8 on: edge in rows ${rows(filtered(low, prewitt))}, by hand ${rows(byHand(low))}`);
assert.equal(upright, "8 and 9");
assert.equal(rows(filtered(low, prewitt)), "8 and 9");
assert.equal(columns(byHand(right)), "7 and 8");
const [found, exact] = [filtered(disc, prewitt), byHand(disc)].map(centre);
const text = (point) => point.map((value) => value.toFixed(2)).join(" ");
console.log(`centre of the edges of a disc at 7.50 7.50: ${text(found)}, by hand ${text(exact)}`);
assert.ok(found.every((value, i) => Math.abs(value - exact[i] - 1) < 1e-9));
const copy = (source, result) => {
  const convolution = new Convolution();
  convolution.setAttribute("matrix", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]);
  convolution.process(source, result, null, MarvinImageMask.NULL_MASK, false);
};
const moved = lit(filtered((x, y) => (x === 6 && y === 6 ? 200 : 0), copy));
console.log(`a dot at 6 6, with a single 1 in the middle of the matrix: at ${moved[0].join(" ")}`);
assert.deepEqual(moved, [[7, 7]]);
JAVASCRIPT
node "$folder/edges.cjs"
