#!/bin/sh
# The chi-square probability of @mathigon/fermat is -Infinity for one degree of freedom and negative for two.
#
# @mathigon/fermat 1.1.24 on Node.js. Random.chiCDF(chi, deg) is documented as the chi CDF function. It returns the
# other side, the chance of a larger value, and finds it by adding up the density at 0, 1, 2, ... below chi:
# Random.integrate() takes steps of 1 unless told otherwise, and chiCDF() does not tell it. With one degree of freedom
# the density at 0 is infinite, so the answer is -Infinity whatever chi is. With two, the first step is far too high, so
# a chance becomes negative, and smaller than any limit. With three, the sum is still off in the first digit, and it
# jumps where chi is an integer. So a test of whether glasses and hair of faces go together, which has one degree of
# freedom in a table of two by two, finds a connection in all data. Random.normalPDF(x) has its defaults swapped, mean 1
# and variance 0, and gives NaN. Seen (chiCDF; the right chance of a larger value, from scipy):
#
#     chi 0.50, 1 degree: -Infinity, right is 0.4795
#     chi 3.84, 1 degree: -Infinity, right is 0.0500
#     chi 3.84, 2 degrees: -0.0988, right is 0.1466
#     chi 5.99, 2 degrees: -0.2075, right is 0.0500
#     chi 7.81, 3 degrees: 0.1346, right is 0.0501
#     chi 7.99, 3 degrees: 0.1346, right is 0.0462
#     chi 8.01, 3 degrees: 0.1139, right is 0.0458
#     steps of 0.001 with its integrate(), chi 7.81, 3 degrees: 0.0501
#     normalPDF(0): NaN; normalPDF(0, 0, 1): 0.3989
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @mathigon/fermat@1.1.24
cat >"$folder/chi.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Random } = require("@mathigon/fermat");

// What is right is scipy.stats.chi2.sf(chi, degrees).
const cases = [
  [0.5, 1, 0.479500, -Infinity],
  [3.84, 1, 0.050044, -Infinity],
  [3.84, 2, 0.146607, -0.098770],
  [5.99, 2, 0.050037, -0.207481],
  [7.81, 3, 0.050106, 0.134563],
  [7.99, 3, 0.046219, 0.134563],
  [8.01, 3, 0.045805, 0.113896],
];
for (const [chi, degrees, right, seen] of cases) {
  const found = Random.chiCDF(chi, degrees);
  const text = Number.isFinite(found) ? found.toFixed(4) : String(found);
  const name = `${degrees} degree${degrees > 1 ? "s" : ""}`;
  console.log(`chi ${chi.toFixed(2)}, ${name}: ${text}, right is ${right.toFixed(4)}`);
  assert.ok(found === seen || Math.abs(found - seen) < 1e-4);
}

const density = (x) => (Math.sqrt(x) * Math.exp(-x / 2)) / Math.sqrt(2 * Math.PI);
const fine = 1 - Random.integrate(density, 0, 7.81, 0.001);
console.log(`steps of 0.001 with its integrate(), chi 7.81, 3 degrees: ${fine.toFixed(4)}`);
assert.ok(Math.abs(fine - 0.050106) < 1e-4);

const [bare, given] = [Random.normalPDF(0), Random.normalPDF(0, 0, 1)];
console.log(`normalPDF(0): ${bare}; normalPDF(0, 0, 1): ${given.toFixed(4)}`);
assert.ok(Number.isNaN(bare) && Math.abs(given - 0.398942) < 1e-6);
JAVASCRIPT
node "$folder/chi.cjs"
