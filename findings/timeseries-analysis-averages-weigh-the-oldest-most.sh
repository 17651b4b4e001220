#!/bin/sh
# The weighted average of timeseries-analysis weighs the oldest value most, and its exponential one knows two values.
#
# timeseries-analysis 1.0.12 on Node.js. lwma() is documented as the linear weighted moving average, and ema() is the
# exponential one. A linear weighted average gives the newest value the largest weight, so it follows a change sooner
# than the plain one. This one gives the value that is n steps old the weight n and the last one the weight 1, and
# leaves the present value out, so it follows later. An exponential average continues from its own last result. ema()
# continues from the last value of the data, so it averages two neighbours whatever the period is, and the longer the
# period, the nearer it is to the plain data moved by one step: it hardly smooths. No warning comes. A curve of losses
# drawn with lwma() lags, and one drawn with ema() keeps its noise. Seen (a step from 0 to 1; 400 values of noise; the
# period is n):
#
#     a step, period 4: lwma()     0.00 0.10 0.30 0.60 1.00
#                       ma()       0.00 0.25 0.50 0.75 1.00
#                       by hand    0.40 0.70 0.90 1.00 1.00
#     noise of 0.283, period  5: ema() 0.204, by hand 0.113; ema() is within 0.319 of the value before
#     noise of 0.283, period 20: ema() 0.253, by hand 0.054; ema() is within 0.091 of the value before
#     noise of 0.283, period 80: ema() 0.273, by hand 0.027; ema() is within 0.024 of the value before
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" timeseries-analysis@1.0.12
cat >"$folder/averages.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const timeseries = require("timeseries-analysis");

const day = (i) => new Date(Date.UTC(2026, 0, 1 + i));
const series = (values) => new timeseries.main(values.map((value, i) => [day(i), value]));
const output = (smoothed) => smoothed.output().map((point) => point[1]);
const show = (values) => values.map((value) => value.toFixed(2)).join(" ");

const period = 4;
const start = 10;
const step = Array.from({ length: 20 }, (_, i) => (i < start ? 0 : 1));
const lwma = output(series(step).lwma({ period })).slice(start, start + 5);
const plain = output(series(step).ma({ period })).slice(start, start + 5);
const byHand = step.map((_, i) => {
  let sum = 0;
  for (let age = 0; age < period; age++) sum += (period - age) * (step[i - age] ?? 0);
  return sum / ((period * (period + 1)) / 2);
}).slice(start, start + 5);
console.log(`a step, period 4: lwma()     ${show(lwma)}`);
console.log(`                  ma()       ${show(plain)}`);
console.log(`                  by hand    ${show(byHand)}`);
assert.deepEqual(lwma.map((value) => Math.round(10 * value)), [0, 1, 3, 6, 10]);
assert.deepEqual(byHand.map((value) => Math.round(10 * value)), [4, 7, 9, 10, 10]);
assert.ok(lwma.every((value, i) => value <= plain[i] + 1e-9));

const noise = Array.from({ length: 400 }, (_, i) => {
  const x = Math.sin(12.9898 * (i + 1)) * 43758.5453;
  return x - Math.floor(x) - 0.5;
});
const spread = (values) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
};
const recursive = (n) => {
  let last = noise[0];
  return noise.map((value) => (last += (2 / (n + 1)) * (value - last)));
};
const spreads = [5, 20, 80].map((n) => {
  const ema = output(series(noise).ema({ period: n })).slice(100);
  const right = recursive(n).slice(100);
  const moved = Math.max(...ema.map((value, i) => Math.abs(value - noise[99 + i])));
  const errors = `ema() ${spread(ema).toFixed(3)}, by hand ${spread(right).toFixed(3)}`;
  const name = `noise of ${spread(noise).toFixed(3)}, period ${String(n).padStart(2)}`;
  console.log(`${name}: ${errors}; ema() is within ${moved.toFixed(3)} of the value before`);
  return [spread(ema), spread(right)];
});
assert.ok(spreads[2][0] > spreads[1][0] && spreads[1][0] > spreads[0][0]);
assert.ok(spreads[2][1] < spreads[1][1] && spreads[1][1] < spreads[0][1]);
assert.ok(spreads[2][0] > 0.9 * spread(noise) && spreads[2][1] < 0.3 * spread(noise));
JAVASCRIPT
node "$folder/averages.cjs"
