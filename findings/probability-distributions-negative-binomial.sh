#!/bin/sh
# Negative binomial numbers of probability-distributions are too large, and its non-central ones do not spread.
#
# probability-distributions 0.9.1 on Node.js, which "uses the same function names as R". rnbinom() should count the
# failures before the hits. It counts all tries and takes 1 away instead of the number of hits, so only one hit is
# right, the default. Its option mu, the mean, does not give this mean. rchisq() adds the parameter of non-centrality to
# a central number: the mean is right, but the numbers spread far too little and are never below that parameter. The
# squared distance of a random latent code from a given one is such a number, so it seems surer than it is. sample()
# without replacement takes what it draws out of the caller's array of weights, so a second call with it fails. Nine
# other distributions had the moments that their formulas give. Nothing warns. Seen, for 20,000 numbers each:
#
#     rnbinom(n, 1, 0.4): mean 1.48, by the formula 1.50
#     rnbinom(n, 3, 0.4): mean 6.46, by the formula 4.50
#     rnbinom(n, 10, 0.5): mean 19.00, by the formula 10.00
#     rnbinom(n, 3, undefined, mu = 4.5): mean 6.50
#     of them 0 or 1: 0.0 %, by the formula 17.9 %
#     rchisq(n, 2, 9): mean 11.0, variance 4.0, below 9: 0 %
#     by squares of normal numbers: mean 11.0, variance 39.9, below 9: 43 %
#     by the formula: mean 11.0, variance 40.0
#     the 6 weights given to sample() for 2 of 6 faces: 4 left
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" probability-distributions@0.9.1 seedrandom@3.0.5
cat >"$folder/draw.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const PD = require("probability-distributions");
const seedrandom = require("seedrandom");

PD.prng = seedrandom("faces"); // the source of chance of the library, here with a seed
const n = 20000;
const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const variance = (list) => mean(list.map((x) => x * x)) - mean(list) ** 2;
const near = (x, right) => Math.abs(x / right - 1) < 0.05;

for (const [hits, p] of [[1, 0.4], [3, 0.4], [10, 0.5]]) {
  const found = mean(PD.rnbinom(n, hits, p));
  const right = (hits * (1 - p)) / p;
  console.log(`rnbinom(n, ${hits}, ${p}): mean ${found.toFixed(2)}, by the formula ${right.toFixed(2)}`);
  assert.ok(near(found, right + hits - 1));
}
const wanted = PD.rnbinom(n, 3, undefined, 4.5);
const low = wanted.filter((x) => x < 2).length / n;
const share = 0.4 ** 3 + 3 * 0.4 ** 3 * 0.6;
console.log(`rnbinom(n, 3, undefined, mu = 4.5): mean ${mean(wanted).toFixed(2)}`);
console.log(`of them 0 or 1: ${(100 * low).toFixed(1)} %, by the formula ${(100 * share).toFixed(1)} %`);
assert.ok(near(mean(wanted), 6.5) && low === 0);

const [df, ncp] = [2, 9];
const shifted = PD.rchisq(n, df, ncp);
const squares = Array.from({ length: n }, () => (PD.rnorm(1)[0] + Math.sqrt(ncp)) ** 2 + PD.rnorm(1)[0] ** 2);
for (const [name, list] of [[`rchisq(n, ${df}, ${ncp})`, shifted], ["by squares of normal numbers", squares]]) {
  const below = (100 * list.filter((x) => x < ncp).length) / n;
  const numbers = `mean ${mean(list).toFixed(1)}, variance ${variance(list).toFixed(1)}`;
  console.log(`${name}: ${numbers}, below ${ncp}: ${below.toFixed(0)} %`);
}
console.log(`by the formula: mean ${df + ncp}.0, variance ${2 * (df + 2 * ncp)}.0`);
assert.ok(near(mean(shifted), 11) && variance(shifted) < 5 && Math.min(...shifted) >= ncp);
assert.ok(near(variance(squares), 40));

const weights = [1, 1, 1, 1, 1, 5];
PD.sample([..."abcdef"], 2, false, weights);
console.log(`the 6 weights given to sample() for 2 of 6 faces: ${weights.length} left`);
assert.throws(() => PD.sample([..."abcdef"], 2, false, weights));
assert.ok(weights.length === 4);
JAVASCRIPT
node "$folder/draw.cjs"
