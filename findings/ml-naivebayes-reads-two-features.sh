#!/bin/sh
# GaussianNB of ml-naivebayes uses the first two features of every sample and ignores all others.
#
# ml-naivebayes 4.0.0 on Node.js. Its documentation says that a Gaussian naive Bayes classifier is trained "with a
# matrix that represents the training set", and all columns of the matrix are learnt: toJSON() holds a mean and a
# deviation of each. But predict() counts features with the length of the pair (factor, exponent) of one feature, which
# is always 2. So the third and every later feature has no influence. Someone who asks which latent codes give a smile
# learns only from the first two numbers of the code, and gets other answers if the columns are in another order.
# predict() also compares probabilities, which become 0 far away, and not their logarithms, so a sample far from all
# classes gets "class -1", which is no class. No warning comes. Seen, for 60 codes of 3 numbers and 3 classes, which one
# number tells apart:
#
#     right of 60, number that tells classes apart in column 1, 2, 3: 60, 60, 21
#     right of 60, naive Bayes by hand:                               60, 60, 60
#     third number changed by a million: 0 of 60 predictions change
#     class of a code far from all classes: -1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-naivebayes@4.0.0
cat >"$folder/bayes.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { GaussianNB } = require("ml-naivebayes");

const classes = Array.from({ length: 60 }, (_, i) => i % 3);
const noise = classes.map((_, i) => [Math.sin(i), Math.sin(2.3 * i), Math.sin(4.1 * i)]);
const codesFor = (column) => noise.map((row, i) => row.map((x, k) => (k === column ? 10 * classes[i] + x : x)));
const right = (predictions) => predictions.filter((label, i) => label === classes[i]).length;

function byHand(codes) {
  const models = [0, 1, 2].map((label) => {
    const rows = codes.filter((_, i) => classes[i] === label);
    return [0, 1, 2].map((k) => {
      const mean = rows.reduce((sum, row) => sum + row[k], 0) / rows.length;
      const variance = rows.reduce((sum, row) => sum + (row[k] - mean) ** 2, 0) / (rows.length - 1);
      return { mean, variance };
    });
  });
  return codes.map((code) => {
    const scores = models.map((model) => model.reduce((sum, { mean, variance }, k) =>
      sum - Math.log(variance) / 2 - (code[k] - mean) ** 2 / (2 * variance), 0));
    return scores.indexOf(Math.max(...scores));
  });
}

const trained = (codes) => {
  const model = new GaussianNB();
  model.train(codes, classes);
  return model;
};
const learnt = [0, 1, 2].map((column) => right(trained(codesFor(column)).predict(codesFor(column))));
const hand = [0, 1, 2].map((column) => right(byHand(codesFor(column))));
console.log(`right of 60, number that tells classes apart in column 1, 2, 3: ${learnt.join(", ")}`);
console.log(`right of 60, naive Bayes by hand:                               ${hand.join(", ")}`);
assert.deepEqual(hand, [60, 60, 60]);
assert.ok(learnt[0] === 60 && learnt[1] === 60 && learnt[2] < 35);

const model = trained(codesFor(2));
const [before, after] = [0, 1e6].map((shift) => model.predict(codesFor(2).map(([a, b, c]) => [a, b, c + shift])));
const changed = before.filter((label, i) => label !== after[i]).length;
console.log(`third number changed by a million: ${changed} of 60 predictions change`);
assert.equal(changed, 0);
assert.equal(model.toJSON().means[0].length, 3);

const [far] = model.predict([[100, 0, 0]]);
console.log(`class of a code far from all classes: ${far}`);
assert.equal(far, -1);
JAVASCRIPT
node "$folder/bayes.cjs"
