#!/bin/sh
# vec4.random of gl-matrix prefers one axis: its first number is beyond 0.9 four times as often as its last one.
#
# gl-matrix 3.4.4 on Node.js. vec4.random returns a random direction in four numbers, by the method of Marsaglia 1972
# that its source names. That method takes points from a square and drops those outside the circle. gl-matrix instead
# picks one number evenly and the other from the room that the circle leaves, so points gather at two ends of the
# circle. The length is right; vec2.random, vec3.random and quat.random, which has four numbers, too, are even. So
# random latent codes of four numbers gather near one axis. In the same library, vec3.slerp is NaN between a vector and
# itself, even at length 1, and between longer vectors (its documentation asks for no length). quat.slerp returns the
# vector. Seen, for 200,000 random vectors (mean of the squares of the four numbers, in an even choice 0.250 each, and
# share beyond 0.9):
#
#     vec4.random: squares 0.332 0.222 0.254 0.191, beyond 0.9: 9.9 2.9 4.1 2.4 %
#     quat.random: squares 0.249 0.251 0.250 0.251, beyond 0.9: 3.6 3.7 3.7 3.8 %
#     by hand: squares 0.249 0.250 0.250 0.250, beyond 0.9: 3.9 3.8 3.7 3.7 %
#     slerp from 0 0 1 to itself: vec3 NaN NaN NaN, quat 0 0 1 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" gl-matrix@3.4.4
cat >"$folder/random.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { glMatrix, quat, vec3, vec4 } from "gl-matrix";

let state = 1;
const uniform = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
glMatrix.RANDOM = uniform;
Math.random = uniform;
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const byHand = () => {
  const numbers = [normal(), normal(), normal(), normal()];
  return numbers.map((x) => x / Math.hypot(...numbers));
};
const count = 200000;
const seen = {};
const makers = { "vec4.random": () => vec4.random([]), "quat.random": () => quat.random([]), "by hand": byHand };
for (const [name, make] of Object.entries(makers)) {
  const squares = [0, 0, 0, 0];
  const beyond = [0, 0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const vector = Array.from(make());
    assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-6);
    vector.forEach((x, k) => {
      squares[k] += (x * x) / count;
      beyond[k] += (100 * (Math.abs(x) > 0.9)) / count;
    });
  }
  const [a, b] = [squares.map((x) => x.toFixed(3)), beyond.map((x) => x.toFixed(1))].map((x) => x.join(" "));
  console.log(`${name}: squares ${a}, beyond 0.9: ${b} %`);
  seen[name] = { squares, beyond };
}
const even = (name) => seen[name].squares.every((x) => Math.abs(x - 0.25) < 0.01);
assert.ok(even("quat.random") && even("by hand"));
assert.ok(Math.abs(seen["vec4.random"].squares[0] - 1 / 3) < 0.01 && seen["vec4.random"].beyond[0] > 8);
const self = vec3.slerp([], [0, 0, 1], [0, 0, 1], 0.5);
const turned = quat.slerp([], [0, 0, 1, 0], [0, 0, 1, 0], 0.5);
console.log(`slerp from 0 0 1 to itself: vec3 ${self.join(" ")}, quat ${turned.join(" ")}`);
assert.ok(self.every(Number.isNaN) && turned.join(" ") === "0 0 1 0");
assert.ok(vec3.slerp([], [0, 0, 2], [0, 2, 2], 0.5).some(Number.isNaN));
JAVASCRIPT
node "$folder/random.mjs"
