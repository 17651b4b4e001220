#!/bin/sh
# In ml-distance a histogram with an empty bin has no distance to itself, and Canberra distances are often negative.
#
# ml-distance 5.0.0 on Node.js. In Kullback-Leibler and Jensen-Shannon divergence 0 log 0 counts as 0 by definition,
# and the Wikipedia page that the documentation gives for Canberra divides by |p| + |q| (scipy counts 0 / 0 as 0
# there). Here 18 measures are NaN if a bin is empty in both histograms, many of them also if it is empty in one, and
# Canberra divides by p + q. Histograms of the colours of cartoon faces have mostly empty bins. Comparisons with NaN
# are false, so a search for the most similar face passes over all of these faces in silence. Latent codes have signs:
# half of their Canberra distances are below 0, and the least one is far below 0 because two numbers nearly cancel,
# and not because two codes are alike. Seen, for a histogram of 4 bins and for 100 codes of 4 numbers:
#
#     a histogram with an empty bin to itself, NaN in 18 measures: additiveSymmetric, canberra, clark, divergence,
#         harmonicMean, jeffreys, jensenDifference, jensenShannon, kdivergence, kullbackLeibler, kumarJohnson,
#         neyman, pearson, probabilisticSymmetric, squared, taneja, topsoe, waveHedges
#     Jensen-Shannon of (1, 0) and (0.5, 0.5): NaN, by hand 0.2158
#     Canberra, below 0: 49.7 % of pairs; nearest code right: 0 of 100
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-distance@5.0.0
cat >"$folder/distance.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { distance } from "ml-distance";

const histogram = [0.5, 0.3, 0.2, 0];
const missing = Object.keys(distance).filter((name) => Number.isNaN(distance[name](histogram, histogram, 2)));
console.log(`a histogram with an empty bin to itself, NaN in ${missing.length} measures: ${missing.join(", ")}`);
assert.ok(["canberra", "clark", "jensenShannon", "kullbackLeibler", "topsoe"].every((name) => missing.includes(name)));

const term = (x, y) => (x === 0 ? 0 : x * Math.log((2 * x) / (x + y)));
const divergence = (p, q) => p.reduce((sum, x, i) => sum + (term(x, q[i]) + term(q[i], x)) / 2, 0);
const [one, other] = [[1, 0], [0.5, 0.5]];
const [seen, byHand] = [distance.jensenShannon(one, other), divergence(one, other)];
console.log(`Jensen-Shannon of (1, 0) and (0.5, 0.5): ${seen}, by hand ${byHand.toFixed(4)}`);
assert.ok(Number.isNaN(seen) && Math.abs(byHand - 0.2158) < 1e-4);
assert.ok(Math.abs(distance.jensenShannon([0.9, 0.1], other) - divergence([0.9, 0.1], other)) < 1e-12);

let seed = 3;
const uniform = () => {
  seed = (1664525 * seed + 1013904223) % 2 ** 32;
  return (seed + 0.5) / 2 ** 32;
};
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const codes = Array.from({ length: 100 }, () => [normal(), normal(), normal(), normal()]);
const canberra = (p, q) => p.reduce((sum, x, i) => sum + Math.abs(x - q[i]) / (Math.abs(x) + Math.abs(q[i])), 0);
const positive = codes.map((code) => code.map(Math.abs));
assert.ok(Math.abs(distance.canberra(positive[0], positive[1]) - canberra(positive[0], positive[1])) < 1e-12);
const nearest = (measure, i) => {
  const distances = codes.map((code, k) => (k === i ? Infinity : measure(codes[i], code)));
  return distances.indexOf(Math.min(...distances));
};
const pairs = codes.flatMap((p, i) => codes.filter((_, k) => k !== i).map((q) => distance.canberra(p, q)));
const share = pairs.filter((value) => value < 0).length / pairs.length;
const right = codes.filter((_, i) => nearest(distance.canberra, i) === nearest(canberra, i)).length;
console.log(`Canberra, below 0: ${(100 * share).toFixed(1)} % of pairs; nearest code right: ${right} of 100`);
assert.ok(share > 0.3 && right < 20);
JAVASCRIPT
node "$folder/distance.mjs"
