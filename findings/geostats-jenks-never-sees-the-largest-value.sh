#!/bin/sh
# The Jenks classes of geostats leave the largest value out, so clear groups share a class and a lone value is cut off.
#
# geostats 2.1.0 on Node.js. getClassJenks(n) is documented as a Jenks classification, "optimised version", and
# getClassJenks2(n) as an older version of it. Natural breaks make the squared deviations within the classes as small as
# possible. getClassJenks() computes this for all values, and then begins to read the classes off at the last but one.
# So it classifies the data without the largest value, which is put into the last class afterwards. One large value,
# such as an outlier among the distances of faces from the mean face, thus never gets a class of its own, and the groups
# below are cut although nothing is to be cut in them. getClassJenks2() is right. No warning comes. The sum of squared
# deviations of all partitions is computed for comparison. Seen, 3 classes each:
#
#     values 1 2 3 10 11 12 50
#     getClassJenks:  1 | 2 3 | 10 11 12 50          1143.3
#     getClassJenks2: 1 2 3 | 10 11 12 | 50             4.0
#     best of all:    1 2 3 | 10 11 12 | 50             4.0
#     values 0.10 0.12 0.15 0.16 0.90
#     getClassJenks, 2 classes: 0.1 0.12 | 0.15 0.16 0.9, best: 0.1 0.12 0.15 0.16 | 0.9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" geostats@2.1.0
cat >"$folder/jenks.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const Geostats = require("geostats");

const deviations = (values) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
};
const cost = (classes) => classes.reduce((sum, values) => sum + deviations(values), 0);
function partitions(values, count) {
  if (count === 1) return [[values]];
  const all = [];
  for (let cut = 1; cut <= values.length - count + 1; cut++) {
    for (const rest of partitions(values.slice(cut), count - 1)) all.push([values.slice(0, cut), ...rest]);
  }
  return all;
}
const best = (values, count) => partitions(values, count).reduce((a, b) => (cost(b) < cost(a) ? b : a));
const split = (values, bounds) => {
  const classes = bounds.slice(1).map(() => []);
  for (const x of values) classes[bounds.slice(1).findIndex((bound) => x <= bound)].push(x);
  return classes;
};
const show = (classes) => classes.map((values) => values.join(" ")).join(" | ");

const values = [1, 2, 3, 10, 11, 12, 50];
console.log(`values ${values.join(" ")}`);
const jenks = split(values, new Geostats(values).getClassJenks(3));
const older = split(values, new Geostats(values).getClassJenks2(3));
const right = best(values, 3);
for (const [name, classes] of [["getClassJenks: ", jenks], ["getClassJenks2:", older], ["best of all:   ", right]]) {
  console.log(`${name} ${show(classes).padEnd(28)} ${cost(classes).toFixed(1).padStart(8)}`);
}
assert.equal(show(jenks), "1 | 2 3 | 10 11 12 50");
assert.equal(show(older), "1 2 3 | 10 11 12 | 50");
assert.equal(show(right), show(older));
const without = best(values.slice(0, -1), 3);
assert.ok(cost(split(values.slice(0, -1), new Geostats(values).getClassJenks(3))) <= cost(without) + 1e-9);

const distances = [0.1, 0.12, 0.15, 0.16, 0.9];
console.log("values 0.10 0.12 0.15 0.16 0.90");
const two = split(distances, new Geostats(distances).getClassJenks(2));
console.log(`getClassJenks, 2 classes: ${show(two)}, best: ${show(best(distances, 2))}`);
assert.equal(show(two), "0.1 0.12 | 0.15 0.16 0.9");
assert.equal(show(best(distances, 2)), "0.1 0.12 0.15 0.16 | 0.9");
JAVASCRIPT
node "$folder/jenks.cjs"
