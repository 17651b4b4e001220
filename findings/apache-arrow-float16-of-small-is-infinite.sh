#!/bin/sh
# Apache Arrow in JavaScript stores 0.00000001 as -Infinity, 1.9999 as 1 and 70,000 as 2.13 in a column of float16.
#
# apache-arrow 21.2.0 on Node.js; @petamoriken/float16 3.9.3. The nearest halves are 0, 2 and Infinity. When the library
# rounds a fraction up and its bits overflow, it joins the carry to the exponent by OR instead of adding it. So where
# the exponent is odd, numbers just below 2, 8 or 1/2 come back halved, and those below 1 or 4 do not. Below the
# smallest half it shifts by more bits than there are, and gets infinity, NaN or noise. Just below the smallest normal
# half, 0.000061, a bit slips into the sign, and the result is -Infinity. From 65,536 on, numbers of few binary digits,
# as integers are, become small. A million weights get one infinity, which is enough to spoil a network, and 200 of half
# their size. float32 columns are right. Nothing warns. Seen (what a column gives back; and for a million normal weights
# with deviation 0.02):
#
#     0.1: 0.0999755859375, the nearest half is 0.0999755859375
#     1.9999: 1, the nearest half is 2
#     0.9999: 1, the nearest half is 1
#     -7.999: -4, the nearest half is -8
#     1e-8: -Infinity, the nearest half is 0
#     1e-9: 0.000041961669921875, the nearest half is 0
#     2e-9: NaN, the nearest half is 0
#     0.00006102: -Infinity, the nearest half is 0.00006103515625
#     65504: 65504, the nearest half is 65504
#     70000: 2.134765625, the nearest half is Infinity
#     of 1000000 weights 202 are halved, 1 is infinite, 999797 are right (to one step)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" apache-arrow@21.2.0 @petamoriken/float16@3.9.3 seedrandom@3.0.5
cat >"$folder/half.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Float16, vectorFromArray } = require("apache-arrow");
const { f16round } = require("@petamoriken/float16");
const seedrandom = require("seedrandom");

const column = (values) => [...vectorFromArray(values, new Float16())];
const text = (value) => (Math.abs(value) < 1e-7 && value ? value.toExponential() : String(value));
const values = [0.1, 1.9999, 0.9999, -7.999, 1e-8, 1e-9, 2e-9, 0.00006102, 65504, 70000];
const seen = [0.0999755859375, 1, 1, -4, -Infinity, 0.000041961669921875, NaN, -Infinity, 65504, 2.134765625];
const found = column(values);
for (const [i, value] of values.entries()) {
  console.log(`${text(value)}: ${found[i]}, the nearest half is ${f16round(value)}`);
}
assert.deepEqual(found, seen);

const random = seedrandom("weights");
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const weights = Array.from({ length: 1000000 }, () => 0.02 * normal());
const count = { halved: 0, infinite: 0, right: 0 };
for (const [i, value] of column(weights).entries()) {
  const half = f16round(weights[i]);
  if (Math.abs(value - half) <= Math.abs(half) / 1024 + 2 ** -24) count.right++;
  else if (value === half / 2) count.halved++;
  else if (value === -Infinity) count.infinite++;
}
const { halved, infinite, right } = count;
console.log(`of 1000000 weights ${halved} are halved, ${infinite} is infinite, ${right} are right (to one step)`);
assert.deepEqual([halved, infinite, right], [202, 1, 999797]);
JAVASCRIPT
node "$folder/half.cjs"
