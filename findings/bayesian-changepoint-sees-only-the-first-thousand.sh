#!/bin/sh
# bayesian-changepoint finds no change after the first 1,000 values, and reports those before it again 1,000 later.
#
# bayesian-changepoint 1.0.1 on Node.js. exec(data) cuts the data into chunks, of 1,000 values unless chunkSize says
# otherwise, and works on each in turn. In its loop it takes chunks[0] every time instead of chunks[i]. So the first
# chunk is examined over and over, and the index of what is found there grows by the size of a chunk each time. Whatever
# comes later is never looked at. The function that the caller gives to compare a change with the last one drops some of
# the repeated ones, and keeps others. The README speaks of neither limit, and its example has 13 values. A log of a
# training has thousands of steps, so that a collapse at the end goes unnoticed, and quiet parts seem to have changes.
# Nothing warns. Seen (where the level changes by 5 and where changes are reported; noise of 0.3):
#
#     1,200 values, changes at 300 and 1100: 300
#     the same with chunkSize 1200: 300 1100
#     300 values, changes at 30 and 70, chunkSize 100: 30 70 170 270
#     the same with chunkSize 300: 30 70
#     300 values, changes at 150 and 250, chunkSize 100: none
#     the same with chunkSize 300: 150 250
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" bayesian-changepoint@1.0.1
cat >"$folder/changes.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { default: BayesianChangePoint } = require("bayesian-changepoint");

function found(data, options) {
  const breakpointVerifier = (next, last) => Math.abs(next.data - last.data) > 2;
  const detection = new BayesianChangePoint({ breakpointVerifier, ...options });
  detection.exec(data);
  return detection.breakPoints().map(({ index }) => index);
}
function levels(...steps) {
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  return steps.flatMap(([count, level]) => Array.from({ length: count }, () => level + 0.3 * normal()));
}
const text = (indices) => indices.join(" ") || "none";

const long = levels([300, 0], [800, 5], [100, 0]);
const [usual, whole] = [{}, { chunkSize: 1200 }].map((options) => found(long, options));
console.log(`1,200 values, changes at 300 and 1100: ${text(usual)}`);
console.log(`the same with chunkSize 1200: ${text(whole)}`);
assert.deepEqual([usual, whole], [[300], [300, 1100]]);

const cases = [
  ["30 and 70", levels([30, 0], [40, 5], [230, 10]), [30, 70, 170, 270], [30, 70]],
  ["150 and 250", levels([150, 0], [100, 5], [50, 0]), [], [150, 250]],
];
for (const [changes, data, wrong, right] of cases) {
  const [parts, one] = [100, 300].map((chunkSize) => found(data, { chunkSize }));
  console.log(`300 values, changes at ${changes}, chunkSize 100: ${text(parts)}`);
  console.log(`the same with chunkSize 300: ${text(one)}`);
  assert.deepEqual([parts, one], [wrong, right]);
}
JAVASCRIPT
node "$folder/changes.cjs"
