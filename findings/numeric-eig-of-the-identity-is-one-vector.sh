#!/bin/sh
# numeric.eig() can give one eigenvector several times where eigenvalues are equal; its E then has no inverse.
#
# numeric 1.2.6 on Node.js. The documentation says that numeric.eig(A) finds eigenvalues and eigenvectors with A equal
# to E times diag(lambda) times the inverse of E. A symmetric matrix always has such an E, even an orthogonal one. When
# it falls apart into blocks (the identity, or attributes in groups that do not depend on each other) and two of its
# eigenvalues are equal, numeric finds one vector for both: the identity has [1, 0, 0] three times, and E has no
# inverse. Each vector by itself is an eigenvector, so a check of A v = lambda v is passed, and nothing warns. Without
# zeros, with equal eigenvalues (0.7 three times below), the vectors are independent, though not at right angles. In a
# PCA of latent codes with two groups of two attributes, two of the four components are copies, and the second group of
# attributes is in none of them. numeric.svd() finds all four. Seen:
#
#     identity: lambda 1 1 1, determinant of E 0.00
#     two groups of two attributes: lambda 1.5 0.5 1.5 0.5, determinant of E 0.00
#     one group of four attributes: lambda 1.9 0.7 0.7 0.7, determinant of E 0.89
#     two groups: largest part of the second group in any component: eig 0.00, svd 0.71
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" numeric@1.2.6
cat >"$folder/eig.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import numeric from "numeric";

const matrices = {
  identity: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  "two groups of two attributes": [[1, 0.5, 0, 0], [0.5, 1, 0, 0], [0, 0, 1, 0.5], [0, 0, 0.5, 1]],
  "one group of four attributes": [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => (row === column ? 1 : 0.3))),
};
const found = {};
for (const [name, matrix] of Object.entries(matrices)) {
  const { lambda, E } = numeric.eig(matrix);
  assert.ok(E.y === undefined && lambda.y === undefined);
  const product = numeric.dot(matrix, E.x);
  const scaled = numeric.dot(E.x, numeric.diag(lambda.x));
  assert.ok(numeric.norminf(numeric.sub(product, scaled)) < 1e-9);
  const determinant = Math.abs(numeric.det(E.x));
  const values = lambda.x.map((value) => Number(value.toFixed(6))).join(" ");
  console.log(`${name}: lambda ${values}, determinant of E ${determinant.toFixed(2)}`);
  found[name] = { lambda: lambda.x, vectors: E.x, determinant };
}

const groups = "two groups of two attributes";
const part = (vectors) => Math.max(...vectors.slice(2).flat().map(Math.abs));
const [eig, svd] = [part(found[groups].vectors), part(numeric.svd(matrices[groups]).U)];
const parts = `eig ${eig.toFixed(2)}, svd ${svd.toFixed(2)}`;
console.log(`two groups: largest part of the second group in any component: ${parts}`);

assert.ok(found.identity.determinant < 1e-9 && found[groups].determinant < 1e-9);
assert.deepEqual(found.identity.vectors.map((row) => row.map(Math.abs)), [[1, 1, 1], [0, 0, 0], [0, 0, 0]]);
assert.ok(found["one group of four attributes"].determinant > 0.5);
assert.ok(eig < 1e-9 && Math.abs(svd - Math.SQRT1_2) < 1e-6);
JAVASCRIPT
node "$folder/eig.mjs"
