#!/bin/sh
# The robust curve of loess ignores outliers above it and runs after those below it, farther than the plain curve does.
#
# loess 1.3.5 on Node.js. By its documentation, "robust" turns on "iterative robust fitting", after Cleveland, who gives
# each point the weight (1 - (r / 6m)^2)^2 of its residual r, and none if r is greater than 6m in size. The library asks
# only whether r is greater than 6m, not whether it is below -6m. So a point far below the curve gets a weight that
# grows with the fourth power of the distance, far above 1, where 0 is right. One bad step of a falling loss curve or
# one failed score then pulls the curve down, though the option was chosen to prevent just this. The same data upside
# down give another curve. No warning comes. Seen, for 50 points of a line with noise of 0.05 and one of them moved by
# 1 (greatest distance of each curve from the line; Cleveland is his method in plain numbers, for comparison):
#
#     no outlier: plain 0.04, robust 0.03, Cleveland 0.03; greatest weight 1.0
#     one outlier above: plain 0.07, robust 0.03, Cleveland 0.03; greatest weight 1.0
#     one outlier below: plain 0.08, robust 0.94, Cleveland 0.03; greatest weight 145.3
#     one outlier below, upside down: robust 0.03
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" loess@1.3.5 seedrandom@3.0.5
cat >"$folder/curve.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { default: Loess } = require("loess");
const seedrandom = require("seedrandom");

const count = 50;
const random = seedrandom("losses");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const x = Array.from({ length: count }, (_, i) => i);
const line = x.map((step) => 3 - 0.02 * step);
const noisy = line.map((level) => level + 0.05 * normal());
const moved = (by) => noisy.map((level, i) => (i === 25 ? level + by : level));
const library = (y, robust) => new Loess({ x, y }, { span: 0.5, degree: 1, robust }).predict();
const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

// Cleveland's robust curve: local lines, tricube weights of the nearest half, four rounds of bisquare weights.
const cleveland = (y) => {
  let trust = x.map(() => 1);
  let curve;
  for (let round = 0; round < 4; round++) {
    curve = x.map((place) => {
      const reach = x.map((step) => Math.abs(step - place)).sort((a, b) => a - b)[count / 2 - 1];
      const weights = x.map((step, i) => trust[i] * Math.max(0, 1 - (Math.abs(step - place) / reach) ** 3) ** 3);
      const sum = (value) => weights.reduce((total, weight, i) => total + weight * value(i), 0);
      const [centre, level] = [sum((i) => x[i]) / sum(() => 1), sum((i) => y[i]) / sum(() => 1)];
      const slope = sum((i) => (x[i] - centre) * y[i]) / sum((i) => (x[i] - centre) ** 2);
      return level + slope * (place - centre);
    });
    const residuals = y.map((level, i) => level - curve[i]);
    const limit = 6 * median(residuals.map(Math.abs));
    trust = residuals.map((rest) => Math.max(0, 1 - (rest / limit) ** 2) ** 2);
  }
  return curve;
};

const off = (curve) => Math.max(...curve.map((level, i) => Math.abs(level - line[i])));
const results = {};
for (const [name, by] of [["no outlier", 0], ["one outlier above", 1], ["one outlier below", -1]]) {
  const y = moved(by);
  const { fitted, weights } = library(y, true);
  const [plain, robust, right] = [library(y, false).fitted, fitted, cleveland(y)].map(off);
  const most = Math.max(...weights.flat());
  results[name] = { plain, robust, right, most };
  const text = [plain, robust, right].map((distance) => distance.toFixed(2));
  const weight = most.toFixed(1);
  console.log(`${name}: plain ${text[0]}, robust ${text[1]}, Cleveland ${text[2]}; greatest weight ${weight}`);
}
const mirrored = library(moved(-1).map((level) => -level), true).fitted.map((level) => -level);
console.log(`one outlier below, upside down: robust ${off(mirrored).toFixed(2)}`);
for (const { right } of Object.values(results)) assert.ok(right < 0.06);
for (const name of ["no outlier", "one outlier above"]) {
  assert.ok(results[name].robust < 0.06 && results[name].most <= 1);
}
const { plain, robust, most } = results["one outlier below"];
assert.ok(robust > 3 * plain && most > 3);
assert.ok(off(mirrored) < 0.06);
JAVASCRIPT
node "$folder/curve.js"
