#!/bin/sh
# isolation-forest draws a sample for each tree but grows it on all data, so with thousands of rows nothing is odd.
#
# isolation-forest 0.0.9 on Node.js. Its documentation says that subsamplingSize, 256 unless given, is the size of the
# samples that trees are trained on, that this avoids masking, and that a score near 1 means an anomaly, one much
# smaller than 0.5 a normal instance. fit() does draw a sample for each tree, but hands all data to the tree. Only the
# depth of trees and the path length that scores are divided by belong to the sample size, so paths are too long for the
# divisor: all scores sink when there is more data; at 3,000 even clear outliers come out as normal. Up to 256 faces all
# is right, so a small test does not show it. Whoever looks for odd ones among thousands of generated faces by their
# measures finds none. Trees that the same package grows on the samples that it drew score well. Seen, with a fiftieth
# of all faces far from the others, mean scores, and how many odd ones score above 0.6:
#
#     256 faces, isolation-forest:   trees of 256,  usual 0.44, odd 0.66, above 0.6: 4 of 5
#     256 faces, from samples:       trees of 256,  usual 0.44, odd 0.67, above 0.6: 5 of 5
#     1000 faces, isolation-forest:  trees of 1000, usual 0.36, odd 0.55, above 0.6: 5 of 20
#     1000 faces, from samples:      trees of 256,  usual 0.45, odd 0.67, above 0.6: 20 of 20
#     3000 faces, isolation-forest:  trees of 3000, usual 0.29, odd 0.45, above 0.6: 0 of 60
#     3000 faces, from samples:      trees of 256,  usual 0.44, odd 0.68, above 0.6: 59 of 60
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" isolation-forest@0.0.9
cat >"$folder/odd.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { IsolationForest } = require("isolation-forest");
const { ITree } = require("isolation-forest/dist/iTree");

let state = 7;
Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(Math.random())) * Math.cos(2 * Math.PI * Math.random());

class FromSamples extends IsolationForest {
  fit(faces) {
    const size = Math.min(256, faces.length);
    super.fit(faces);
    this.trees = this.trees.map(() => new ITree(this.getSubsample(size), Math.ceil(Math.log2(size))));
    return this.trees;
  }
}
const size = (node) => node.isExternalNode() ? node.size() : size(node.leftChild) + size(node.rightChild);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

for (const count of [256, 1000, 3000]) {
  const odd = Math.round(count / 50);
  const faces = Array.from({ length: count }, (_, i) => {
    const [eyes, mouth, hair] = [normal(), normal(), normal()];
    return i < odd ? { eyes: 3.5 + eyes / 2, mouth: mouth / 2 - 3.5, hair } : { eyes, mouth, hair };
  });
  const found = {};
  for (const [name, Forest] of Object.entries({ "isolation-forest": IsolationForest, "from samples": FromSamples })) {
    const forest = new Forest(100, 256);
    const grown = size(forest.fit(faces)[0].getRootNode());
    const scores = forest.scores();
    const [odds, usual] = [scores.slice(0, odd), scores.slice(odd)];
    found[name] = { grown, above: odds.filter((score) => score > 0.6).length };
    const means = `usual ${mean(usual).toFixed(2)}, odd ${mean(odds).toFixed(2)}`;
    console.log(`${count} faces, ${name}:`.padEnd(31) + `trees of ${grown}, `.padEnd(15) +
      `${means}, above 0.6: ${found[name].above} of ${odd}`);
  }
  assert.equal(found["isolation-forest"].grown, count);
  assert.equal(found["from samples"].grown, 256);
  assert.ok(found["from samples"].above > 0.8 * odd);
  const above = found["isolation-forest"].above / odd;
  assert.ok(count === 256 ? above > 0.7 : above < (count === 1000 ? 0.5 : 0.1));
}
JAVASCRIPT
node "$folder/odd.cjs"
