#!/bin/sh
# NumJs multiplies a row where a column was asked for: dot() and reshape() of a strided vector ignore its stride.
#
# numjs 0.16.1 on Node.js. The documentation says that slicing and striding work exactly the same way as in NumPy, and
# that a slice is a view of the data. A column, pick(null, 0), is a vector whose elements lie a row apart, and
# slice([null, null, 2]) is one whose elements lie 2 apart. reshape() of a vector keeps where it starts and forgets the
# distance, so it reads the elements that follow in memory. dot() calls reshape() whenever a vector takes part, and
# gives a number that belongs to other elements. tolist(), sum() and multiply() of the same view are right. The product
# of two columns of latent codes, of which covariances and angles are made, is that of the first rows. Nothing warns.
# clone() does not help, as it keeps the distance; a copy made from tolist() does. Seen, for the codes (1, 2), (3, 4),
# (5, 6) and (7, 8) and the numbers 0 to 11:
#
#     left column 1,3,5,7, right column 2,4,6,8, every second 0,2,4,6,8,10
#     left dot right: [40], of a copy [100]
#     left dot codes: [50,60], of a copy [84,100]
#     first and last of left, by a product: [1,4], of a copy [1,7]
#     left as 2 by 2: [[1,2],[3,4]], of a copy [[1,3],[5,7]]
#     every second as 2 by 3: [[0,1,2],[3,4,5]], of a copy [[0,2,4],[6,8,10]]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --ignore-scripts --prefix "$folder" numjs@0.16.1
cat >"$folder/columns.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { new: array } = require("numjs/src/ndarray.js");

const codes = array([[1, 2], [3, 4], [5, 6], [7, 8]]);
const [left, right] = [codes.pick(null, 0), codes.pick(null, 1)];
const every = array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]).slice([null, null, 2]);
const ends = array([[1, 0, 0, 0], [0, 0, 0, 1]]);
const copy = (view) => array(view.tolist());
console.log(`left column ${left.tolist()}, right column ${right.tolist()}, every second ${every.tolist()}`);
assert.deepEqual([left.tolist(), every.tolist()], [[1, 3, 5, 7], [0, 2, 4, 6, 8, 10]]);

for (const [name, found, correct, expected] of [
  ["left dot right", left.dot(right), copy(left).dot(copy(right)), [40]],
  ["left dot codes", left.dot(codes), copy(left).dot(codes), [50, 60]],
  ["first and last of left, by a product", ends.dot(left), ends.dot(copy(left)), [1, 4]],
  ["left as 2 by 2", left.reshape(2, 2), copy(left).reshape(2, 2), [[1, 2], [3, 4]]],
  ["every second as 2 by 3", every.reshape(2, 3), copy(every).reshape(2, 3), [[0, 1, 2], [3, 4, 5]]],
]) {
  console.log(`${name}: ${JSON.stringify(found.tolist())}, of a copy ${JSON.stringify(correct.tolist())}`);
  assert.deepEqual(found.tolist(), expected);
  assert.notDeepEqual(correct.tolist(), expected);
}
assert.deepEqual(copy(left).dot(copy(right)).tolist(), [1 * 2 + 3 * 4 + 5 * 6 + 7 * 8]);
JAVASCRIPT
node "$folder/columns.cjs"
