#!/bin/sh
# The natural spline of culori misses the middle one of three colours, and its closed one the first and the last colour.
#
# culori 4.0.2 on Node.js. Its documentation puts both under "Natural interpolating splines", and such a spline goes
# through every value, and it says that the closed one takes the values as periodic. With four or more values the open
# one is right. With three, the usual low, middle and high of a scale, the code leaves out the last value when it solves
# for the middle, so the middle is off by a sixth of the last. The closed one solves the open problem and then reads
# the values around the end; the first and the last colour become mixtures with each other. interpolate() gives the
# first colour at 0 exactly, so a closed scale jumps right after it. No warning comes. A colour bar for a latent value
# has a wrong colour at zero, and a round of colours a seam.
# Seen at the places of the values, with the natural and the periodic cubic spline by hand, and for colours (closed: at
# 0, at 0.000000001, at one third, at two thirds and right before 1):
#
#     natural  through 0.000 1.000 0.500       culori 0.000 1.083 0.500       by hand 0.000 1.000 0.500
#     natural  through 0.000 1.000 0.500 0.200 culori 0.000 1.000 0.500 0.200 by hand 0.000 1.000 0.500 0.200
#     closed   through 0.000 1.000 0.500 0.200 culori 0.269 1.000 0.500 0.191 by hand 0.000 1.000 0.500 0.200
#     white, #804020, white in the middle: #ab6b4b
#     closed through #ff0000, #ffff00, #00ff00, #0000ff: #ff0000, #e3332d, #ffff00, #00ff00, #1c339f
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" culori@4.0.2
cat >"$folder/knots.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { formatHex, interpolate, interpolatorSplineNatural, interpolatorSplineNaturalClosed } from "culori";

const solve = (matrix, right) => { // Gauss, the rows are dominated by their diagonals
  const rows = matrix.map((row, i) => [...row, right[i]]);
  rows.forEach((row, i) => rows.forEach((other, k) => {
    const factor = other[i] / row[i];
    if (k !== i) other.forEach((value, j) => (other[j] = value - factor * row[j]));
  }));
  return rows.map((row, i) => row[rows.length] / row[i]);
};
// By hand: the second derivatives of the cubic spline, with steps of one, then the piece that holds t.
const spline = (values, period) => (t) => {
  const [count, pieces] = [values.length, values.length - 1];
  const at = (i) => values[(i + count) % count];
  const matrix = values.map(() => new Array(count).fill(0));
  const right = values.map((_, i) => 6 * (at(i - 1) - 2 * at(i) + at(i + 1)));
  for (let i = 0; i < count; i++) {
    matrix[i][i] = 4;
    if (period || (i > 0 && i < pieces)) {
      matrix[i][(i + count - 1) % count] += 1;
      matrix[i][(i + 1) % count] += 1;
    } else right[i] = 0;
  }
  const bends = solve(matrix, right);
  const i = Math.min(Math.floor(t * pieces), pieces - 1);
  const [u, v] = [t * pieces - i, 1 - (t * pieces - i)];
  return v * at(i) + u * at(i + 1) + ((v ** 3 - v) * bends[i] + (u ** 3 - u) * bends[i + 1]) / 6;
};
const show = (numbers) => numbers.map((x) => (Math.abs(x) < 5e-4 ? 0 : x).toFixed(3).padStart(6)).join("");
const apart = (one, other) => Math.max(...one.map((x, i) => Math.abs(x - other[i])));

const seen = [];
for (const [name, make, values] of [
  ["natural", interpolatorSplineNatural, [0, 1, 0.5]],
  ["natural", interpolatorSplineNatural, [0, 1, 0.5, 0.2]],
  ["closed", interpolatorSplineNaturalClosed, [0, 1, 0.5, 0.2]],
]) {
  const knots = values.map((_, i) => i / (values.length - 1));
  const theirs = knots.map(make(values));
  const hand = knots.map(spline(values, name === "closed"));
  const parts = [values, theirs, hand].map((numbers) => show(numbers).padEnd(24));
  console.log(`${name.padEnd(8)} through${parts[0]} culori${parts[1]} by hand${parts[2]}`.trimEnd());
  assert.ok(apart(hand, values) < 1e-9);
  seen.push(apart(theirs, values));
}
assert.ok(seen[0] > 0.08 && seen[1] < 1e-9 && seen[2] > 0.1, String(seen));
// between the knots, where the knots are right
const [between, four] = [Array.from({ length: 31 }, (_, i) => i / 30), [0, 1, 0.5, 0.2]];
assert.ok(apart(between.map(interpolatorSplineNatural(four)), between.map(spline(four))) < 1e-9);

const channels = (make) => ({ r: make, g: make, b: make });
const ramp = interpolate(["white", "#804020", "white"], "rgb", channels(interpolatorSplineNatural));
const round = ["#ff0000", "#ffff00", "#00ff00", "#0000ff"];
const loop = interpolate(round, "rgb", channels(interpolatorSplineNaturalClosed));
const steps = [0, 1e-9, 1 / 3, 2 / 3, 1 - 1e-9].map((t) => formatHex(loop(t)));
console.log(`white, #804020, white in the middle: ${formatHex(ramp(0.5))}`);
console.log(`closed through ${round.join(", ")}: ${steps.join(", ")}`);
assert.notEqual(formatHex(ramp(0.5)), "#804020");
assert.ok(steps[0] === round[0] && steps[1] !== round[0] && steps[4] !== round[3]);
JAVASCRIPT
node "$folder/knots.mjs"
