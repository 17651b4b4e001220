#!/bin/sh
# The Mann-Whitney test of mann-whitney-utest misses differences of large samples and finds some in samples of 3.
#
# mann-whitney-utest 1.0.5 on Node.js. The documentation has significant() compare U with a critical value. What the
# library takes for that value is z, by how many deviations U is away from its mean, and a difference is significant
# if U is below z. U grows with the product of the sizes and z with the root of the size, so the more values there are
# and the surer a difference is, the less it is found; with 30 values of each kind, only samples that hardly overlap
# count. With 3 of each, no two-sided test can find anything at 5 %, as the least p-value is 0.1, and it finds something
# in every fifth pair of equals. U and z themselves (criticalValue()) are right: with ten values or more, ask whether z
# exceeds 1.96. Scores of two generators are compared by such a test. Seen, for 500 pairs of normal samples each, with
# p-values by counting all orders:
#
#     2 x 3 values, 0 deviations apart: significant() 22 %, z > 1.96 10 %, exact p < 0.05 0 %
#     2 x 3 values, 1 deviations apart: significant() 44 %, z > 1.96 26 %, exact p < 0.05 0 %
#     2 x 10 values, 0 deviations apart: significant() 0 %, z > 1.96 6 %, exact p < 0.05 6 %
#     2 x 10 values, 2 deviations apart: significant() 24 %, z > 1.96 98 %, exact p < 0.05 98 %
#     2 x 30 values, 1 deviations apart: significant() 0 %, z > 1.96 96 %, exact p < 0.05 96 %
#     2 x 100 values, 1 deviations apart: significant() 0 %, z > 1.96 100 %, exact p < 0.05 100 %
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" mann-whitney-utest@1.0.5 seedrandom@3.0.5
cat >"$folder/test.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const mannWhitney = require("mann-whitney-utest");
const seedrandom = require("seedrandom");

const random = seedrandom("faces");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

// The two-sided p-value of samples without ties: in how many of all orders of the values U is as far from its mean.
const ways = (m, n) => {
  let table = Array.from({ length: m + 1 }, () => Array(m * n + 1).fill(0));
  table[0][0] = 1;
  for (let value = 1; value <= m + n; value++) {
    const next = table.map((row) => row.slice());
    // The value is put into the first sample: it beats all smaller values of the second.
    for (let i = 1; i <= m; i++) {
      const beaten = value - i;
      if (beaten < 0 || beaten > n) continue;
      for (let u = beaten; u <= m * n; u++) next[i][u] += table[i - 1][u - beaten];
    }
    table = next;
  }
  return table[m];
};
const exact = (m, n) => {
  const counts = ways(m, n);
  const total = counts.reduce((sum, x) => sum + x, 0);
  const away = (u) => Math.abs(u - (m * n) / 2);
  return (u) => counts.reduce((sum, x, i) => sum + (away(i) >= away(u) ? x : 0), 0) / total;
};
const shares = {};
for (const [size, shift] of [[3, 0], [3, 1], [10, 0], [10, 2], [30, 1], [100, 1]]) {
  const p = exact(size, size);
  const found = { library: 0, z: 0, p: 0 };
  for (let trial = 0; trial < 500; trial++) {
    const samples = [0, shift].map((mean) => Array.from({ length: size }, () => mean + normal()));
    const u = mannWhitney.test(samples);
    const below = samples[0].map((x) => samples[1].filter((y) => y < x).length).reduce((sum, x) => sum + x, 0);
    assert.equal(u[0], below);
    found.library += mannWhitney.significant(u, samples) / 5;
    found.z += (mannWhitney.criticalValue(u, samples) > 1.96) / 5;
    found.p += (p(u[0]) < 0.05) / 5;
  }
  shares[`${size} ${shift}`] = found;
  const [library, z, counted] = Object.values(found).map((x) => `${x.toFixed(0)} %`);
  const name = `2 x ${size} values, ${shift} deviations apart`;
  console.log(`${name}: significant() ${library}, z > 1.96 ${z}, exact p < 0.05 ${counted}`);
}
assert.ok(shares["3 0"].library > 10 && shares["3 0"].p === 0);
for (const name of ["30 1", "100 1"]) {
  assert.ok(shares[name].library === 0 && shares[name].p > 90 && shares[name].z > 90);
}
assert.ok(shares["10 2"].library < shares["10 2"].p - 30);
JAVASCRIPT
node "$folder/test.cjs"
