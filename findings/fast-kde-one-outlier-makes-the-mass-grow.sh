#!/bin/sh
# With one value far out, the densities of fast-kde hold a mass of 2, 4 or 10, and the others look that much denser.
#
# fast-kde 0.2.2 on Node.js. Its documentation calls the estimate accurate and says that the values of grid() are the
# mass of probability in each bin, so they have to sum to one. They are the counts on 512 points (or 256 x 256 for two
# axes), smoothed with Deriche's recursive filter, which is close to a Gaussian only while the bandwidth is about a step
# of that grid or more. The bandwidth is taken from the quartiles, so an outlier does not change it, but the step is the
# whole range over 511, so an outlier does; below half a step the centre of the filter goes on to grow as one over the
# bandwidth, and nothing else of it is left to make up for that. No warning comes. A spike in the losses is usual in the
# training of a GAN, and with it the curve of all other losses gets higher, so two trainings cannot be compared. Seen,
# for 2,000 losses with the mean 0.7 and the deviation 0.1 and for one more, where "by hand" is the sum of 2,001
# Gaussians of the same bandwidth at the place where fast-kde is highest:
#
#     one loss of     bandwidth in steps     mass     highest     by hand
#            none                  13.52    1.000       3.879       3.878
#              10                   1.21    1.000       3.865       3.873
#              30                   0.40    1.089       4.158       3.866
#              60                   0.20    2.018       6.635       3.546
#             120                   0.10    4.044      10.811       3.532
#             300                   0.04   10.121      12.327       1.114
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" fast-kde@0.2.2
cat >"$folder/mass.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { density1d } from "fast-kde";

let state = 1;
const uniform = () => ((state = (state * 1664525 + 1013904223) % 2 ** 32) + 0.5) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const losses = Array.from({ length: 2000 }, () => 0.7 + 0.1 * normal());

const byHand = (values, bandwidth, place) => {
  const sum = values.reduce((total, value) => total + Math.exp(-(((place - value) / bandwidth) ** 2) / 2), 0);
  return sum / (values.length * bandwidth * Math.sqrt(2 * Math.PI));
};
console.log("one loss of     bandwidth in steps     mass     highest     by hand");
for (const spike of [null, 10, 30, 60, 120, 300]) {
  const values = spike === null ? losses : [...losses, spike];
  const density = density1d(values);
  const points = [...density];
  const mass = density.grid().reduce((sum, share) => sum + share, 0);
  const steps = density.bandwidth() / (points[1].x - points[0].x);
  const highest = points.reduce((best, point) => (point.y > best.y ? point : best));
  const right = byHand(values, density.bandwidth(), highest.x);
  const columns = [steps.toFixed(2).padStart(22), mass.toFixed(3).padStart(8)];
  columns.push(highest.y.toFixed(3).padStart(11), right.toFixed(3).padStart(11));
  console.log(String(spike ?? "none").padStart(11) + columns.join(" "));
  if (spike === null || spike === 10) assert.ok(Math.abs(mass - 1) < 0.01 && Math.abs(highest.y / right - 1) < 0.01);
  else assert.ok(mass > 1.05 && (spike < 60 || (mass > 1.9 && highest.y > 1.8 * right)));
}
JAVASCRIPT
node "$folder/mass.mjs"
