#!/bin/sh
# The trendline of chartjs-plugin-trendline runs on to 0 if all x are negative, and falls where the log of a run rises.
#
# chartjs-plugin-trendline 3.2.12 with chart.js 4.6.1 on Node.js, which draw here on a stand-in that only notes lines.
# The plugin draws the least-squares line of a data set from its smallest x to its largest, unless projection is set.
# The largest begins as Number.MIN_VALUE, which is not the least number but the least positive one, so that among
# negative x it stays, and the line goes on to 0. The slope is n sum(xy) - sum(x) sum(y), divided by n sum(x^2) -
# sum(x)^2: for times in milliseconds since 1970 both are small differences of numbers near 10^28, and what is left are
# errors of rounding. The plugin supports axes of time. For days and hours the line is right; for a log of some seconds
# it is flat, falls while all points rise, or is not drawn. Numbers of latent codes are negative half of the time. Seen,
# for points on the line y = 2 i + 1, the first and the last end of the line that is drawn (x as i):
#
#     i from 0 to 10, x = i: from 0, 1.0 to 10, 21.0; by hand 0, 1 to 10, 21
#     i from 0 to 10, x = i - 20: from 0, 1.0 to 20, 41.0; by hand 0, 1 to 10, 21
#     100 hours, a point each hour: from 0, 1.0 to 100, 201.0; by hand 0, 1 to 100, 201
#     100 seconds, a point each second: from 0, 2.4 to 100, 199.6; by hand 0, 1 to 100, 201
#     20 seconds, a point each 0.2 seconds: from 0, 104.9 to 100, 97.1; by hand 0, 1 to 100, 201
#     40 seconds, a point each 0.2 seconds: from 0, 262.9 to 200, 139.1; by hand 0, 1 to 200, 401
#     2 seconds, a point each 0.2 seconds: no line
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" chartjs-plugin-trendline@3.2.12 chart.js@4.6.1
cat >"$folder/trend.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { Chart, LinearScale, PointElement, ScatterController } from "chart.js";
import trendline from "chartjs-plugin-trendline";

Chart.register(ScatterController, PointElement, LinearScale, trendline);
const width = 7; // of the trendline alone, to tell it from the lines of the axes

// Draws on a stand-in for a canvas and returns the ends of the trendline in the units of the data.
const drawn = (data, scales) => {
  const state = {};
  const lines = [];
  let from;
  const context = new Proxy({}, {
    set: (_, key, value) => { state[key] = value; return true; },
    get: (_, key) => {
      if (key in state) return state[key];
      if (key === "measureText") return () => ({ width: 10 });
      return (...place) => {
        if (key === "moveTo") from = place;
        if (key === "lineTo" && state.lineWidth === width) lines.push([...from, ...place]);
        return { addColorStop() {} };
      };
    },
  });
  const nothing = () => null;
  const canvas = { width: 800, height: 400, style: {}, getContext: () => context, hasAttribute: () => false };
  for (const name of ["getAttribute", "setAttribute", "removeAttribute", "addEventListener", "removeEventListener"]) {
    canvas[name] = nothing;
  }
  context.canvas = canvas;
  const datasets = [{ data, trendlineLinear: { width, lineStyle: "solid" } }];
  const options = { responsive: false, animation: false, devicePixelRatio: 1, scales };
  const { x, y } = new Chart(canvas, { type: "scatter", data: { datasets }, options }).scales;
  const [line] = lines;
  if (!line) return null;
  return line.map((pixel, i) => (i % 2 ? y : x).getValueForPixel(pixel));
};
const midnight = Date.UTC(2026, 0, 1);
const cases = [
  ["i from 0 to 10, x = i", 10, (i) => i, { x: { min: -10, max: 30 }, y: { min: 0, max: 80 } }],
  ["i from 0 to 10, x = i - 20", 10, (i) => i - 20, { x: { min: -30, max: 10 }, y: { min: 0, max: 80 } }],
  ["100 hours, a point each hour", 100, (i) => midnight + 3600000 * i, {}],
  ["100 seconds, a point each second", 100, (i) => midnight + 1000 * i, {}],
  ["20 seconds, a point each 0.2 seconds", 100, (i) => midnight + 200 * i, {}],
  ["40 seconds, a point each 0.2 seconds", 200, (i) => midnight + 200 * i, {}],
  ["2 seconds, a point each 0.2 seconds", 10, (i) => midnight + 200 * i, {}],
];
const ends = cases.map(([name, last, place, scales]) => {
  const data = Array.from({ length: last + 1 }, (_, i) => ({ x: place(i), y: 2 * i + 1 }));
  const line = drawn(data, scales);
  if (!line) {
    console.log(`${name}: no line`);
    return null;
  }
  const [first, second] = [line[0], line[2]].map((x) => Math.round((x - place(0)) / (place(1) - place(0))));
  const hand = `by hand 0, 1 to ${last}, ${2 * last + 1}`;
  console.log(`${name}: from ${first}, ${line[1].toFixed(1)} to ${second}, ${line[3].toFixed(1)}; ${hand}`);
  return [first, line[1], second, line[3]];
});
const near = (line, expected) => line.every((value, i) => Math.abs(value - expected[i]) < 0.01);
assert.ok(near(ends[0], [0, 1, 10, 21]) && near(ends[1], [0, 1, 20, 41]) && near(ends[2], [0, 1, 100, 201]));
assert.ok(Math.abs(ends[3][1] - 1) > 0.5);
assert.ok(ends[4][3] < ends[4][1] + 20 && ends[5][3] < ends[5][1] + 20);
JAVASCRIPT
node "$folder/trend.mjs"
