#!/bin/sh
# The naive Bayesian classifier of simple-statistics adds chances instead of multiplying, so the commonest class wins.
#
# simple-statistics 7.12.1 on Node.js. BayesianClassifier is documented as a naive Bayes classifier, and score() to
# return probabilities that an item belongs to each category. Naive Bayes multiplies the share of a category by the
# share of each value within it. score() adds up, for each property, how many of all items have this value and this
# category. So the answers exceed 1 and do not add up to 1; a value that a category never had costs it nothing; and any
# property that is common to all makes the larger category win. A category with ten times the items gets about ten times
# the score. One property alone is right up to a factor, and that is the example of the documentation. Seen (80 faces of
# boys, all with short hair, and 20 of girls, all with long hair; glasses on 70 and on 5; all have eyes):
#
#     long hair: boy 0.00, girl 0.20; naive Bayes 0.00, 1.00
#     long hair, glasses: boy 0.70, girl 0.25; naive Bayes 0.00, 1.00
#     long hair, eyes: boy 0.80, girl 0.40; naive Bayes 0.00, 1.00
#     short hair, glasses, eyes: boy 2.30, girl 0.25; naive Bayes 1.00, 0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" simple-statistics@7.12.1
cat >"$folder/bayes.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { BayesianClassifier } = require("simple-statistics");

const faces = [];
for (let i = 0; i < 80; i++) faces.push(["boy", { hair: "short", glasses: i < 70 ? "yes" : "no", eyes: "yes" }]);
for (let i = 0; i < 20; i++) faces.push(["girl", { hair: "long", glasses: i < 5 ? "yes" : "no", eyes: "yes" }]);
const classifier = new BayesianClassifier();
for (const [category, face] of faces) classifier.train(face, category);

function naiveBayes(item) {
  const chances = ["boy", "girl"].map((category) => {
    const members = faces.filter(([other]) => other === category);
    const share = (key) => members.filter(([, face]) => face[key] === item[key]).length / members.length;
    return Object.keys(item).reduce((product, key) => product * share(key), members.length / faces.length);
  });
  return chances.map((chance) => chance / (chances[0] + chances[1]));
}

const cases = {
  "long hair": [{ hair: "long" }, [0, 0.2]],
  "long hair, glasses": [{ hair: "long", glasses: "yes" }, [0.7, 0.25]],
  "long hair, eyes": [{ hair: "long", eyes: "yes" }, [0.8, 0.4]],
  "short hair, glasses, eyes": [{ hair: "short", glasses: "yes", eyes: "yes" }, [2.3, 0.25]],
};
for (const [name, [item, seen]] of Object.entries(cases)) {
  const { boy, girl } = classifier.score(item);
  const right = naiveBayes(item);
  const text = right.map((chance) => chance.toFixed(2)).join(", ");
  console.log(`${name}: boy ${boy.toFixed(2)}, girl ${girl.toFixed(2)}; naive Bayes ${text}`);
  assert.ok(Math.abs(boy - seen[0]) < 1e-9 && Math.abs(girl - seen[1]) < 1e-9);
  assert.deepEqual(right, name.startsWith("long") ? [0, 1] : [1, 0]);
}
JAVASCRIPT
node "$folder/bayes.cjs"
