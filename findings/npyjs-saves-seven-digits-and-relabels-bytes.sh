#!/bin/sh
# npyjs saves plain JavaScript numbers with seven digits, and a dtype asked for relabels the bytes of a typed array.
#
# npyjs 1.2.0 on Node.js. The documentation says that the dtype of a plain array is inferred, and that the option dtype
# sets it. Numbers in JavaScript are doubles, and NumPy saves a list with a fraction in it as float64. dump() takes
# float32 unless a number is larger than float32 can hold. So times in seconds are up to 64 s off, ids beside a missing
# value (NaN) become the ids of others, and p-values below 1e-45 are 0. When dtype is given for a typed array, dump()
# writes the name into the header and leaves the bytes as they are: a Float64Array saved as "f4", to halve the file,
# becomes other numbers, which np.load() reads without a word, as it takes the first half of the bytes (checked with
# NumPy 2). A plain array is converted as asked. Seen, for the numbers that come back:
#
#     times 1700000000.5, 1700000031.25: 1700000000, 1700000000
#     ids 123456789, NaN: 123456792, NaN
#     p-values 1e-50, 0.5: 0, 0.5
#     1, 2, 3, 4 of a plain array as f4: 1, 2, 3, 4
#     1, 2, 3, 4 of a Float64Array as f4: 0, 1.875, 0, 2
#     0.25, 0.5 of a Float64Array as f8: 0.25, 0.5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" npyjs@1.2.0
cat >"$folder/dump.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { dump, parse } from "npyjs";

const back = (values, options) => {
  const { data, shape } = parse(dump(values, [values.length], options));
  return [...data.slice(0, shape[0])];
};
for (const [name, values, options, expected] of [
  ["times 1700000000.5, 1700000031.25", [1700000000.5, 1700000031.25], undefined, [1700000000, 1700000000]],
  ["ids 123456789, NaN", [123456789, NaN], undefined, [123456792, NaN]],
  ["p-values 1e-50, 0.5", [1e-50, 0.5], undefined, [0, 0.5]],
  ["1, 2, 3, 4 of a plain array as f4", [1, 2, 3, 4], { dtype: "f4" }, [1, 2, 3, 4]],
  ["1, 2, 3, 4 of a Float64Array as f4", Float64Array.of(1, 2, 3, 4), { dtype: "f4" }, [0, 1.875, 0, 2]],
  ["0.25, 0.5 of a Float64Array as f8", Float64Array.of(0.25, 0.5), { dtype: "f8" }, [0.25, 0.5]],
]) {
  const found = back(values, options);
  console.log(`${name}: ${found.join(", ")}`);
  assert.deepEqual(found, expected);
}
JAVASCRIPT
node "$folder/dump.mjs"
