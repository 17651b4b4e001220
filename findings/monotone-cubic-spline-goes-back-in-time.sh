#!/bin/sh
# The curve of @yr/monotone-cubic-spline turns back where points stand unevenly: one step of a training has five losses.
#
# @yr/monotone-cubic-spline 1.0.3 on Node.js. The package makes the curve of a line chart. The handle at each point
# reaches as far as a sixth of the distance between its two neighbours, to both sides (less where the curve is steep).
# Where points stand unevenly enough it passes the nearer neighbour, and the curve, which should be a function of x,
# runs to the left for a while. Points at even distances are right, which hides it. The documentation says that the
# result is a monotone cubic spline, and does not ask for even distances; handles of a third of the gap on each side
# keep it a function. So the curve of losses at the steps 1, 10, 100 and 1000 shows up to five losses for one step,
# and steps below that of its first point. Seen, for 1,000 places on each piece:
#
#     losses at the steps 1, 10, 100, 1000: back by 12.80 steps, at most 5 losses for one step, least step -0.72
#     the same with handles of a third of each gap: back by 0.00 steps, at most 1 losses for one step, least step 1.00
#     losses at the steps 10, 20, 400, 410: back by 21.38 steps, at most 3 losses for one step, least step -11.35
#     losses at the steps 1, 2, 3, 4: back by 0.00 steps, at most 1 losses for one step, least step 1.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @yr/monotone-cubic-spline@1.0.3
cat >"$folder/curve.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import spline from "@yr/monotone-cubic-spline";

// The pieces of an SVG path of the commands M, C and S, each as four points.
const pieces = (path) => {
  const list = [];
  let [here, handle] = [null, null];
  for (const [, command, text] of path.matchAll(/([MCS])([^MCS]*)/g)) {
    const numbers = text.match(/-?[\d.]+(?:e-?\d+)?/g).map(Number);
    for (let i = 0; i < numbers.length; i += { M: 2, C: 6, S: 4 }[command]) {
      const places = { M: [0], C: [0, 2, 4], S: [0, 2] }[command];
      const points = places.map((k) => numbers.slice(i + k, i + k + 2));
      if (command === "S") points.unshift([0, 1].map((k) => 2 * here[k] - handle[k]));
      if (command !== "M") list.push([here, ...points]);
      [handle, here] = points.length > 1 ? points.slice(-2) : [null, points[0]];
    }
  }
  return list;
};
const at = (piece, t) => {
  const weights = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return piece.reduce((sum, [x], i) => sum + x * weights[i], 0);
};
const measure = (path) => {
  const steps = pieces(path).flatMap((piece) => Array.from({ length: 1001 }, (_, i) => at(piece, i / 1000)));
  let [farthest, back, least] = [-Infinity, 0, Infinity];
  for (const step of steps) {
    farthest = Math.max(farthest, step);
    back = Math.max(back, farthest - step);
    least = Math.min(least, step);
  }
  let most = 0;
  for (let place = steps[0] + 0.0137; place < steps.at(-1); place += 0.5) {
    const passes = steps.filter((step, i) => i > 0 && (step - place) * (steps[i - 1] - place) < 0).length;
    most = Math.max(most, passes);
  }
  return [back, most, least];
};
const report = (title, path) => {
  const [back, most, least] = measure(path);
  const text = `back by ${Math.max(0, back).toFixed(2)} steps, at most ${most} losses for one step`;
  console.log(`${title}: ${text}, least step ${least.toFixed(2)}`);
  return [back, most];
};
const losses = [9, 5, 3, 2];
const curve = (steps) => spline.svgPath(spline.points(steps.map((step, i) => [step, losses[i]])));
// The slope at an inner point is the harmonic mean of those of the lines to its neighbours.
const byHand = (steps) => {
  const gaps = steps.slice(1).map((step, i) => step - steps[i]);
  const lines = gaps.map((gap, i) => (losses[i + 1] - losses[i]) / gap);
  const slopes = steps.map((_, i) => {
    const [before, after] = [lines[Math.max(0, i - 1)], lines[Math.min(i, lines.length - 1)]];
    return (2 * before * after) / (before + after);
  });
  const text = gaps.map((gap, i) => {
    const handles = [
      [steps[i] + gap / 3, losses[i] + (slopes[i] * gap) / 3],
      [steps[i + 1] - gap / 3, losses[i + 1] - (slopes[i + 1] * gap) / 3],
    ];
    return `C${[...handles, [steps[i + 1], losses[i + 1]]].flat().join(" ")}`;
  });
  return `M${steps[0]} ${losses[0]}${text.join("")}`;
};
const title = (steps) => `losses at the steps ${steps.join(", ")}`;

const powers = [1, 10, 100, 1000];
const gap = [10, 20, 400, 410];
const even = [1, 2, 3, 4];
const found = report(title(powers), curve(powers));
const third = report("the same with handles of a third of each gap", byHand(powers));
const other = report(title(gap), curve(gap));
const plain = report(title(even), curve(even));
assert.ok(found[0] > 10 && found[1] === 5 && other[0] > 5 && other[1] === 3);
assert.ok(third[0] < 1e-3 && third[1] === 1 && plain[0] < 1e-3 && plain[1] === 1);
JAVASCRIPT
node "$folder/curve.mjs"
