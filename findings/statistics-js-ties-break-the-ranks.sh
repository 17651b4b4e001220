#!/bin/sh
# Kendall's tau of statistics.js is 1.14 for some ratings, and 0.80 for a column with itself; Spearman's is off, too.
#
# statistics.js 1.0.0 on Node.js. Both compare orders, and lie between -1 and 1. Where values are equal, as in ratings
# of 1 to 5, tau-b has to count the pairs that are tied; the library counts how many different values have ties, and
# takes for the first column the values of the second. tau-c depends on the number of different values in a column; the
# library takes 2, always. Spearman's rho ignores ties by default, and is then the short formula. With adjustForTies,
# the sum over the ties starts with the first count as it is, without its cube. So even columns without ties get
# another rho than by the short formula, where both have to agree. p-values follow. So two people who rate generated
# faces, or a measure and the ratings of people, seem to agree too well or too little. Nothing warns. Seen, for 40 pairs
# of ratings, the first of them with itself, both split into high and low, and seven pairs without ties (by definition:
# rho as the correlation of the mean ranks, tau-b and tau-c by comparing all pairs):
#
#     two ratings: rho 0.837 (by definition 0.834), tau-b 0.836 (0.728), tau-c 1.135 (0.709)
#     a rating with itself: rho 1.000 (by definition 1.000), tau-b 0.799 (1.000), tau-c 1.558 (0.973)
#     high and low: rho 0.597 (by definition 0.492), tau-b 0.793 (0.492), tau-c 0.480 (0.480)
#     without ties: rho -0.146 (by definition -0.143), tau-b -0.048 (-0.048), tau-c -0.082 (-0.048)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" statistics.js@1.0.0 seedrandom@3.0.5
cat >"$folder/ranks.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const Statistics = require("statistics.js");
const seedrandom = require("seedrandom");

const random = seedrandom("ratings");
const quality = Array.from({ length: 40 }, () => 5 * random());
const first = quality.map((q) => 1 + Math.floor(q));
const second = quality.map((q) => Math.min(5, Math.max(1, 1 + Math.floor(q + 3 * random() - 1.5))));
const high = (list) => list.map((rating) => Number(rating > 3));
const sets = {
  "two ratings": [first, second],
  "a rating with itself": [first, first],
  "high and low": [high(first), high(second)],
  "without ties": [
    [3.1, 1.2, 4.3, 1.5, 5.2, 9.1, 2.2],
    [2.1, 7.2, 1.1, 8.4, 2.8, 8.1, 1.9],
  ],
};

const ranks = (list) => list.map((x) => list.filter((y) => y < x).length + list.filter((y) => y === x).length / 2);
const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const covariance = (a, b) => mean(a.map((x, i) => (x - mean(a)) * (b[i] - mean(b))));
const correlation = (a, b) => covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
const signs = (list) => list.flatMap((x, i) => list.slice(0, i).map((y) => Math.sign(x - y)));
const sum = (a, b) => a.reduce((total, x, i) => total + x * b[i], 0);

const seen = {};
for (const [name, [x, y]] of Object.entries(sets)) {
  const statistics = new Statistics(
    x.map((value, i) => ({ x: value, y: y[i] })),
    { x: "metric", y: "metric" },
    { suppressWarnings: true },
  );
  const kendall = statistics.kendallsTau("x", "y");
  const found = [statistics.spearmansRho("x", "y", true).rho, kendall.b.tauB, kendall.c.tauC];
  const [a, b] = [signs(x), signs(y)];
  const m = Math.min(new Set(x).size, new Set(y).size);
  const right = [
    correlation(ranks(x), ranks(y)),
    sum(a, b) / Math.sqrt(sum(a, a) * sum(b, b)),
    (2 * sum(a, b)) / (x.length ** 2 * (1 - 1 / m)),
  ];
  seen[name] = found.map((value, i) => Math.abs(value - right[i]) > 0.002);
  const texts = found.map((value, i) => `${value.toFixed(3)} (${i ? "" : "by definition "}${right[i].toFixed(3)})`);
  console.log(`${name}: rho ${texts[0]}, tau-b ${texts[1]}, tau-c ${texts[2]}`);
}
assert.deepEqual(seen, {
  "two ratings": [true, true, true],
  "a rating with itself": [false, true, true],
  "high and low": [true, true, false],
  "without ties": [true, false, true],
});
JAVASCRIPT
node "$folder/ranks.cjs"
