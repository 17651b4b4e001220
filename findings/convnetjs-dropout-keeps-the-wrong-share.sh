#!/bin/sh
# Dropout of ConvNetJS keeps the wrong share: with drop_prob 0.2 a trained network answers a quarter of what it learned.
#
# convnetjs 0.3.0 on Node.js. While it trains, a dropout layer sets each activation to 0 with probability drop_prob, so
# it keeps 1 - drop_prob of them on average. When the network is asked, nothing is dropped, and the activations must be
# multiplied by what was kept, 1 - drop_prob. The layer multiplies them by drop_prob. The two are equal for 0.5, the
# default. A discriminator with drop_prob 0.2 hands on a quarter of its activations, one with 0.8 four times as much,
# and each further dropout layer does so again. A classifier then gets probabilities near one another, or near 0 and 1,
# and the loss that train() returns shows nothing of it. Seen, for networks of 100 neurons that learn to answer 1:
#
#     drop_prob 0.2: 1.01 while it trains, 0.27 when it is asked
#     drop_prob 0.5: 1.00 while it trains, 0.97 when it is asked
#     drop_prob 0.8: 0.92 while it trains, 2.57 when it is asked
#     one dropout layer alone, activations of 1, drop_prob 0.2: 0.80 while it trains, 0.20 when it is asked
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" convnetjs@0.3.0
cat >"$folder/dropout.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");

let state = 7;
Math.random = () => (state = (16807 * state) % 2147483647) / 2147483647;
const { DropoutLayer, Net, Trainer, Vol } = require("convnetjs");

const one = new Vol([1]);
for (const [drop, low, high] of [[0.2, 0.15, 0.45], [0.5, 0.8, 1.2], [0.8, 2, 4.5]]) {
  const net = new Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 1 },
    { type: "fc", num_neurons: 100, activation: "tanh", drop_prob: drop },
    { type: "regression", num_neurons: 1 },
  ]);
  const trainer = new Trainer(net, { method: "sgd", learning_rate: 0.002, momentum: 0, batch_size: 1 });
  for (let i = 0; i < 600; i++) trainer.train(one, [1]);
  let sum = 0;
  for (let i = 0; i < 300; i++) sum += net.forward(one, true).w[0] / 300;
  const said = net.forward(one).w[0];
  console.log(`drop_prob ${drop}: ${sum.toFixed(2)} while it trains, ${said.toFixed(2)} when it is asked`);
  assert.ok(sum > 0.8 && sum < 1.2 && said > low && said < high);
}

const layer = new DropoutLayer({ in_sx: 1, in_sy: 1, in_depth: 10000, drop_prob: 0.2 });
const mean = (training) => layer.forward(new Vol(1, 1, 10000, 1), training).w.reduce((sum, x) => sum + x / 10000, 0);
const [trained, asked] = [mean(true), mean(false)];
const both = `${trained.toFixed(2)} while it trains, ${asked.toFixed(2)} when it is asked`;
console.log(`one dropout layer alone, activations of 1, drop_prob 0.2: ${both}`);
assert.ok(Math.abs(trained - 0.8) < 0.02 && Math.abs(asked - 0.2) < 1e-6);
JAVASCRIPT
node "$folder/dropout.cjs"
