#!/bin/sh
# KNN of ml-knn with a cosine or correlation distance looks at one branch of its tree and finds other neighbours.
#
# ml-knn 3.0.0 with ml-distance 5.0.0 on Node.js. Documentation: "distance - distance function for the algorithm", a
# "function that takes two parameters". To decide whether the other branch of the tree may hold a nearer point, the
# code calls the distance with an object that has numbers but no length. Distances that add up terms see no term,
# answer 0, and all branches are searched, so Euclidean is right, though not faster than trying all. Cosine and
# correlation are 0 / 0, NaN, which is not less than anything, so the other branch is never searched once k points are
# there. Latent codes and embeddings of faces are compared by their angle, so most of the neighbours found are wrong.
# Nothing warns. Seen, for the nearest of 200 codes of 4 numbers to 100 others, against a search through all:
#
#     right of 100: manhattan 100, chebyshev 100, cosine 26, correlation 17
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-knn@3.0.0 ml-distance@5.0.0
cat >"$folder/neighbours.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { distance, similarity } from "ml-distance";
import loaded from "ml-knn";

const KNN = loaded.default ?? loaded;
let seed = 3;
const uniform = () => {
  seed = (1664525 * seed + 1013904223) % 2 ** 32;
  return (seed + 0.5) / 2 ** 32;
};
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const code = () => [normal(), normal(), normal(), normal()];
const known = Array.from({ length: 200 }, code);
const asked = Array.from({ length: 100 }, code);

const measures = {
  manhattan: distance.manhattan,
  chebyshev: distance.chebyshev,
  cosine: (p, q) => 1 - similarity.cosine(p, q),
  correlation: (p, q) => 1 - similarity.pearson(p, q),
};
const right = {};
for (const [name, measure] of Object.entries(measures)) {
  const found = new KNN(known, known.map((_, i) => i), { k: 1, distance: measure }).predict(asked);
  right[name] = asked.filter((point, i) => {
    const all = known.map((other) => measure(point, other));
    return all.indexOf(Math.min(...all)) === found[i];
  }).length;
}
console.log(`right of 100: ${Object.entries(right).map((pair) => pair.join(" ")).join(", ")}`);
assert.ok(right.manhattan === 100 && right.chebyshev === 100);
assert.ok(right.cosine < 50 && right.correlation < 50);
JAVASCRIPT
node "$folder/neighbours.mjs"
