#!/bin/sh
# Left edges that xHistogram of ml-spectra-processing gives are not where it counts, and a second call counts elsewhere.
#
# ml-spectra-processing 14.35.1 on Node.js. Its documentation: with centerX false x is the left edge of each slot, and
# option histogram is an "existing histogram to continue to fill". But the edges are spread from the minimum up to and
# including the maximum, so the last slot seems to begin where the data end, and a plot is stretched by n / (n - 1).
# Values on an edge go up, but 1 and 2 go down (an epsilon is taken off that larger numbers do not notice). And if a
# histogram is continued, slots are those of the range of the new values, while x stays the old one: values of a second
# batch are counted where no value is. Only min and max given again help. No warning. Seen:
#
#     0.1, 0.3, 0.6, 0.9 in 4 slots of [0, 1], left edges: 0.000, 0.333, 0.667, 1.000, counts: 1, 1, 1, 1
#     0 to 9, each once, in 10 slots of [0, 10]: 2, 1, 0, 1, 1, 1, 1, 1, 1, 1
#     0.1 to 0.9 in 10 slots, then 0.05, 0.06, 0.07 to continue: new counts in slots at 0.05, 0.45, 0.95
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-spectra-processing@14.35.1
cat >"$folder/histogram.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { xHistogram } from "ml-spectra-processing";

const quarters = xHistogram([0.1, 0.3, 0.6, 0.9], { min: 0, max: 1, nbSlots: 4, centerX: false });
const edges = Array.from(quarters.x, (x) => x.toFixed(3)).join(", ");
console.log(`0.1, 0.3, 0.6, 0.9 in 4 slots of [0, 1], left edges: ${edges}, counts: ${[...quarters.y].join(", ")}`);
assert.deepEqual([...quarters.y], [1, 1, 1, 1]);
assert.ok([0, 1 / 3, 2 / 3, 1].every((edge, i) => Math.abs(quarters.x[i] - edge) < 1e-12));

const digits = Array.from({ length: 10 }, (_, i) => i);
const counts = [...xHistogram(digits, { min: 0, max: 10, nbSlots: 10 }).y];
console.log(`0 to 9, each once, in 10 slots of [0, 10]: ${counts.join(", ")}`);
assert.deepEqual(counts, [2, 1, 0, 1, 1, 1, 1, 1, 1, 1]);

const first = xHistogram([0.1, 0.3, 0.5, 0.9], { min: 0, max: 1, nbSlots: 10 });
const before = [...first.y];
const continued = xHistogram([0.05, 0.06, 0.07], { histogram: first });
const filled = Array.from(continued.x).filter((_, i) => continued.y[i] > before[i]).map((x) => x.toFixed(2));
console.log(`0.1 to 0.9 in 10 slots, then 0.05, 0.06, 0.07 to continue: new counts in slots at ${filled.join(", ")}`);
assert.ok(filled.length === 3 && filled[2] === "0.95");
JAVASCRIPT
node "$folder/histogram.mjs"
