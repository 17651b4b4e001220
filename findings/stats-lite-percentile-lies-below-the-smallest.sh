#!/bin/sh
# A low percentile of stats-lite lies below the smallest value, below zero even for losses that are all positive.
#
# stats-lite 2.2.0 on Node.js. Its documentation says that percentile() takes a share above 0 and up to 1, and that it
# interpolates percentiles that are no members. The place in the sorted values is n times the share, less a half. If it
# is negative, which it is for every share below 1 / (2n), the whole part is cut towards zero and the rest is negative,
# so the line through the two smallest values is followed to the left of both. At the other end the largest value is the
# limit, as it should be, so a percentile of the negated values is not the negated percentile of the other end. Whoever
# clips losses, or the ends of a slider of a latent space, to the percentiles 1 and 99 of 20 pictures gets a limit below
# all of them, and the logarithm of it is not a number. Seen, for 20 losses, 0.02 and then 0.5, 0.54 and so on to 1.22,
# where "negated" is the negated percentile of the negated losses at the other end:
#
#     share  stats-lite  negated  by hand
#     0.001     -0.2104   0.0200   0.0200
#     0.01      -0.1240   0.0200   0.0200
#     0.02      -0.0280   0.0200   0.0200
#     0.025      0.0200   0.0200   0.0200
#     0.1        0.5200   0.5200   0.5200
#     0.5        0.8400   0.8400   0.8400
#     0.975      1.2200   1.2200   1.2200
#     0.99       1.2200   1.2320   1.2200
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" stats-lite@2.2.0
cat >"$folder/percentile.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { percentile } = require("stats-lite");

const losses = Array.from({ length: 20 }, (_, i) => (i ? 0.46 + 0.04 * i : 0.02));
const negatives = losses.map((loss) => -loss);
function byHand(share) {
  const place = Math.min(Math.max(losses.length * share - 0.5, 0), losses.length - 1);
  const [low, high] = [losses[Math.floor(place)], losses[Math.ceil(place)]];
  return low + (place - Math.floor(place)) * (high - low);
}

console.log("share  stats-lite  negated  by hand");
for (const share of [0.001, 0.01, 0.02, 0.025, 0.1, 0.5, 0.975, 0.99]) {
  const found = percentile(losses, share);
  const negated = -percentile(negatives, 1 - share);
  const columns = [found.toFixed(4).padStart(10), negated.toFixed(4).padStart(7), byHand(share).toFixed(4).padStart(7)];
  console.log(`${String(share).padEnd(5)}  ${columns.join("  ")}`);
  assert.ok(share < 0.025 ? found < losses[0] - 0.04 && found < 0 : Math.abs(found - byHand(share)) < 1e-9);
  assert.ok(share > 0.975 ? negated > losses[19] + 0.01 : Math.abs(negated - byHand(share)) < 1e-9);
}
JAVASCRIPT
node "$folder/percentile.cjs"
