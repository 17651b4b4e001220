#!/bin/sh
# The chi-square distribution of js-stats finds every table of two by two significant, and takes 11 degrees for 10.
#
# js-stats 1.0.5 on Node.js. Its documentation says that cumulativeProbability(ChiSquare) is the cumulative probability
# of the distribution with the degrees of freedom given; its example has 10. Whether they are even is decided with
# parseInt(df, 2), which reads the digits of the number as binary: 1 is 1, so 1 counts as even; 2, 4, 6 and 8 are no
# binary numbers, and 10 is 2, so these count as odd. The formula for even degrees gives 0 for 1, so the result is 1 for
# any statistic above 0; the formula for odd degrees, with an even number, gives the probability of one degree more from
# 4 on, and of one degree less for 2. All odd degrees from 3 on are right. No warning comes. Whoever asks whether the
# share of glasses differs between two sets of faces (one degree) always reads "yes", and with three colours of hair
# (two degrees) much too often. Seen, as 1 less the probability, for the statistic that is significant at 0.05, and for
# one degree also for half of it:
#
#     degrees  statistic  js-stats  by hand
#           1      1.921    0.0000   0.1657
#           1      3.841    0.0000   0.0500
#           2      5.991    0.0144   0.0500
#           3      7.815    0.0500   0.0500
#           4      9.488    0.0911   0.0500
#           5     11.070    0.0500   0.0500
#          10     18.307    0.0747   0.0500
#          11     19.675    0.0500   0.0500
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" js-stats@1.0.5
cat >"$folder/chi.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { ChiSquareDistribution } = require("js-stats");

// The density, with the statistic as the square of t so that it stays finite at 0, summed over the middles of steps.
function byHand(degrees, statistic) {
  let gamma = degrees % 2 ? Math.sqrt(Math.PI) : 1;
  for (let k = degrees % 2 ? 0.5 : 1; k < degrees / 2; k += 1) gamma *= k;
  const [steps, width] = [20000, Math.sqrt(statistic) / 20000];
  let area = 0;
  for (let i = 0; i < steps; i += 1) {
    const t = (i + 0.5) * width;
    area += (2 * t ** (degrees - 1) * Math.exp(-(t ** 2) / 2) * width) / (2 ** (degrees / 2) * gamma);
  }
  return 1 - area;
}

const found = (degrees, statistic) => 1 - new ChiSquareDistribution(degrees).cumulativeProbability(statistic);
const cases = [[1, 1.921], [1, 3.841], [2, 5.991], [3, 7.815], [4, 9.488], [5, 11.07], [10, 18.307], [11, 19.675]];
console.log("degrees  statistic  js-stats  by hand");
for (const [degrees, statistic] of cases) {
  const [chance, right] = [found(degrees, statistic), byHand(degrees, statistic)];
  const numbers = [statistic.toFixed(3).padStart(9), chance.toFixed(4).padStart(8), right.toFixed(4).padStart(7)];
  console.log(`${String(degrees).padStart(7)}  ${numbers.join("  ")}`);
  const taken = degrees === 2 ? 1 : degrees + 1 - (degrees % 2);
  if (degrees === 1) assert.equal(chance, 0);
  else assert.ok(Math.abs(chance - byHand(taken, statistic)) < 1e-5);
  if (degrees % 2 === 0) assert.ok(Math.abs(chance - right) > 0.02);
  assert.ok(Math.abs(right - (statistic < 2 ? 0.1657 : 0.05)) < 0.0001);
}
JAVASCRIPT
node "$folder/chi.cjs"
