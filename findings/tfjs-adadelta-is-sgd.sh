#!/bin/sh
# Adadelta of TensorFlow.js is plain gradient descent, to the last bit, for any rho: its two averages are always equal.
#
# @tensorflow/tfjs 4.22.0 on Node.js. Adadelta divides each gradient by the root of its average square, so that the size
# of the gradients does not matter. tf.train.adadelta takes both averages as they were before the step: they start at 0,
# their quotient is 1, so both get the same number, and so on for ever. Its weights are those of tf.train.sgd with the
# same learning rate, which is 0.001 by default, and gradients that are 100 times larger move them 100 times farther.
# Adagrad and RMSProp of the same package are right. Seen, for how far a weight has gone after 200 gradients around 0.2:
#
#     adadelta(1, 0.95, 1e-6): 40.9060, by its definition 0.2586, sgd(1): 40.9060
#     100 times the gradient: 4090.6003, by its definition 0.2586, sgd(1): 4090.6003
#     adadelta(1, 0.5, 1e-6): 40.9060, by its definition 0.0819, sgd(1): 40.9060
#     rmsprop(0.01, 0.9, 0, 1e-7): 0.5877, by its definition 0.5877
#     adagrad(0.01, 0.1): 0.0823, by its definition 0.0823
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @tensorflow/tfjs@4.22.0
cat >"$folder/steps.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const tf = require("@tensorflow/tfjs");

const gradients = Array.from({ length: 200 }, (_, i) => 0.2 + Math.sin(i));
const gone = (optimizer, scale) => {
  const weight = tf.variable(tf.scalar(0));
  for (const gradient of gradients) optimizer.applyGradients({ [weight.name]: tf.scalar(scale * gradient) });
  return -weight.arraySync();
};
const adadelta = (rho, epsilon) => {
  let [squares, steps] = [0, 0];
  return (gradient) => {
    squares = rho * squares + (1 - rho) * gradient ** 2;
    const step = (Math.sqrt(steps + epsilon) / Math.sqrt(squares + epsilon)) * gradient;
    steps = rho * steps + (1 - rho) * step ** 2;
    return step;
  };
};
const rmsprop = (rate, decay, epsilon) => {
  let squares = 0;
  return (gradient) => {
    squares = decay * squares + (1 - decay) * gradient ** 2;
    return (rate * gradient) / Math.sqrt(squares + epsilon);
  };
};
const adagrad = (rate, start) => {
  let squares = start;
  return (gradient) => {
    squares += gradient ** 2;
    return (rate * gradient) / Math.sqrt(squares);
  };
};
const defined = (step, scale) => gradients.reduce((sum, gradient) => sum + step(scale * gradient), 0);
const near = (one, other) => Math.abs(one / other - 1) < 1e-3;

(async () => {
  await tf.setBackend("cpu");
  const cases = [
    ["adadelta(1, 0.95, 1e-6)", 0.95, 1],
    ["100 times the gradient", 0.95, 100],
    ["adadelta(1, 0.5, 1e-6)", 0.5, 1],
  ];
  const seen = cases.map(([name, rho, scale]) => {
    const found = gone(tf.train.adadelta(1, rho, 1e-6), scale);
    const right = defined(adadelta(rho, 1e-6), scale);
    const plain = gone(tf.train.sgd(1), scale);
    console.log(`${name}: ${found.toFixed(4)}, by its definition ${right.toFixed(4)}, sgd(1): ${plain.toFixed(4)}`);
    return [found, right, plain];
  });
  const others = [
    ["rmsprop(0.01, 0.9, 0, 1e-7)", tf.train.rmsprop(0.01, 0.9, 0, 1e-7), rmsprop(0.01, 0.9, 1e-7)],
    ["adagrad(0.01, 0.1)", tf.train.adagrad(0.01, 0.1), adagrad(0.01, 0.1)],
  ];
  for (const [name, optimizer, step] of others) {
    const [found, right] = [gone(optimizer, 1), defined(step, 1)];
    console.log(`${name}: ${found.toFixed(4)}, by its definition ${right.toFixed(4)}`);
    assert.ok(near(found, right));
  }
  assert.ok(seen.every(([found, right, plain]) => found === plain && found > 10 * right), seen);
  assert.ok(near(seen[1][0], 100 * seen[0][0]) && near(seen[1][1], seen[0][1]), seen);
})();
JAVASCRIPT
node "$folder/steps.cjs" 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
