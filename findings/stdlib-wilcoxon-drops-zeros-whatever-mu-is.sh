#!/bin/sh
# The Wilcoxon test of @stdlib against a median other than 0 throws the zeros of your data away, not the ties with it.
#
# @stdlib/stats-wilcoxon 0.2.3 on Node.js. wilcoxon(x, { mu }) tests whether the median of x is mu; the documentation
# says that by default "zero-differences" are discarded, which are values equal to mu. With one sample it discards the
# values that are 0 instead, and keeps those equal to mu, which then take part in the ranks. Zeros are far from mu, so
# they speak most strongly against it: ratings from 0 to 5, with half of them 0, pass as well above 2. Two samples, or x
# minus mu given as x, are treated correctly, so the same question has two answers. An even split of the ranks also
# gives a p-value above 1. No warning comes. Seen (20 ratings of faces; is their median above 2?):
#
#     ratings 0 0 0 0 0 0 0 0 0 0 2 3 3 3 3 4 4 4 5 5
#     wilcoxon(x, { mu: 2 })       : statistic 54, p = 0.0037
#     wilcoxon(x - 2)              : statistic 80, p = 0.7418
#     wilcoxon(x, twenty times 2)  : statistic 80, p = 0.7418
#     sum of the positive ranks by hand: 80
#     wilcoxon([3, -1, -2])        : statistic 3, p = 1.2500
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @stdlib/stats-wilcoxon@0.2.3
cat >"$folder/wilcoxon.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const wilcoxon = require("@stdlib/stats-wilcoxon");

const ratings = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5];
const mu = 2;
function rankSum(differences) {
  const kept = differences.filter((difference) => difference !== 0);
  const rank = (value) => {
    const below = kept.filter((other) => Math.abs(other) < value).length;
    return below + (kept.filter((other) => Math.abs(other) === value).length + 1) / 2;
  };
  return kept.filter((x) => x > 0).reduce((sum, x) => sum + rank(Math.abs(x)), 0);
}
console.log(`ratings ${ratings.join(" ")}`);
const options = { alternative: "greater" };
const show = (name, test) => console.log(`${name}: statistic ${test.statistic}, p = ${test.pValue.toFixed(4)}`);
const asked = wilcoxon(ratings, { ...options, mu });
show("wilcoxon(x, { mu: 2 })       ", asked);
const shifted = wilcoxon(ratings.map((x) => x - mu), options);
show("wilcoxon(x - 2)              ", shifted);
const paired = wilcoxon(ratings, ratings.map(() => mu), options);
show("wilcoxon(x, twenty times 2)  ", paired);
console.log(`sum of the positive ranks by hand: ${rankSum(ratings.map((x) => x - mu))}`);
assert.equal(shifted.statistic, rankSum(ratings.map((x) => x - mu)));
assert.equal(paired.statistic, shifted.statistic);
assert.ok(asked.pValue < 0.01 && shifted.pValue > 0.4);

const even = wilcoxon([3, -1, -2]);
show("wilcoxon([3, -1, -2])        ", even);
assert.ok(even.pValue > 1);
JAVASCRIPT
node "$folder/wilcoxon.cjs"
