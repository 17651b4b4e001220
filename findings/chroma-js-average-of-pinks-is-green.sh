#!/bin/sh
# chroma-js averages the hues of OKLCh as plain numbers, so that three pinks make a green and two reds a teal.
#
# chroma-js 3.2.0 on Node.js. A hue is an angle: between 352 and 20 degrees lies 6, not 186. chroma.average() knows
# that for LCh, HCL, HSL and HSV. It finds the hue by the place of the letter "h" in the name of the colour space; in
# "lch" the letter and the number are both the third, in "oklch" the letter is the fifth and there are three numbers.
# So no number counts as a hue there. The documentation says that average() also works in other colour spaces than
# RGB. chroma.mix() is right in OKLCh, so that the same two colours have two middles. Hues on one side of red hide it.
# The call also overwrites the weights that it is given, unless they sum to the number of colours. Who shows the mean
# colour of a group of faces, skin or hair, gets green people. Seen:
#
#     #e58fa0 #e59a80 #e58fb0: average in lch #e99199, in oklch #92bc77, by hand in oklch #e89199
#     #cc3344 #cc3388: average in lch #d12c65, in oklch #009989, by hand in oklch #ce3067, chroma.mix() #ce3067
#     #ff0000 #ff00ff: average in lch #ff0080, in oklch #00c596, by hand in oklch #ff0090, chroma.mix() #ff0090
#     crimson tomato: average in lch #ee4341, in oklch #ee4340, by hand in oklch #ee4340, chroma.mix() #ee4340
#     hues of the three pinks: 7, 40, 356; their average 134, by hand 14
#     weights 1 1 2 after the call: 0.75 0.75 1.5
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" chroma-js@3.2.0
cat >"$folder/average.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import chroma from "chroma-js";

const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const byHand = (colours) => {
  const all = colours.map((colour) => chroma(colour).oklch());
  const angles = all.map(([, , hue]) => (hue * Math.PI) / 180);
  const angle = Math.atan2(mean(angles.map(Math.sin)), mean(angles.map(Math.cos)));
  const [light, strength] = [0, 1].map((k) => mean(all.map((colour) => colour[k])));
  return [light, strength, ((angle * 180) / Math.PI + 360) % 360];
};
const apart = (one, two) => chroma.distance(one, two, "rgb");
const round = Math.round;

const pinks = ["#e58fa0", "#e59a80", "#e58fb0"];
const groups = [pinks, ["#cc3344", "#cc3388"], ["#ff0000", "#ff00ff"], ["crimson", "tomato"]];
for (const colours of groups) {
  const [plain, found] = ["lch", "oklch"].map((space) => chroma.average(colours, space).hex());
  const right = chroma.oklch(...byHand(colours)).hex();
  let text = `${colours.join(" ")}: average in lch ${plain}, in oklch ${found}, by hand in oklch ${right}`;
  if (colours.length === 2) {
    const mixed = chroma.mix(...colours, 0.5, "oklch").hex();
    text += `, chroma.mix() ${mixed}`;
    assert.ok(apart(mixed, right) < 3);
  }
  console.log(text);
  assert.ok(colours[0] === "crimson" ? apart(found, right) < 3 : apart(found, right) > 90);
  assert.ok(apart(plain, right) < 25);
}
const hues = pinks.map((colour) => chroma(colour).oklch()[2]);
const found = mean(hues);
const right = byHand(pinks)[2];
const text = `${hues.map(round).join(", ")}; their average ${round(found)}, by hand ${round(right)}`;
console.log(`hues of the three pinks: ${text}`);
const shown = chroma.average(pinks, "oklch").get("oklch.h");
assert.ok(Math.abs(shown - found) < 3 && Math.min(right, 360 - right) < 30);

const weights = [1, 1, 2];
chroma.average(["red", "red", "blue"], "rgb", weights);
console.log(`weights 1 1 2 after the call: ${weights.join(" ")}`);
assert.deepEqual(weights, [0.75, 0.75, 1.5]);
JAVASCRIPT
node "$folder/average.mjs"
