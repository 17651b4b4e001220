#!/bin/sh
# One outlier makes both whiskers of a box plot of visx end where no value is: below zero, for values all above zero.
#
# @visx/stats 4.0.0 with react 18.3.1 on Node.js. computeStats() gives what BoxPlot and ViolinPlot draw. Without
# outliers min and max are the smallest and the largest value. As soon as one value lies further than 1.5 times the
# height of the box from the box, min and max are these limits themselves, on both sides, and not the last values within
# them, at which whiskers end by Tukey's rule and in Matplotlib. So the name min is given to a number that is less than
# all values, the whiskers are of one length always, which hides that a distribution is skew, and the violin stretches
# over ground where nothing was measured. Losses and distances of faces are above 0 and have outliers. Seen, for ten
# distances, and for the same without the largest of them:
#
#     values: 0.1 0.2 0.25 0.3 0.35 0.4 0.45 0.5 0.6 3
#     box from 0.25 to 0.5, outliers 3
#     min -0.125, max 0.875; by hand 0.1 and 0.6
#     violin from -0.125 to 0.875
#     without 3: box from 0.225 to 0.475, outliers none
#     without 3: min 0.1, max 0.6; by hand 0.1 and 0.6
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" @visx/stats@4.0.0 react@18.3.1 react-dom@18.3.1
cat >"$folder/box.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { computeStats } from "@visx/stats";

const values = [0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 3];
const short = (number) => Number(number.toFixed(3));
const whiskers = (all, { firstQuartile, thirdQuartile }) => {
  const reach = 1.5 * (thirdQuartile - firstQuartile);
  const within = all.filter((value) => value >= firstQuartile - reach && value <= thirdQuartile + reach);
  return [Math.min(...within), Math.max(...within)];
};
const report = (all, label) => {
  const { boxPlot, binData } = computeStats(all);
  const { firstQuartile, thirdQuartile, min, max, outliers } = boxPlot;
  const box = `box from ${short(firstQuartile)} to ${short(thirdQuartile)}`;
  console.log(`${label}${box}, outliers ${outliers.join(" ") || "none"}`);
  const [low, high] = whiskers(all, boxPlot);
  console.log(`${label}min ${short(min)}, max ${short(max)}; by hand ${low} and ${high}`);
  return { min, max, low, high, binData };
};
console.log(`values: ${values.join(" ")}`);
const all = report(values, "");
const violin = [all.binData[0].value, all.binData.at(-1).value].map(short);
console.log(`violin from ${violin[0]} to ${violin[1]}`);
assert.ok(all.min < 0 && all.low === 0.1 && all.max > 0.8 && all.high === 0.6);
assert.deepEqual(violin, [short(all.min), short(all.max)]);
const fewer = report(values.slice(0, -1), "without 3: ");
assert.deepEqual([fewer.min, fewer.max], [0.1, 0.6]);
JAVASCRIPT
node "$folder/box.mjs"
