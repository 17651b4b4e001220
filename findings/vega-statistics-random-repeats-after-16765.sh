#!/bin/sh
# The seeded random numbers of vega-statistics repeat themselves after 16,765 or 32,511 numbers, whatever the seed.
#
# vega-statistics 2.0.0 on Node.js, which the charts of Vega use. Its documentation offers randomLCG(seed), a linear
# congruential generator, "to provide seeded random numbers for stable outputs". In whole numbers this generator visits
# all 2,147,483,646 states before it repeats. The library multiplies two numbers of 31 bits in a double, which keeps
# 53, so each step loses the lowest bits, and the state falls into one of two short cycles, for each seed tried. So two
# seeds do not give two streams: in the long run they give the same numbers, one shifted against the other. A latent
# vector of 512 numbers uses up a cycle in 33 vectors, and a mean over a million numbers is no better than one over
# 16,765: it is off by many of the standard errors that one computes. With setRandom, as documented, samples, bootstraps
# and jitter all take these numbers. No warning comes. Seen (means in standard errors of a million numbers):
#
#     whole numbers repeat after 2147483646
#     seed 1: repeats after 32511, seed 2: repeats after 16765, seed 3: repeats after 16765
#     40 seeds: 18 end in a cycle of 32511, 22 end in a cycle of 16765
#     all streams of a length are one and the same, shifted: true
#     seed 2, 1,000,000 numbers: 21051 different (whole numbers 1000000), mean off by 6.9 (whole numbers -0.1)
#     seed 3, 1,000,000 numbers: 33436 different (whole numbers 1000000), mean off by 6.8 (whole numbers 0.4)
#     seed 4, 1,000,000 numbers: 48302 different (whole numbers 1000000), mean off by 6.7 (whole numbers -0.3)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" vega-statistics@2.0.0
cat >"$folder/cycle.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { randomLCG } from "vega-statistics";

const [factor, modulus] = [1103515245n, 2147483647n];
const whole = (seed) => {
  let state = BigInt(seed);
  return () => Number((state = (factor * state + 12345n) % modulus)) / Number(modulus);
};
// The cycle of the whole numbers is the smallest power of the factor that leaves 1.
const power = (exponent) => {
  let [result, base] = [1n, factor];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
};
let order = modulus - 1n;
for (const prime of [2n, 3n, 7n, 11n, 31n, 151n, 331n])
  while (order % prime === 0n && power(order / prime) === 1n) order /= prime;
console.log(`whole numbers repeat after ${order}`);
assert.equal(order, 2147483646n);

// After 100,000 numbers each stream runs in its cycle.
const streams = Array.from({ length: 40 }, (_, k) => {
  const random = randomLCG(k + 1);
  for (let i = 0; i < 100000; i++) random();
  const cycle = [random()];
  for (let x = random(); x !== cycle[0] && cycle.length < 1e6; x = random()) cycle.push(x);
  return cycle;
});
const lengths = streams.map((cycle) => cycle.length);
console.log([0, 1, 2].map((k) => `seed ${k + 1}: repeats after ${lengths[k]}`).join(", "));
const counts = [32511, 16765].map((length) => [lengths.filter((found) => found === length).length, length]);
console.log(`40 seeds: ${counts.map(([count, length]) => `${count} end in a cycle of ${length}`).join(", ")}`);
assert.equal(counts[0][0] + counts[1][0], 40);
assert.ok(counts.every(([count]) => count > 5));

// Streams that end in cycles of the same length give the same numbers in the same order, from another start.
const same = (one, other) => {
  const start = other.indexOf(one[0]);
  return start >= 0 && one.every((x, i) => x === other[(start + i) % other.length]);
};
const shared = streams.every((cycle, k) => same(cycle, streams[lengths.indexOf(lengths[k])]));
console.log(`all streams of a length are one and the same, shifted: ${shared}`);
assert.ok(shared);

const summary = (random) => {
  const seen = new Set();
  let sum = 0;
  for (let i = 0; i < 1e6; i++) {
    const x = random();
    seen.add(x);
    sum += x;
  }
  return [seen.size, (sum / 1e6 - 0.5) / Math.sqrt(1 / 12 / 1e6)];
};
for (const seed of [2, 3, 4]) {
  const [found, right] = [randomLCG(seed), whole(seed)].map(summary);
  const different = `${found[0]} different (whole numbers ${right[0]})`;
  const means = `mean off by ${found[1].toFixed(1)} (whole numbers ${right[1].toFixed(1)})`;
  console.log(`seed ${seed}, 1,000,000 numbers: ${different}, ${means}`);
  assert.ok(found[1] > 5 && Math.abs(right[1]) < 3);
  assert.ok(found[0] < 100000 && right[0] === 1e6);
}
JAVASCRIPT
node "$folder/cycle.mjs"
