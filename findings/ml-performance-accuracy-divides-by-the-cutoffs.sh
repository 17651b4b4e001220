#!/bin/sh
# The error rate of ml-performance is the number of missed pairs and more, and its accuracy exceeds 1 where scores tie.
#
# ml-performance 0.2.0 on Node.js. Performance takes a matrix of distances of pairs and one that says which pairs belong
# together, and getMeasure() gives a measure for each cutoff: "acc" is documented as accuracy and "err" as error rate.
# Both should divide by the number of pairs. They divide by the number of different distances, so accuracy is too high
# as soon as two pairs have the same distance, as rounded or whole distances have. In the error rate a bracket is
# misplaced as well: only the pairs taken by mistake are divided, and the missed ones are added as they are. So it is
# never below the number of missed pairs, for any data, and of two cutoffs that are equally good it may call one several
# times worse. "tpr" and "fpr", of which the curve is made, are right. Nothing warns. Seen (6 faces of 2 people; each
# number is for one more distance at which a pair is still taken for the same person, the first is for no pair):
#
#     distances 1 to 3: acc 3.00 4.33 4.33 2.00
#         by counting: 0.60 0.87 0.87 0.40
#     distances 1 to 3: err 6.00 2.00 0.67 3.00
#         by counting: 0.40 0.13 0.13 0.60
#     distances 11 to 37: acc 0.60 0.67 0.73 0.80 0.87 0.80 0.73 0.80 0.87 0.80 0.73 0.67 0.60 0.53 0.47 0.40
#         by counting: 0.60 0.67 0.73 0.80 0.87 0.80 0.73 0.80 0.87 0.80 0.73 0.67 0.60 0.53 0.47 0.40
#     distances 11 to 37: err 6.00 5.00 4.00 3.00 2.00 2.07 2.13 1.13 0.13 0.20 0.27 0.33 0.40 0.47 0.53 0.60
#         by counting: 0.40 0.33 0.27 0.20 0.13 0.20 0.27 0.20 0.13 0.20 0.27 0.33 0.40 0.47 0.53 0.60
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-performance@0.2.0
cat >"$folder/measure.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const Performance = require("ml-performance");

const people = [0, 0, 0, 1, 1, 1];
const same = people.map((one) => people.map((other) => Number(one === other)));
// Distances of the pairs 01 02 03 04 05 12 13 14 15 23 24 25 34 35 45.
const sets = {
  "distances 1 to 3": [1, 1, 3, 3, 2, 1, 3, 3, 3, 2, 3, 3, 1, 2, 2],
  "distances 11 to 37": [11, 12, 31, 32, 21, 13, 33, 34, 35, 22, 36, 37, 14, 23, 24],
};
const text = (values) => values.map((value) => value.toFixed(2)).join(" ");
for (const [name, list] of Object.entries(sets)) {
  const distances = people.map(() => Array(6).fill(0));
  const pairs = [];
  for (let i = 0, k = 0; i < 6; i++) {
    for (let j = i + 1; j < 6; j++, k++) {
      distances[i][j] = distances[j][i] = list[k];
      pairs.push([list[k], same[i][j]]);
    }
  }
  const performance = new Performance(distances, same);
  const [accuracy, error] = ["acc", "err"].map((measure) => performance.getMeasure(measure));
  const cutoffs = performance.cutoffs.map((cutoff, i) => (i ? cutoff : 0)); // the first takes no pair
  const right = cutoffs.map((cutoff) => pairs.filter(([far, is]) => far <= cutoff === Boolean(is)).length / 15);
  const wrong = right.map((share) => 1 - share);
  console.log(`${name}: acc ${text(accuracy)}`);
  console.log(`    by counting: ${text(right)}`);
  console.log(`${name}: err ${text(error)}`);
  console.log(`    by counting: ${text(wrong)}`);

  const kinds = cutoffs.length - 1;
  const missed = cutoffs.map((cutoff) => pairs.filter(([far, is]) => is && far > cutoff).length);
  const wrongly = cutoffs.map((cutoff) => pairs.filter(([far, is]) => !is && far <= cutoff).length);
  for (const [i, share] of right.entries()) {
    assert.ok(Math.abs(accuracy[i] - (share * 15) / kinds) < 1e-9);
    assert.ok(Math.abs(error[i] - (missed[i] + wrongly[i] / kinds)) < 1e-9);
  }
  assert.ok(error[0] === 6 && (kinds === 15 || Math.min(...accuracy) >= 2));
}
JAVASCRIPT
node "$folder/measure.cjs"
