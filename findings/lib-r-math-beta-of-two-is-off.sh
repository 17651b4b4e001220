#!/bin/sh
# pbeta() of lib-r-math.js is wrong in the fourth digit where a shape is 2, and so are qbeta(), pbinom() and pnbinom().
#
# lib-r-math.js 2.0.3 on Node.js. The documentation calls it the nmath of R "re-created in typescript/javascript" and
# compares digits with R under "fidelity". R and scipy are exact to 15 digits here; these functions are off by up to
# 0.0008 where a shape is exactly 2 (for many x, not for all), and right for a shape of 2.0000001. The binomial and the
# negative binomial distribution function call pbeta(), so P(X <= n - 2) and P(X <= 1) are affected, and differ from the
# sum of dbinom() of the same package. Whoever gives an exact interval or a p-value for a share of faces (1 of 5 judged
# fake) gets a number that looks precise. No warning comes. Seen:
#
#     pbeta(0.5, 2, 2): 0.500562, by hand 0.500000; upper and lower tail add up to 1
#     pbeta(0.1, 1, 2): 0.189200, by hand 0.190000
#     pbeta(0.5, 2, 2.0000001): 0.500000
#     median of beta(1, 2): 0.293290, by hand 0.292893
#     pbinom(1, 5, 0.3): 0.527690, sum of dbinom 0.528220
#     pnbinom(0, 2, 0.7): 0.490551, dnbinom 0.490000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" lib-r-math.js@2.0.3
cat >"$folder/beta.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { dbinom, dnbinom, pbeta, pbinom, pnbinom, qbeta } from "lib-r-math.js";

const off = (seen, expected) => Math.abs(seen - expected);
const half = pbeta(0.5, 2, 2);
const upper = pbeta(0.5, 2, 2, undefined, false);
assert.ok(off(half + upper, 1) < 1e-12);
const symmetric = "by hand 0.500000; upper and lower tail add up to 1";
console.log(`pbeta(0.5, 2, 2): ${half.toFixed(6)}, ${symmetric}`);
assert.ok(off(half, 3 * 0.5 ** 2 - 2 * 0.5 ** 3) > 1e-4);

const tenth = pbeta(0.1, 1, 2);
console.log(`pbeta(0.1, 1, 2): ${tenth.toFixed(6)}, by hand ${(1 - 0.9 ** 2).toFixed(6)}`);
assert.ok(off(tenth, 1 - 0.9 ** 2) > 1e-4);

const beside = pbeta(0.5, 2, 2.0000001);
console.log(`pbeta(0.5, 2, 2.0000001): ${beside.toFixed(6)}`);
assert.ok(off(beside, 0.5) < 1e-6);

const median = qbeta(0.5, 1, 2);
console.log(`median of beta(1, 2): ${median.toFixed(6)}, by hand ${(1 - Math.sqrt(0.5)).toFixed(6)}`);
assert.ok(off(median, 1 - Math.sqrt(0.5)) > 1e-4);

const sum = dbinom(0, 5, 0.3) + dbinom(1, 5, 0.3);
console.log(`pbinom(1, 5, 0.3): ${pbinom(1, 5, 0.3).toFixed(6)}, sum of dbinom ${sum.toFixed(6)}`);
assert.ok(off(sum, 0.7 ** 5 + 5 * 0.3 * 0.7 ** 4) < 1e-12 && off(pbinom(1, 5, 0.3), sum) > 1e-4);

console.log(`pnbinom(0, 2, 0.7): ${pnbinom(0, 2, 0.7).toFixed(6)}, dnbinom ${dnbinom(0, 2, 0.7).toFixed(6)}`);
assert.ok(off(dnbinom(0, 2, 0.7), 0.49) < 1e-12 && off(pnbinom(0, 2, 0.7), 0.49) > 1e-4);
JAVASCRIPT
node "$folder/beta.mjs"
