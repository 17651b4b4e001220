#!/bin/sh
# rolling-stats drops about half of its values at a time, however old, and calls 0 the smallest of positive ones.
#
# rolling-stats 0.2.1 on Node.js. Its documentation promises rolling statistics; they are over the last values of a
# duration. calculate() drops older ones, but its loop counts up to the number of values left, which falls while it
# drops them, so it ends when about half are gone. Mean, deviation, smallest, largest, sum, number and rate still hold
# the other half; each further call drops half of the rest. allmin and allmax, the smallest and the largest ever, begin
# at 0, so 0 stands for the shortest time of a training step, or for the largest score of a discriminator that gives
# negative ones only. Whoever watches a training by its losses of the last minute still sees old ones after a pause or
# in a slower phase, and another mean each time that it is asked for. Seen, for a duration of 1000 milliseconds, a clock
# by hand, ten losses of 8 at times 0 to 9, a single loss of 2 at 5000, and calculate() three times at 5000:
#
#     call 1: 5 values, mean 6.80, largest 8; right 1, 2.00, 2
#     call 2: 2 values, mean 5.00, largest 8; right 1, 2.00, 2
#     call 3: 1 values, mean 2.00, largest 2; right 1, 2.00, 2
#     losses 8 and 2: smallest ever 0, right 2; scores -3, -5, -4: largest ever 0, right -3
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" rolling-stats@0.2.1
cat >"$folder/losses.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Stats } = require("rolling-stats");

let now = 0;
const losses = new Stats(100, 1000, () => now);
for (now = 0; now < 10; now++) losses.point(8);
now = 5000;
losses.point(2);
const counts = [];
for (let call = 1; call <= 3; call++) {
  const { count, mean, max } = losses.calculate();
  counts.push(count);
  console.log(`call ${call}: ${count} values, mean ${mean.toFixed(2)}, largest ${max}; right 1, 2.00, 2`);
}
assert.ok(counts[0] > 4 && counts.at(-1) === 1);

const scores = new Stats(100, 1000, () => now);
[-3, -5, -4].forEach((score) => scores.point(score));
const [low, high] = [losses.calculate().allmin, scores.calculate().allmax];
console.log(`losses 8 and 2: smallest ever ${low}, right 2; scores -3, -5, -4: largest ever ${high}, right -3`);
assert.deepEqual([low, high], [0, 0]);
JAVASCRIPT
node "$folder/losses.cjs"
