#!/bin/sh
# The density of d3-contour is smoother than its bandwidth says: 6.7 instead of 5, and more so with larger cells.
#
# d3-contour 4.0.3 on Node.js. The documentation calls the bandwidth the standard deviation of the kernel, and the size
# of the cells a choice between detail and speed. contourDensity takes the radius of its blur from the bandwidth in
# pixels, and divides the radius by the size of a cell afterwards. But a blur of radius r has the variance r (r + 1),
# which does not divide so: about r (size - 1) is added to it, and by default the size is 4. At a bandwidth of 20 that
# is 8% too much. So small groups on a map of faces look wider and flatter than they are, and a bandwidth that comes
# from a rule or from SciPy does not fit. cellSize(1) is right. Seen, for the standard deviation of the density of one
# point, as its contours have it:
#
#     bandwidth 5: 5.1 (cells of 1), 5.8 (cells of 2), 6.7 (cells of 4), 9.7 (cells of 8); peak at 4 / at 1: 0.60
#     bandwidth 10: 10.0 (cells of 1), 10.5 (cells of 2), 11.6 (cells of 4), 13.3 (cells of 8); peak at 4 / at 1: 0.75
#     bandwidth 20: 20.0 (cells of 1), 20.5 (cells of 2), 21.6 (cells of 4), 24.6 (cells of 8); peak at 4 / at 1: 0.86
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" d3-contour@4.0.3
cat >"$folder/density.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { contourDensity } from "d3-contour";

// The area of a ring, and the integrals of x and of x * x over it.
const moments = (ring) =>
  ring.slice(1).reduce(
    ([area, first, second], [x, y], i) => {
      const [u, v] = ring[i];
      const cross = u * y - x * v;
      return [area + cross / 2, first + (cross * (u + x)) / 6, second + (cross * (u * u + u * x + x * x)) / 12];
    },
    [0, 0, 0],
  );
const deviation = (bandwidth, cell) => {
  const density = contourDensity().size([200, 200]).bandwidth(bandwidth).cellSize(cell);
  const contour = density.contours([[100, 100]]);
  const steps = 400;
  const sums = [0, 0, 0];
  for (let step = 0; step < steps; step++) {
    const level = ((step + 0.5) / steps) * contour.max;
    for (const ring of contour(level).coordinates.flat()) {
      for (const [k, x] of moments(ring).entries()) sums[k] += (x * contour.max) / steps;
    }
  }
  const [mass, first, second] = sums.map((x) => x / Math.sign(sums[0]));
  assert.ok(Math.abs(mass - 1) < 0.05 && Math.abs(first / mass - 100) < 1, [mass, first]);
  assert.ok(Math.abs(density.bandwidth() - bandwidth) < 1e-9);
  return [Math.sqrt(second / mass - (first / mass) ** 2), contour.max];
};
for (const bandwidth of [5, 10, 20]) {
  const seen = [1, 2, 4, 8].map((cell) => deviation(bandwidth, cell));
  const shown = seen.map(([sd], k) => `${sd.toFixed(1)} (cells of ${2 ** k})`).join(", ");
  const peak = seen[2][1] / seen[0][1];
  console.log(`bandwidth ${bandwidth}: ${shown}; peak at 4 / at 1: ${peak.toFixed(2)}`);
  const radius = (Math.sqrt(4 * bandwidth ** 2 + 1) - 1) / 2;
  for (const [k, [sd]] of seen.entries()) {
    const expected = Math.sqrt(bandwidth ** 2 + radius * (2 ** k - 1));
    // What is more than that comes from the bins and from the straight lines of the contours.
    const wide = sd > 1.05 * bandwidth;
    assert.ok(sd > 0.98 * expected && (k === 1 || wide === k > 1), [bandwidth, k, sd]);
  }
}
JAVASCRIPT
node "$folder/density.mjs"
