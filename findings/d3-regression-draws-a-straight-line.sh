#!/bin/sh
# d3-regression draws an S, and a curve of small values over many steps, as a straight line between the two ends.
#
# d3-regression 2.2.0 on Node.js. Each regression returns "a smooth line represented as an array of points". It adds a
# point in the middle of a piece if the curve bends there by more than a certain angle, and otherwise never looks at
# that piece again. The middle of an S lies on the straight line between its ends, so a cubic, a polynomial of order 5
# or a sigmoid over symmetric data stays a line of two points. The angle is in the units of the data, so a curve over
# 200,000 steps with values around 0.1 counts as flat, too. predict() and rSquared are right; only the line is wrong.
# The cure is to call predict() at many places. Seen (points of the line, rSquared, and the largest distance from the
# drawn line to predict(), as a share of the height of the curve):
#
#     x ** 3 - x for -1 to 1, order 3: 2 points, rSquared 1.00, off by 50 %
#     tanh(3 x) for -1 to 1, order 5: 2 points, rSquared 1.00, off by 22 %
#     tanh(3 x) for -1 to 1, sigmoidal: 2 points, rSquared 1.00, off by 22 %
#     a loss that falls from 0.1 in 200,000 steps, exponential: 2 points, rSquared 1.00, off by 47 %
#     the same with steps in thousands: 14 points, rSquared 1.00, off by 2 %
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" d3-regression@2.2.0
cat >"$folder/line.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { regressionExp, regressionPoly, regressionSigmoidal } from "d3-regression";

const places = Array.from({ length: 21 }, (_, i) => (i - 10) / 10);
const steps = Array.from({ length: 20 }, (_, i) => (i + 1) * 10000);
const loss = (step) => 0.1 * Math.exp(-step / 40000);
const cases = [
  ["x ** 3 - x for -1 to 1, order 3", regressionPoly().order(3), places.map((x) => [x, x ** 3 - x])],
  ["tanh(3 x) for -1 to 1, order 5", regressionPoly().order(5), places.map((x) => [x, Math.tanh(3 * x)])],
  ["tanh(3 x) for -1 to 1, sigmoidal", regressionSigmoidal(), places.map((x) => [x, Math.tanh(3 * x)])],
  ["a loss that falls from 0.1 in 200,000 steps, exponential", regressionExp(), steps.map((x) => [x, loss(x)])],
  ["the same with steps in thousands", regressionExp(), steps.map((x) => [x / 1000, loss(x)])],
];
const drawn = (line, x) => {
  const k = Math.max(1, line.findIndex(([place]) => place >= x));
  const [[x0, y0], [x1, y1]] = [line[k - 1], line[k]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
};
const seen = cases.map(([name, regression, data]) => {
  const line = regression(data);
  const [from, to] = [data[0][0], data.at(-1)[0]];
  const dense = Array.from({ length: 1001 }, (_, i) => from + ((to - from) * i) / 1000);
  const curve = dense.map(line.predict);
  const height = Math.max(...curve) - Math.min(...curve);
  const off = (100 * Math.max(...dense.map((x, i) => Math.abs(drawn(line, x) - curve[i])))) / height;
  const fits = data.every(([x, y]) => Math.abs(line.predict(x) - y) < 0.1 * height);
  const shown = `${line.length} points, rSquared ${line.rSquared.toFixed(2)}`;
  console.log(`${name}: ${shown}, off by ${off.toFixed(0)} %`);
  assert.ok(fits && line.rSquared > 0.99);
  return { points: line.length, off };
});
const right = seen.pop();
assert.ok(seen.every(({ points, off }) => points === 2 && off > 15));
assert.ok(right.points > 5 && right.off < 4);
JAVASCRIPT
node "$folder/line.mjs"
