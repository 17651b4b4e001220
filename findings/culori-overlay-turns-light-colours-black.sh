#!/bin/sh
# blend() of culori makes light colours black with "overlay" and "hard-light".
#
# culori 4.0.2 on Node.js. Its documentation offers the blend modes of CSS by their names. "hard-light" multiplies where
# the upper colour is dark and screens where it is light, 1 - 2 (1 - a) (1 - b); "overlay" is the same with the two
# colours exchanged. culori has 2 b (1 - a) - 1 for the light half, which is never above 0 there, so every channel from
# 50% on becomes 0: white on white is black. The dark half and the other ten modes are right. Whoever lays a shade over
# the skin of a face gets one that is nearly black. Seen:
#
#     greatest error of 441 pairs of greys: hard-light 1.000, overlay 1.000, the other ten modes 0.000
#     white on white: hard-light #000000, overlay #000000; by CSS #ffffff
#     skin #ffd90f, grey #909090 over it, overlay: culori #000011; by CSS #ffde11
#     just below and at 50 % of white, over grey #c0c0c0, hard-light: #c0c0c0, #000000; by CSS #c0c0c0, #c0c0c0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" culori@4.0.2
cat >"$folder/blend.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { blend, formatHex } from "culori";

const multiply = (below, above) => below * above;
const screen = (below, above) => 1 - (1 - below) * (1 - above);
const hard = (below, above) => (above <= 0.5 ? multiply(below, 2 * above) : screen(below, 2 * above - 1));
const soft = (b, s) => {
  const root = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b);
  return s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * (root - b);
};
const css = {
  "hard-light": hard,
  overlay: (below, above) => hard(above, below),
  normal: (below, above) => above,
  multiply,
  screen,
  darken: Math.min,
  lighten: Math.max,
  "color-dodge": (b, s) => (b === 0 ? 0 : s === 1 ? 1 : Math.min(1, b / (1 - s))),
  "color-burn": (b, s) => (b === 1 ? 1 : s === 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
  "soft-light": soft,
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
};
const grey = (value) => ({ mode: "rgb", r: value, g: value, b: value });
const steps = Array.from({ length: 21 }, (_, i) => i / 20);
const errors = Object.entries(css).map(([mode, right]) =>
  Math.max(...steps.flatMap((b) => steps.map((s) => Math.abs(blend([grey(b), grey(s)], mode).r - right(b, s))))));
const others = Math.max(...errors.slice(2));
const worst = `hard-light ${errors[0].toFixed(3)}, overlay ${errors[1].toFixed(3)}`;
console.log(`greatest error of 441 pairs of greys: ${worst}, the other ten modes ${others.toFixed(3)}`);
assert.ok(errors[0] > 0.9 && errors[1] > 0.9 && others < 1e-9);

const both = ["hard-light", "overlay"].map((mode) => `${mode} ${formatHex(blend(["white", "white"], mode))}`);
console.log(`white on white: ${both.join(", ")}; by CSS ${formatHex(grey(hard(1, 1)))}`);
assert.deepEqual(both, ["hard-light #000000", "overlay #000000"]);

const [skin, shade] = [[255, 217, 15].map((value) => value / 255), 144 / 255];
const [r, g, b] = skin.map((value) => css.overlay(value, shade));
const found = formatHex(blend(["#ffd90f", "#909090"], "overlay"));
const right = formatHex({ mode: "rgb", r, g, b });
console.log(`skin #ffd90f, grey #909090 over it, overlay: culori ${found}; by CSS ${right}`);
assert.ok(found.startsWith("#0000") && right.startsWith("#ff"));

const [below, edge] = [192 / 255, [0.499, 0.5]];
const pair = edge.map((value) => formatHex(blend([grey(below), grey(value)], "hard-light"))).join(", ");
const pairByCss = edge.map((value) => formatHex(grey(hard(below, value)))).join(", ");
console.log(`just below and at 50 % of white, over grey #c0c0c0, hard-light: ${pair}; by CSS ${pairByCss}`);
assert.ok(pair.endsWith("#000000") && !pairByCss.includes("#000000"));
JAVASCRIPT
node "$folder/blend.mjs"
