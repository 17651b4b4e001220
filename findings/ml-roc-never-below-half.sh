#!/bin/sh
# getAuc of ml-roc-multiclass mirrors each area below 0.5, so a judge that is always wrong gets 1.
#
# ml-roc-multiclass 0.2.0 on Node.js. The documentation speaks of the area under the curve, and getRocCurve() gives the
# right curve. But getAuc() takes 1 - area when the area is below 0.5. A discriminator that takes each fake picture for
# real scores as well as a perfect one, and mere chance scores well above 0.5 over a few pictures, so it seems that real
# and fake faces can be told apart. No warning comes. Seen, for 4 fake and 4 real pictures:
#
#     always right: 1.00 by getAuc(), 1.00 by counting pairs
#     always wrong: 1.00 by getAuc(), 0.00 by counting pairs
#     mostly right: 0.81 by getAuc(), 0.81 by counting pairs
#     mostly wrong: 0.81 by getAuc(), 0.19 by counting pairs
#     chance, mean of 2000: 0.68 by getAuc(), 0.50 by counting pairs
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-roc-multiclass@0.2.0
cat >"$folder/auc.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import roc from "ml-roc-multiclass";

const targets = [..."ffffrrrr"].map((letter) => (letter === "f" ? "fake" : "real"));
const [fakes, reals] = ["fake", "real"].map((name) => targets.flatMap((target, i) => (target === name ? [i] : [])));
const auc = (scores) => roc.getAuc(roc.getRocCurve(targets, scores));
const pairs = (scores) => {
  const wins = fakes.flatMap((fake) => reals.map((real) => (Math.sign(scores[real] - scores[fake]) + 1) / 2));
  return wins.reduce((sum, win) => sum + win) / wins.length;
};
const cases = {
  "always right": [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9],
  "always wrong": [0.6, 0.7, 0.8, 0.9, 0.1, 0.2, 0.3, 0.4],
  "mostly right": [0.1, 0.2, 0.3, 0.8, 0.6, 0.7, 0.75, 0.9],
  "mostly wrong": [0.6, 0.7, 0.75, 0.9, 0.1, 0.2, 0.3, 0.8],
};
for (const [name, scores] of Object.entries(cases)) {
  const [own, counted] = [auc(scores), pairs(scores)];
  console.log(`${name}: ${own.toFixed(2)} by getAuc(), ${counted.toFixed(2)} by counting pairs`);
  assert.equal(own, Math.max(counted, 1 - counted));
}

let state = 1;
const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
const means = [0, 0];
for (let i = 0; i < 2000; i += 1) {
  const scores = targets.map(uniform);
  means[0] += auc(scores) / 2000;
  means[1] += pairs(scores) / 2000;
}
console.log(`chance, mean of 2000: ${means[0].toFixed(2)} by getAuc(), ${means[1].toFixed(2)} by counting pairs`);
assert.ok(means[0] > 0.6 && Math.abs(means[1] - 0.5) < 0.02);
JAVASCRIPT
node "$folder/auc.mjs"
