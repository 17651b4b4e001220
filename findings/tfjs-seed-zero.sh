#!/bin/sh
# In TensorFlow.js the seed 0 is no seed for normal numbers: they differ in each draw, while uniform ones are repeated.
#
# @tensorflow/tfjs 4.22.0 on Node.js. A seed of 0 counts as a missing one in randomNormal, truncatedNormal, randomGamma
# and multinomial, and in the initializers that draw from them: a page whose seeds are counted from 0 shows another face
# for its first seed at each visit. heNormal({ seed: 0 }) starts each training elsewhere, and heUniform({ seed: 0 })
# does not. 1 is a seed for all of them. Seen, for two draws of 20 numbers with the same seed:
#
#     randomUniform: seed 0 the same, seed 1 the same
#     randomNormal: seed 0 other numbers, seed 1 the same
#     truncatedNormal: seed 0 other numbers, seed 1 the same
#     randomGamma: seed 0 other numbers, seed 1 the same
#     multinomial: seed 0 other numbers, seed 1 the same
#     heUniform: seed 0 the same, seed 1 the same
#     heNormal: seed 0 other numbers, seed 1 the same
#     dropout: seed 0 the same, seed 1 the same
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @tensorflow/tfjs@4.22.0
cat >"$folder/seed.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const tf = require("@tensorflow/tfjs");

const draws = {
  randomUniform: (seed) => tf.randomUniform([20], 0, 1, "float32", seed),
  randomNormal: (seed) => tf.randomNormal([20], 0, 1, "float32", seed),
  truncatedNormal: (seed) => tf.truncatedNormal([20], 0, 1, "float32", seed),
  randomGamma: (seed) => tf.randomGamma([20], 2, 1, "float32", seed),
  multinomial: (seed) => tf.multinomial(tf.zeros([50]), 20, seed),
  heUniform: (seed) => tf.initializers.heUniform({ seed }).apply([4, 5]),
  heNormal: (seed) => tf.initializers.heNormal({ seed }).apply([4, 5]),
  dropout: (seed) => tf.dropout(tf.ones([20]), 0.5, null, seed),
};
const unlike = [];
for (const [name, draw] of Object.entries(draws)) {
  const repeats = [0, 1].map((seed) => draw(seed).dataSync().join() === draw(seed).dataSync().join());
  const words = repeats.map((same, seed) => `seed ${seed} ${same ? "the same" : "other numbers"}`);
  console.log(`${name}: ${words.join(", ")}`);
  assert.ok(repeats[1]);
  if (!repeats[0]) unlike.push(name);
}
assert.deepEqual(unlike, ["randomNormal", "truncatedNormal", "randomGamma", "multinomial", "heNormal"]);
JAVASCRIPT
node "$folder/seed.cjs" 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
