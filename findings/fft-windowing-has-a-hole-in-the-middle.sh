#!/bin/sh
# fft-windowing gives NaN in the middle of a Lanczos window of odd length, and a Blackman-Nuttall that leaks 1,600-fold.
#
# fft-windowing 0.1.4 on Node.js, which multiplies a list by a window before a Fourier transform. The Lanczos window
# is sin(x) / x, which is 1 at 0; the library divides zero by zero there, and with one NaN the whole spectrum is NaN.
# In blackman_nuttall() the second coefficient repeats the first, 0.3635819 for 0.4891775. So the window is not zero
# at its ends, not 1 in its middle, and its side lobes are those of a far weaker window. blackman() takes an alpha, as
# the documentation says, and does not use it. kaiser() without its parameter takes 3, where the documentation says
# 0.3. All functions overwrite the list that is given, which the documentation does not say: two windows of one list
# become a product. hann(), hamming() and blackman_harris() are right. Who looks at the spectrum of the rows of faces
# gets no spectrum, or one in which the strong low frequencies cover the traces of upsampling. Seen:
#
#     lanczos, the middle of 64 points 0.9996, of 65 NaN; numbers in the spectrum of 65 points 0 of 65
#     blackman_nuttall of 65 points: ends 0.1260, middle 0.8744; by hand 0.0004 and 1.0000
#     highest side lobe of 65 points: blackman_nuttall -29.7 dB, by hand -93.9 dB, blackman_harris -92.1 dB
#     blackman with alpha 0.16 and 0.3: greatest difference 0.0000, by hand 0.1400
#     kaiser at the end of 8 points: without alpha 0.0006, with 0.3 0.8099, with 3 0.0006
#     a list of ones after hann(): 0.00 0.19 0.61 0.95 0.95 0.61 0.19 0.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" fft-windowing@0.1.4
cat >"$folder/window.js" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const windowing = require("fft-windowing");

const range = (count) => Array.from({ length: count }, (_, i) => i);
const ones = (count) => range(count).map(() => 1);
const cosines = (count, weights) =>
  range(count).map((n) => weights.reduce((sum, w, k) => sum + w * Math.cos((2 * Math.PI * k * n) / (count - 1)), 0));
const power = (list, frequency) => {
  const angles = list.map((_, n) => 2 * Math.PI * frequency * n);
  const part = (wave) => list.reduce((sum, x, n) => sum + x * wave(angles[n]), 0);
  return Math.hypot(part(Math.cos), part(Math.sin));
};
const most = (list) => list.reduce((high, x) => Math.max(high, x), -Infinity);
// The spectrum falls from its middle to the first minimum; what is highest behind that is the highest side lobe.
const lobe = (list) => {
  const spectrum = range(4096).map((k) => power(list, k / 8192));
  const first = spectrum.findIndex((x, k) => k > 0 && x > spectrum[k - 1]);
  return 20 * Math.log10(most(spectrum.slice(first)) / spectrum[0]);
};

const [even, odd] = [64, 65].map((count) => windowing.lanczos(ones(count)));
const spectrum = range(65).map((k) => power(odd, k / 65));
const numbers = spectrum.filter((x) => !Number.isNaN(x)).length;
const middle = `the middle of 64 points ${even[32].toFixed(4)}, of 65 ${odd[32]}`;
console.log(`lanczos, ${middle}; numbers in the spectrum of 65 points ${numbers} of 65`);
assert.ok(even[32] > 0.99 && Number.isNaN(odd[32]) && odd.filter(Number.isNaN).length === 1 && numbers === 0);

const found = windowing.blackman_nuttall(ones(65));
const right = cosines(65, [0.3635819, -0.4891775, 0.1365995, -0.0106411]);
const values = [found[0], found[32], right[0], right[32]].map((x) => x.toFixed(4));
const byHand = `by hand ${values[2]} and ${values[3]}`;
console.log(`blackman_nuttall of 65 points: ends ${values[0]}, middle ${values[1]}; ${byHand}`);
const lobes = [found, right, windowing.blackman_harris(ones(65))].map(lobe);
const names = ["blackman_nuttall", "by hand", "blackman_harris"];
const decibels = names.map((name, i) => `${name} ${lobes[i].toFixed(1)} dB`);
console.log(`highest side lobe of 65 points: ${decibels.join(", ")}`);
assert.ok(found[32] < 0.9 && Math.abs(right[32] - 1) < 1e-6);
assert.ok(lobes[0] > -35 && lobes[1] < -90 && lobes[2] < -90);

const pair = [0.16, 0.3].map((alpha) => windowing.blackman(ones(65), alpha));
const hand = [0.16, 0.3].map((alpha) => cosines(65, [(1 - alpha) / 2, -0.5, alpha / 2]));
const [apart, expected] = [pair, hand].map(([one, two]) => most(one.map((x, i) => Math.abs(x - two[i]))));
const text = `greatest difference ${apart.toFixed(4)}, by hand ${expected.toFixed(4)}`;
console.log(`blackman with alpha 0.16 and 0.3: ${text}`);
assert.ok(apart === 0 && expected > 0.05);

const [none, small, large] = [undefined, 0.3, 3].map((alpha) => windowing.kaiser(ones(8), alpha)[0]);
const ends = `without alpha ${none.toFixed(4)}, with 0.3 ${small.toFixed(4)}, with 3 ${large.toFixed(4)}`;
console.log(`kaiser at the end of 8 points: ${ends}`);
assert.ok(none === large && small > 0.8);

const given = ones(8);
windowing.hann(given);
console.log(`a list of ones after hann(): ${given.map((x) => x.toFixed(2)).join(" ")}`);
const hann = cosines(8, [0.5, -0.5]);
assert.ok(given.every((x, i) => Math.abs(x - hann[i]) < 1e-9));
JAVASCRIPT
node "$folder/window.js"
