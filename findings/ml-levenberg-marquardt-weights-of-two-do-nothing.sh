#!/bin/sh
# When every point has the weight 2, levenbergMarquardt() returns the initial values as its fit.
#
# ml-levenberg-marquardt 5.1.0 on Node.js. Its documentation has "weights", a weighting vector or one number, 1 by
# default. One weight for all points must not change a fit. But the steps are weighted in two ways: the Jacobian times
# its transpose is divided by the squares of the weights, while the residuals are multiplied by them, so a step is w^4
# times the right one. With 2 every step is 16 times too long and makes things worse; the result is what it started
# from, after all iterations, without a warning. With 0.1 each is a ten-thousandth. Where most weights are 1 the fit
# works, but weights count squared: one point of weight 3 pulls like nine points. Whoever weights a curve of losses by
# the number of faces behind each mean gets the guess back as the fit. Seen, for a line, 3 + 2 x with +-0.1 on it, from
# the guess 1, 1:
#
#     weights 1:       2.993 + 2.004 x
#     weights 0.1:     1.190 + 1.096 x
#     weights 2:       1.000 + 1.000 x
#     weights 10:      1.000 + 1.000 x
#     weights 1 and 2: 1.000 + 1.000 x
#     by hand, weights 1 and 2: 2.991 + 2.004 x, squares of them: 2.987 + 2.005 x
#     first point 3, others 1: 2.952 + 2.019 x; by hand: 2.978 + 2.009 x, squares of them: 2.952 + 2.019 x
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-levenberg-marquardt@5.1.0
cat >"$folder/weights.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { levenbergMarquardt } from "ml-levenberg-marquardt";

const x = Array.from({ length: 40 }, (_, i) => i / 10);
const y = x.map((at, i) => 3 + 2 * at + (i % 2 ? 0.1 : -0.1));
const line = ([a, b]) => (at) => a + b * at;
const fit = (weights) => {
  const options = { initialValues: [1, 1], maxIterations: 1000, weights };
  return levenbergMarquardt({ x, y }, line, options).parameterValues;
};
const byHand = (weights) => {
  const sum = (value) => x.reduce((total, at, i) => total + weights[i] * value(at, y[i]), 0);
  const [n, sx, sy] = [sum(() => 1), sum((at) => at), sum((at, to) => to)];
  const slope = (n * sum((at, to) => at * to) - sx * sy) / (n * sum((at) => at * at) - sx * sx);
  return [(sy - slope * sx) / n, slope];
};
const squares = (weights) => weights.map((weight) => weight * weight);
const text = ([a, b]) => `${a.toFixed(3)} + ${b.toFixed(3)} x`;
const near = (one, other, within) => one.every((value, i) => Math.abs(value - other[i]) < within);

const fits = new Map([1, 0.1, 2, 10].map((weight) => [weight, fit(weight)]));
for (const [weight, found] of fits) console.log(`${`weights ${weight}:`.padEnd(16)} ${text(found)}`);
const halves = x.map((_, i) => (i < 20 ? 1 : 2));
const mixed = fit(halves);
console.log(`weights 1 and 2: ${text(mixed)}`);
console.log(`by hand, weights 1 and 2: ${text(byHand(halves))}, squares of them: ${text(byHand(squares(halves)))}`);
const first = x.map((_, i) => (i ? 1 : 3));
const heavy = fit(first);
const hand = `by hand: ${text(byHand(first))}, squares of them: ${text(byHand(squares(first)))}`;
console.log(`first point 3, others 1: ${text(heavy)}; ${hand}`);

assert.ok(near(fits.get(1), byHand(x.map(() => 1)), 1e-6));
for (const found of [fits.get(2), fits.get(10), mixed]) assert.deepEqual(found, [1, 1]);
assert.ok(!near(fits.get(0.1), fits.get(1), 0.5));
assert.ok(near(heavy, byHand(squares(first)), 1e-3) && !near(heavy, byHand(first), 5e-3));
JAVASCRIPT
node "$folder/weights.mjs"
