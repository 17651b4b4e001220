#!/bin/sh
# The one-sample t test of simple-statistics takes the deviation of a whole population, so its t is too large.
#
# simple-statistics 7.12.1 on Node.js. tTest() is documented as the one-sample t-test, whose value one looks up to get a
# p-value. The t of Student divides by the deviation with n - 1. tTest() divides by that with n, so that its t is larger
# by sqrt(n / (n - 1)): 22% for three values, 12% for five. No table of t fits it. The example in its documentation has
# the same error: it says 0.16, and scipy says 0.15. tTestTwoSample() of the same package uses n - 1 and is right.
# Whoever compares the scores of a few trainings with a known score finds differences that are none. Seen (t of tTest()
# and by the formula, for five scores and the value 5; then how often 20,000 samples that have the mean 0 exceed the
# limit of 5%):
#
#     scores: 2.193, right is 1.961
#     example of the documentation: 0.165, right is 0.151
#     3 values: 7.1% of tTest, 4.8% of the formula
#     5 values: 6.6% of tTest, 5.0% of the formula
#     10 values: 6.1% of tTest, 5.0% of the formula
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" simple-statistics@7.12.1
cat >"$folder/student.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { tTest } = require("simple-statistics");

const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
function student(values, expected) {
  const middle = average(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return (middle - expected) / Math.sqrt(variance / values.length);
}

// scipy.stats.ttest_1samp gives 1.9611613513818402 and 0.15057034426283503.
const cases = [
  ["scores", [5.1, 4.8, 6.2, 5.9, 5.5], 5, 1.9611613513818402],
  ["example of the documentation", [1, 2, 3, 4, 5, 6], 3.385, 0.15057034426283503],
];
for (const [name, values, expected, scipy] of cases) {
  const found = tTest(values, expected);
  const right = student(values, expected);
  console.log(`${name}: ${found.toFixed(3)}, right is ${right.toFixed(3)}`);
  assert.ok(Math.abs(right - scipy) < 1e-9);
  assert.ok(Math.abs(found / right - Math.sqrt(values.length / (values.length - 1))) < 1e-9);
}

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
const percent = (count) => `${(count / 200).toFixed(1)}%`;
// The limits are scipy.stats.t.ppf(0.975, n - 1).
for (const [size, limit] of [[3, 4.302653], [5, 2.776445], [10, 2.262157]]) {
  const samples = Array.from({ length: 20000 }, () => Array.from({ length: size }, normal));
  const count = (test) => samples.filter((values) => Math.abs(test(values, 0)) > limit).length;
  const [found, right] = [count(tTest), count(student)];
  console.log(`${size} values: ${percent(found)} of tTest, ${percent(right)} of the formula`);
  assert.ok(Math.abs(right / 20000 - 0.05) < 0.004 && found > 1.15 * right);
}
JAVASCRIPT
node "$folder/student.cjs"
