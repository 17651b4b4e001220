#!/bin/sh
# The Hommel correction of @stdlib leaves two p-values as they are, and with more the smallest one comes out too small.
#
# @stdlib/stats-padjust 0.2.1 on Node.js. padjust(p, "hommel") is documented as Hommel's method for several tests. It
# starts from the smallest of n p / rank, which is a lower bound for all adjusted values. This one computes that number,
# for the p-values in the order in which they come, and does not use it. So for two tests nothing is corrected at all,
# and for more the smallest p-value is multiplied by at most n - 1. Findings that are none thus pass. "bonferroni" has
# another fault: it writes into the array that it is given, so a method that is asked afterwards corrects the corrected
# values. Holm, BH and BY are right. No warning comes. Seen (by the closed test: an intersection of tests is rejected as
# Simes does it, over all subsets):
#
#     p 0.03 0.5: hommel 0.030 0.500, closed test 0.060 0.500
#     p 0.01 0.04 0.03: hommel 0.020 0.040 0.040, closed test 0.030 0.040 0.040
#     p 0.319 0.041 0.028 0.052 0.013: hommel 0.319 0.082 0.078 0.104 0.052, closed test 0.319 0.082 0.078 0.104 0.065
#     20,000 times 2 true hypotheses, at 5 %: hommel rejects one of them in 9.7 %, the closed test in 4.9 %
#     holm 0.030 0.060 0.060, after bonferroni: 0.090 0.180 0.180
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @stdlib/stats-padjust@0.2.1
cat >"$folder/hommel.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const padjust = require("@stdlib/stats-padjust");

function closedTest(p) {
  const simes = (values) => Math.min(...[...values].sort((a, b) => a - b).map((x, i) => (values.length * x) / (i + 1)));
  return p.map((_, i) => {
    let largest = 0;
    for (let subset = 1; subset < 2 ** p.length; subset++) {
      if (subset & (1 << i)) largest = Math.max(largest, simes(p.filter((_, k) => subset & (1 << k))));
    }
    return largest;
  });
}
const show = (values) => values.map((value) => value.toFixed(3)).join(" ");
for (const p of [[0.03, 0.5], [0.01, 0.04, 0.03], [0.319, 0.041, 0.028, 0.052, 0.013]]) {
  const [got, right] = [padjust([...p], "hommel"), closedTest(p)];
  console.log(`p ${p.join(" ")}: hommel ${show(got)}, closed test ${show(right)}`);
  const first = p.indexOf(Math.min(...p));
  assert.ok(got[first] < 0.9 * right[first]);
  p.forEach((_, i) => assert.ok(i === first || Math.abs(got[i] - right[i]) < 1e-9));
}
assert.deepEqual(padjust([0.03, 0.5], "hommel"), [0.03, 0.5]);

let state = 1;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const times = 20000;
const rejected = [0, 0];
for (let i = 0; i < times; i++) {
  const p = [random(), random()];
  [padjust([...p], "hommel"), closedTest(p)].forEach((q, k) => { rejected[k] += Math.min(...q) <= 0.05; });
}
const [hommel, closed] = rejected.map((count) => (100 * count) / times);
const rates = `hommel rejects one of them in ${hommel.toFixed(1)} %, the closed test in ${closed.toFixed(1)} %`;
console.log(`20,000 times 2 true hypotheses, at 5 %: ${rates}`);
assert.ok(hommel > 9 && closed < 5.6);

const p = [0.01, 0.04, 0.03];
const holm = padjust(p, "holm");
padjust(p, "bonferroni");
const again = padjust(p, "holm");
console.log(`holm ${show(holm)}, after bonferroni: ${show(again)}`);
again.forEach((value, i) => assert.ok(Math.abs(value - 3 * holm[i]) < 1e-9));
JAVASCRIPT
node "$folder/hommel.cjs"
