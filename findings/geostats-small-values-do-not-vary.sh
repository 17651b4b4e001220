#!/bin/sh
# geostats rounds the variance to hundredths before it takes the root, so numbers between 0 and 0.2 have deviation 0.
#
# geostats 2.1.0 on Node.js. variance() and stddev() are documented to return the variance and the standard deviation;
# nothing is said of rounding. The variance is rounded to two decimals, whatever the size of the values; stddev() takes
# the root of that and rounds again, even stddev(false), and cov() divides it by the mean. So a deviation below 0.07 is
# 0, and one of 0.08 is 0.1. getClassStdDeviation() puts all its bounds at the mean, and getClass() finds no class for
# what lies above. Values such as losses, shares or distances of latent codes are of this size. The same values times
# 1,000 give other classes. No warning comes. Seen (12 losses from 0.02 to 0.16):
#
#     losses: deviation 0 of 0.0433, relative 0 of 0.5072
#     bounds of 4 classes: 0.0854, 0.0854, 0.0854, 0.0854, 0.0854
#     losses that have a class: 7 of 12
#     times 1,000: deviation 43.3253 of 43.3252, relative 0.51 of 0.5072
#     bounds of 4 classes: -1.23, 42.09, 85.42, 128.74, 172.07
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" geostats@2.1.0
cat >"$folder/deviation.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const Geostats = require("geostats");

const losses = [0.021, 0.034, 0.042, 0.055, 0.067, 0.074, 0.083, 0.098, 0.114, 0.128, 0.147, 0.162];
const describe = (name, values) => {
  const statistics = new Geostats(values);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const right = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  const deviation = statistics.stddev(false);
  const relative = `${statistics.cov()} of ${(right / mean).toFixed(4)}`;
  console.log(`${name}: deviation ${Number(deviation.toFixed(4))} of ${right.toFixed(4)}, relative ${relative}`);
  const bounds = statistics.getClassStdDeviation(4);
  const digits = right < 1 ? 4 : 2;
  console.log(`bounds of 4 classes: ${bounds.map((bound) => bound.toFixed(digits)).join(", ")}`);
  return { statistics, mean, right, deviation, bounds };
};

const small = describe("losses", losses);
assert.equal(small.deviation, 0);
assert.ok(small.right > 0.04);
assert.ok(small.bounds.every((bound) => Math.abs(bound - small.mean) < 1e-9));
const placed = losses.filter((loss) => Number.isInteger(small.statistics.getClass(loss))).length;
console.log(`losses that have a class: ${placed} of ${losses.length}`);
assert.ok(placed < losses.length);

const large = describe("times 1,000", losses.map((loss) => Math.round(1000 * loss)));
assert.ok(Math.abs(large.deviation - large.right) < 0.01);
assert.ok(large.bounds[4] - large.bounds[0] > 3.9 * large.right);
JAVASCRIPT
node "$folder/deviation.cjs"
