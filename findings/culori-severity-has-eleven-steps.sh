#!/bin/sh
# In culori the severity of a colour vision deficiency has eleven steps: up to 0.049 nothing changes, 0.05 is 0.1.
#
# culori 4.0.2 on Node.js. filterDeficiencyProt(), filterDeficiencyDeuter() and filterDeficiencyTrit() take a severity
# "in the interval [0, 1]"; the documentation says nothing of steps. The published matrices are for tenths. The code has
# a line that mixes two neighbours, but it never runs: the index is rounded to the nearest tenth in place of downwards,
# and the share of the neighbour is the rest of a division by 0.1, rounded to a whole number, which is always zero. So a
# slider for the severity does nothing for most of its way and then jumps, and a GIF of a growing severity stutters. A
# measure as "the first severity at which the hair cannot be told from the skin" can only be 0.05, 0.15, 0.25 and so on.
# Seen for the red #d02010, beside a straight line between the tenths before and after:
#
#     deuter, severity 0.04: #d02010, between the tenths #c72310
#     deuter, severity 0.05: #b9290f, between the tenths #c52410
#     deuter, severity 0.14: #b9290f, between the tenths #b22b0f
#     deuter, severity 0.15: #b9290f, between the tenths #b02c0f
#     deuter, severity 0.44: #8d3b0f, between the tenths #893d0f
#     deuter, severity 0.45: #833f0e, between the tenths #883d0f
#     deuter, severity 0.50: #833f0e, between the tenths #833f0e
#     prot: 11 results for 1,001 severities, off by up to 12.4 of 255
#     deuter: 11 results for 1,001 severities, off by up to 11.4 of 255
#     trit: 11 results for 1,001 severities, off by up to 8.0 of 255
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" culori@4.0.2
cat >"$folder/severity.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, formatHex } from "culori";

const kinds = { prot: filterDeficiencyProt, deuter: filterDeficiencyDeuter, trit: filterDeficiencyTrit };
const channels = ["r", "g", "b"];
const between = (make, severity, colour) => { // what a straight line between two tenths gives
  const low = Math.floor(severity * 10 + 1e-9) / 10;
  const [one, other] = [make(low)(colour), make(Math.min(low + 0.1, 1))(colour)];
  const mixed = { mode: "rgb" };
  for (const name of channels) mixed[name] = one[name] + 10 * (severity - low) * (other[name] - one[name]);
  return mixed;
};

for (const severity of [0.04, 0.05, 0.14, 0.15, 0.44, 0.45, 0.5]) {
  const colours = [kinds.deuter(severity)("#d02010"), between(kinds.deuter, severity, "#d02010")];
  const [theirs, line] = colours.map(formatHex);
  console.log(`deuter, severity ${severity.toFixed(2)}: ${theirs}, between the tenths ${line}`);
}
for (const [name, make] of Object.entries(kinds)) {
  const seen = new Set();
  let worst = 0;
  for (let i = 0; i <= 1000; i++) {
    const [colour, line] = [make(i / 1000)("#d02010"), between(make, i / 1000, "#d02010")];
    seen.add(channels.map((channel) => colour[channel]).join());
    worst = Math.max(worst, ...channels.map((channel) => 255 * Math.abs(colour[channel] - line[channel])));
  }
  console.log(`${name}: ${seen.size} results for 1,001 severities, off by up to ${worst.toFixed(1)} of 255`);
  assert.ok(seen.size === 11 && worst > 2);
}
assert.equal(formatHex(kinds.deuter(0.04)("#d02010")), "#d02010");
JAVASCRIPT
node "$folder/severity.mjs"
