#!/bin/sh
# science.quadratic() of science.js finds wrong roots unless b is 0, a is 1/2 or the root is double.
#
# science 1.9.3 on Node.js. The function gives the roots of a x^2 + b x + c, as numbers or, on demand, as complex ones.
# It divides the square root of the discriminant by 2 a, but not -b, so both roots are off by b / (2 a) - b. Only a
# double root, which has a branch of its own, is right. In the same package science.stats.distance.jaccard() counts the
# share of the elements that agree: it is 1 for equal vectors and 0 for those that have nothing in common, while each of
# its six neighbours is 0 for equal vectors. Seen:
#
#     x^2 - 3 x + 2: 2.5 and 3.5; by hand 1 and 2
#     2 x^2 + 4 x - 6: -6 and -2; by hand -3 and 1
#     x^2 - 2 x + 5: 2 - 2i and 2 + 2i; by hand 1 - 2i and 1 + 2i
#     two equal faces: euclidean 0, manhattan 0, chebyshev 0, hamming 0, braycurtis 0, jaccard 1
#     two faces without anything in common: hamming 4, jaccard 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" science@1.9.3
cat >"$folder/roots.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import science from "science";

const solve = science.quadratic();
const polynomial = ([a, b, c], x) => a * x * x + b * x + c;
const real = [
  ["x^2 - 3 x + 2", [1, -3, 2], [1, 2]],
  ["2 x^2 + 4 x - 6", [2, 4, -6], [-3, 1]],
];
for (const [name, factors, right] of real) {
  const found = solve(...factors);
  console.log(`${name}: ${found.join(" and ")}; by hand ${right.join(" and ")}`);
  assert.ok(right.every((root) => polynomial(factors, root) === 0));
  assert.ok(found.every((root) => Math.abs(polynomial(factors, root)) > 0.5));
}
assert.deepEqual(solve(0.5, -3, 4), [2, 4]);
assert.deepEqual(solve(1, -2, 1), [1]);
const complex = science.quadratic().complex(true)(1, -2, 5);
const text = complex.map(({ r, i }) => `${r} ${i < 0 ? "-" : "+"} ${Math.abs(i)}i`).join(" and ");
console.log(`x^2 - 2 x + 5: ${text}; by hand 1 - 2i and 1 + 2i`);
assert.deepEqual(complex, [{ r: 2, i: -2 }, { r: 2, i: 2 }]);

const distances = science.stats.distance;
const face = [1, 0, 1, 1];
const names = ["euclidean", "manhattan", "chebyshev", "hamming", "braycurtis", "jaccard"];
console.log(`two equal faces: ${names.map((name) => `${name} ${distances[name](face, face)}`).join(", ")}`);
const other = face.map((bit) => 1 - bit);
const [hamming, jaccard] = [distances.hamming(face, other), distances.jaccard(face, other)];
console.log(`two faces without anything in common: hamming ${hamming}, jaccard ${jaccard}`);
assert.deepEqual(names.map((name) => distances[name](face, face)), [0, 0, 0, 0, 0, 1]);
assert.ok(hamming === 4 && jaccard === 0);
JAVASCRIPT
node "$folder/roots.mjs"
