#!/bin/sh
# remove() of kd-tree-javascript leaves points in the tree, without a word, where points share a coordinate.
#
# kd-tree-javascript 1.0.3 on Node.js. Its documentation promises that points can be removed, by reference, next to the
# search for the nearest ones. The tree is built by the median of sorted points, so points with the same coordinate
# stand on both sides of it; remove() looks for an equal coordinate on the right only. A point on the left is not found
# and stays, and no error comes. nearest() then gives it again. Fractions hardly ever share a coordinate and are safe;
# colours of 0 to 255 and places of pixels are not. Whoever lays a mosaic of faces and takes each tile only once gets
# some tiles twice. Seen, for 500 tiles with random colours and 400 cells, each with the nearest tile, which is then
# removed:
#
#     whole numbers: 9 cells repeat a tile, 9 cells do not get the nearest tile left
#     fractions:     0 cells repeat a tile, 0 cells do not get the nearest tile left
#     300 colours of 16 levels, 150 of them removed: 40 of these still found
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" kd-tree-javascript@1.0.3
cat >"$folder/mosaic.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import kd from "kd-tree-javascript";

let state = 3;
const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
const distance = (a, b) => (a.r - b.r) ** 2 + (a.g - b.g) ** 2 + (a.b - b.b) ** 2;
const plant = (points) => new kd.kdTree([...points], distance, ["r", "g", "b"]);

const mosaic = (channel) => {
  const colour = () => ({ r: channel(), g: channel(), b: channel() });
  const tiles = Array.from({ length: 500 }, colour);
  const tree = plant(tiles);
  const left = new Set(tiles);
  let [repeated, wrong] = [0, 0];
  for (let cell = 0; cell < 400; cell++) {
    const wanted = colour();
    const [tile, found] = tree.nearest(wanted, 1)[0];
    const best = Math.min(...Array.from(left, (other) => distance(other, wanted)));
    if (!left.has(tile)) repeated += 1;
    if (found !== best) wrong += 1;
    left.delete(tile);
    tree.remove(tile);
  }
  return [repeated, wrong];
};
const text = ([repeated, wrong]) => `${repeated} cells repeat a tile, ${wrong} cells do not get the nearest tile left`;
const whole = mosaic(() => Math.floor(256 * random()));
console.log(`whole numbers: ${text(whole)}`);
const fractions = mosaic(() => 256 * random());
console.log(`fractions:     ${text(fractions)}`);
assert.ok(whole[0] > 0 && whole[1] > 0);
assert.deepEqual(fractions, [0, 0]);

const level = () => Math.floor(16 * random());
const points = Array.from({ length: 300 }, () => ({ r: level(), g: level(), b: level() }));
const tree = plant(points);
const removed = points.slice(0, 150);
for (const point of removed) tree.remove(point);
const found = new Set(tree.nearest({ r: 8, g: 8, b: 8 }, 300).map(([point]) => point));
const kept = removed.filter((point) => found.has(point)).length;
console.log(`300 colours of 16 levels, 150 of them removed: ${kept} of these still found`);
assert.ok(kept > 20);
JAVASCRIPT
node "$folder/mosaic.mjs"
