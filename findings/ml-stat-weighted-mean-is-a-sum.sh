#!/bin/sh
# weightedMean() of arrays in ml-stat never divides by the weights, and median() of a typed array returns the array.
#
# ml-stat 1.3.3 on Node.js. Its array functions and its matrix functions have the same names. For a matrix, the weighted
# mean is divided by the sum of the weights; for an array it is not, so weights of 1, 2 and 1 make the mean of three
# equal numbers four times as large, and the weighted variance, which is measured from there, is not 0. For a matrix it
# is the other way round: the weighted variance is measured from the plain mean, so it is not the diagonal of the
# weighted covariance. center() of an array gives nothing back and, without inPlace, changes nothing; standardize() of
# an array divides and does not subtract the mean. median() sorts a copy that holds a typed array as one element: of a
# Float32Array, which is what a model gives, it is the same array, unsorted. Mean and variance of typed arrays are
# right. No warning comes. Seen:
#
#     weighted mean of 5, 5, 5 by 1, 2, 1: array 20, matrix 5
#     weighted variance of the same: array 360, matrix 0
#     1, 2, 9 by 8, 1, 1: matrix variance 29.71, diagonal of the covariance 16.74, by hand 16.74
#     center of 1, 2, 3: undefined, afterwards 1, 2, 3
#     median of 3, 1, 2: 2; of a Float32Array of them: a Float32Array, 3, 1, 2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-stat@1.3.3
cat >"$folder/stat.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import Stat from "ml-stat";

const { array, matrix } = Stat;
const column = (values) => values.map((value) => [value]);
const [equal, weights] = [[5, 5, 5], [1, 2, 1]];
const means = [array.weightedMean(equal, weights), matrix.weightedMean(column(equal), weights)[0]];
const variances = [array.weightedVariance(equal, weights), matrix.weightedVariance(column(equal), weights)[0]];
console.log(`weighted mean of 5, 5, 5 by 1, 2, 1: array ${means[0]}, matrix ${means[1]}`);
console.log(`weighted variance of the same: array ${variances[0]}, matrix ${variances[1]}`);
assert.ok(means[0] === 20 && means[1] === 5 && variances[0] > 100 && variances[1] === 0);

const [values, heavy] = [[1, 2, 9], [8, 1, 1]];
const total = heavy.reduce((sum, weight) => sum + weight, 0);
const mean = values.reduce((sum, value, i) => sum + heavy[i] * value, 0) / total;
const squares = values.reduce((sum, value, i) => sum + heavy[i] * (value - mean) ** 2, 0);
const right = (squares * total) / (total ** 2 - heavy.reduce((sum, weight) => sum + weight ** 2, 0));
const variance = matrix.weightedVariance(column(values), heavy)[0];
const diagonal = matrix.weightedCovariance(column(values), heavy)[0][0];
const covariance = `diagonal of the covariance ${diagonal.toFixed(2)}, by hand ${right.toFixed(2)}`;
console.log(`1, 2, 9 by 8, 1, 1: matrix variance ${variance.toFixed(2)}, ${covariance}`);
assert.ok(Math.abs(diagonal - right) < 1e-9 && variance > 1.5 * right);

const three = [1, 2, 3];
const centred = array.center(three);
console.log(`center of 1, 2, 3: ${centred}, afterwards ${three.join(", ")}`);
assert.ok(centred === undefined && three.join() === "1,2,3");
assert.deepEqual(array.standardize([11, 12, 13]), [11, 12, 13]);

const typed = new Float32Array([3, 1, 2]);
const median = array.median(typed);
const found = `a ${median.constructor.name}, ${Array.from(median).join(", ")}`;
console.log(`median of 3, 1, 2: ${array.median([3, 1, 2])}; of a Float32Array of them: ${found}`);
assert.ok(median === typed && array.median([3, 1, 2]) === 2);
assert.ok(array.mean(typed) === 2 && array.variance(typed) === 1);
JAVASCRIPT
node "$folder/stat.mjs"
