#!/bin/sh
# The threshold of js-regression's logistic regression comes from inputs moved by a column, so nearly everything is 1.
#
# js-regression 1.0.10 on Node.js. fit() of LogisticRegression finds a threshold, and the example in its documentation
# predicts 1 wherever transform(row) >= threshold. It is the smallest probability of the rows that are 1, but those rows
# already begin with the 1 of the intercept, and transform() puts a second one before it: the weight of the first input
# is multiplied by 1, that of the second by the first input, and so on, and the last input is never used. The weights
# themselves are those of the highest likelihood, so with 0.5 for the threshold the model is good; with its own it calls
# nearly every face smiling. Also, lambda is not divided by the number of rows for the steps, though it is in the cost
# that fit() returns, so a lambda of 1 for 60 rows gives the weights of 60. No warning comes. Seen, for 60 latent codes
# of two numbers, 30 of them of smiling faces:
#
#     threshold 0.0000094, by hand 0.0397503, of inputs moved by a column 0.0000094
#     taken for smiling: 58 of 60
#     wrong: 28 with its threshold, 9 with that by hand, 3 with 0.5
#     weights for lambda 1: -0.004 0.296 -0.296, slope of the cost 0.00 for lambda 60, 0.41 for lambda 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" js-regression@1.0.10
cat >"$folder/threshold.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { LogisticRegression } = require("js-regression");

let state = 1;
const uniform = () => ((state = (state * 1664525 + 1013904223) % 2 ** 32) + 0.5) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const face = (smiles) => [(smiles ? 4 : 2) + normal(), (smiles ? 2 : 4) + normal(), smiles];
const rows = Array.from({ length: 60 }, (_, i) => face(1 - (i % 2)));
const smiling = rows.filter((row) => row[2] === 1);
const options = { alpha: 0.3, iterations: 20000 };
const model = new LogisticRegression({ ...options, lambda: 0 });
const { theta, threshold } = model.fit(rows);

const chance = ([first, second], [start, one, other]) => 1 / (1 + Math.exp(-(start + one * first + other * second)));
const slope = (weights, lambda) => Math.hypot(...weights.map((weight, k) => {
  const sum = rows.reduce((total, row) => total + (chance(row, weights) - row[2]) * [1, ...row][k], 0);
  return (sum + lambda * weight) / rows.length;
}));
assert.ok(slope(theta, 0) < 1e-6);
const right = Math.min(...smiling.map((row) => chance(row, theta)));
const moved = Math.min(...smiling.map(([first]) => chance([1, first], theta)));
const values = `${threshold.toFixed(7)}, by hand ${right.toFixed(7)}, of inputs moved by a column ${moved.toFixed(7)}`;
console.log(`threshold ${values}`);
assert.ok(Math.abs(threshold - moved) < 1e-12 && right > 1000 * threshold);

const predicted = (limit) => rows.map((row) => (model.transform(row.slice(0, 2)) >= limit ? 1 : 0));
const wrong = (limit) => predicted(limit).filter((label, i) => label !== rows[i][2]).length;
console.log(`taken for smiling: ${predicted(threshold).filter((label) => label === 1).length} of ${rows.length}`);
console.log(`wrong: ${wrong(threshold)} with its threshold, ${wrong(right)} with that by hand, ${wrong(0.5)} with 0.5`);
assert.ok(wrong(threshold) > 20 && wrong(right) < 12 && wrong(0.5) < 6);

const shrunk = new LogisticRegression({ ...options, lambda: 1 }).fit(rows).theta;
const slopes = [60, 1].map((lambda) => `${slope(shrunk, lambda).toFixed(2)} for lambda ${lambda}`);
const weights = shrunk.map((weight) => weight.toFixed(3)).join(" ");
console.log(`weights for lambda 1: ${weights}, slope of the cost ${slopes.join(", ")}`);
assert.ok(slope(shrunk, 60) < 1e-6 && slope(shrunk, 1) > 0.2);
JAVASCRIPT
node "$folder/threshold.cjs"
