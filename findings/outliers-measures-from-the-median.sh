#!/bin/sh
# outliers takes 1.5 quartile ranges from the median instead of the quartiles, so it drops 1 of 25 good numbers.
#
# outliers 0.0.3 on Node.js. Its documentation names the section of Wikipedia on the interquartile range and outliers,
# where an outlier lies more than 1.5 quartile ranges below the first quartile or above the third. The library takes the
# same 1.5 ranges, but counts them from the median. That is about half a range less on each side: 2.0 standard
# deviations instead of 2.7 for a normal distribution, so it removes six times as many good numbers, and filtering again
# removes more. For a skew distribution the limits are not even moved by the same amount. So statistics of latent
# coordinates or losses after .filter(outliers()) come out too narrow. No warning comes. Seen, for 10,000 normal numbers
# and for 10,000 exponential ones (the rule of Wikipedia, in plain numbers, beside the library):
#
#     normal: library drops 4.2 %, Wikipedia 0.7 %; spread 0.885 and 0.966
#     skew: library drops 9.6 %, Wikipedia 5.0 %; spread 0.596 and 0.713
#     of 1 2 3 4 5 6 7 8 9 10 16: library drops 16, Wikipedia none
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" outliers@0.0.3 seedrandom@3.0.5
cat >"$folder/filter.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const outliers = require("outliers");
const seedrandom = require("seedrandom");

const random = seedrandom("latent");
const count = 10000;
const draw = (one) => Array.from({ length: count }, one);
const normal = draw(() => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
const skew = draw(() => -Math.log(1 - random()));
const median = (sorted) => (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
const spread = (list) => {
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  return Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length);
};
const quartiles = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const half = list.length >> 1;
  return [sorted.slice(0, half), sorted, sorted.slice(list.length - half)].map(median);
};
const outside = (list, low, high) => list.filter((x) => x < low || x > high);
const wikipedia = (list) => {
  const [q1, , q3] = quartiles(list);
  return outside(list, q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1));
};

for (const [name, list] of Object.entries({ normal, skew })) {
  const [found, right] = [outliers(list), wikipedia(list)];
  const [q1, middle, q3] = quartiles(list);
  const reach = 1.5 * (q3 - q1);
  assert.deepEqual([...found].sort(), outside(list, middle - reach, middle + reach).sort());
  const kept = list.filter(outliers());
  assert.equal(kept.length, count - found.length);
  const share = (part) => `${((100 * part.length) / count).toFixed(1)} %`;
  const left = spread(kept).toFixed(3);
  const fair = spread(list.filter((x) => !right.includes(x))).toFixed(3);
  console.log(`${name}: library drops ${share(found)}, Wikipedia ${share(right)}; spread ${left} and ${fair}`);
  assert.ok(found.length > 1.5 * right.length);
}
assert.ok(outliers(normal).length > 5 * wikipedia(normal).length);
const small = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16];
const [dropped, right] = [outliers(small), wikipedia(small)];
console.log(`of ${small.join(" ")}: library drops ${dropped.join(" ")}, Wikipedia ${right.join(" ") || "none"}`);
assert.ok(dropped.length > 0 && right.length === 0);
JAVASCRIPT
node "$folder/filter.js"
