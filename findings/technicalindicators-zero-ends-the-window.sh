#!/bin/sh
# In technicalindicators a zero among the values spoils rolling deviations, Bollinger bands, highest and lowest values.
#
# technicalindicators 3.1.0 on Node.js. Its documentation lists "Bollinger Bands", "Standard Deviation", "Highest" and
# "Lowest" without any limit to the values; a good guess is that each result is that of the last so many values. The
# code often asks whether there is a value in a way that takes zero for none. The loop over a window stops at the first
# zero, so the deviation leaves out the zero and all that came after it, and still divides by the whole period. If the
# mean of a window is zero, the deviation and the bands of the window before are given again. The highest value starts
# at zero, so negative values do not count until the first search. Prices have no zeros, but losses minus their mean,
# steps of a slider and changes of a level do. No warning comes.
# Seen for 200 whole numbers from -5 to 5 and for the same numbers plus 100: how many results differ from a plain
# calculation for each window (the true deviation of 0, 10, 20, 30 is 11.18 in any order, and those of the six numbers
# by twos are 0, 1.5, 5, 7, 9):
#
#     wrong, of 196, period 5    from -5 to 5   plus 100
#     moving average                        0          0
#     standard deviation                   66          0
#     upper Bollinger band                 66          0
#     highest                              46          0
#     lowest                                2          0
#     deviation of 0, 10, 20, 30: 0.00, of 10, 20, 30, 0: 8.29
#     deviations of 2, 2, 5, -5, 9, -9 by twos: 0.00, 1.50, 1.50, 7.00, 7.00
#     highest of -3, -2, -4 by threes: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" technicalindicators@3.1.0
cat >"$folder/windows.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { BollingerBands, Highest, Lowest, SD, SMA } = require("technicalindicators");

let state = 7;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const values = Array.from({ length: 200 }, () => Math.floor(11 * random()) - 5);
const mean = (window) => window.reduce((sum, x) => sum + x, 0) / window.length;
const deviation = (window) => Math.sqrt(mean(window.map((x) => (x - mean(window)) ** 2)));
const rules = {
  "moving average": [(input) => SMA.calculate(input), mean],
  "standard deviation": [(input) => SD.calculate(input), deviation],
  "upper Bollinger band": [
    (input) => BollingerBands.calculate({ ...input, stdDev: 2 }).map((band) => band.upper),
    (window) => mean(window) + 2 * deviation(window),
  ],
  highest: [(input) => Highest.calculate(input), (window) => Math.max(...window)],
  lowest: [(input) => Lowest.calculate(input), (window) => Math.min(...window)],
};
const wrong = ([theirs, plain], values, period) => {
  const results = theirs({ values: [...values], period });
  const windows = values.slice(period - 1).map((_, i) => values.slice(i, i + period));
  assert.equal(results.length, windows.length);
  return windows.filter((window, i) => !(Math.abs(plain(window) - results[i]) < 1e-6)).length;
};

console.log("wrong, of 196, period 5    from -5 to 5   plus 100");
for (const [name, rule] of Object.entries(rules)) {
  const [around, above] = [wrong(rule, values, 5), wrong(rule, values.map((x) => x + 100), 5)];
  console.log(name.padEnd(25) + String(around).padStart(14) + String(above).padStart(11));
  assert.equal(above, 0);
  assert.ok(name === "moving average" ? around === 0 : around > 0, `${name} ${around}`);
}
const few = (values, period) => SD.calculate({ values, period }).map((x) => x.toFixed(2)).join(", ");
console.log(`deviation of 0, 10, 20, 30: ${few([0, 10, 20, 30], 4)}, of 10, 20, 30, 0: ${few([10, 20, 30, 0], 4)}`);
console.log(`deviations of 2, 2, 5, -5, 9, -9 by twos: ${few([2, 2, 5, -5, 9, -9], 2)}`);
console.log(`highest of -3, -2, -4 by threes: ${Highest.calculate({ values: [-3, -2, -4], period: 3 })}`);
assert.equal(few([0, 10, 20, 30], 4), "0.00");
assert.equal(few([2, 2, 5, -5, 9, -9], 2), "0.00, 1.50, 1.50, 7.00, 7.00");
assert.deepEqual(Highest.calculate({ values: [-3, -2, -4], period: 3 }), [0]);
JAVASCRIPT
node "$folder/windows.cjs"
