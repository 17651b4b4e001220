#!/bin/sh
# The FIR band-stop of fili doubles the band that it should stop, and an FIR high-pass of odd order is a low-pass.
#
# fili 2.0.3 on Node.js. Its documentation lists lowpass, highpass, bandpass and bandstop of FirCoeffs as filters by a
# windowed sinc, each of a free "order". bandstop() adds a low-pass up to F2 to a high-pass from F1, where it needs a
# low-pass up to F1 and a high-pass from F2: both let the band through, and so it comes out twice as large, while the
# rest passes as it was. highpass() inverts a low-pass by adding 1 to the coefficient in the middle; for an odd order
# there is no such coefficient, JavaScript stores the 1 under the name "25.5", and what is left is the low-pass with its
# sign turned. The class of the IIR filters does stop the band. Whoever takes a regular wobble out of a curve of losses
# gets it doubled. responsePoint(), its own measure, says the same as the Fourier sum below. Seen, for 1,000 samples a
# second; the band is 100 to 200 Hz:
#
#     bandstop, order 50:   50 Hz 1.003, 150 Hz 2.003, 300 Hz 0.998
#     highpass, order 50:   50 Hz 0.002, 150 Hz 1.001, 300 Hz 1.000
#     highpass, order 51:   50 Hz 0.998, 150 Hz 0.001, 300 Hz 0.001
#     bandstop of IIR:      50 Hz 0.962, 150 Hz 0.000, 300 Hz 0.942
#     a wobble of 1.00 at 150 Hz after the band-stop: 2.00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" fili@2.0.3
cat >"$folder/stop.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import Fili from "fili";

const Fs = 1000;
const fir = new Fili.FirCoeffs();
const gain = (taps, hertz) => {
  const angles = taps.map((_, i) => (2 * Math.PI * hertz * i) / Fs);
  const part = (wave) => taps.reduce((sum, tap, i) => sum + tap * wave(angles[i]), 0);
  return Math.hypot(part(Math.cos), part(Math.sin));
};
const show = (name, at) => {
  const gains = [50, 150, 300].map(at);
  const text = [50, 150, 300].map((hertz, i) => `${hertz} Hz ${gains[i].toFixed(3)}`).join(", ");
  console.log(`${(name + ":").padEnd(21)} ${text}`);
  return gains;
};

const bandstop = fir.bandstop({ order: 50, Fs, F1: 100, F2: 200 });
const stop = show("bandstop, order 50", (hertz) => gain(bandstop, hertz));
const [even, odd] = [50, 51].map((order) => {
  const taps = fir.highpass({ order, Fs, Fc: 100 });
  return show(`highpass, order ${order}`, (hertz) => gain(taps, hertz));
});
const cascade = new Fili.CalcCascades();
const iir = cascade.bandstop({ order: 1, characteristic: "butterworth", Fs, Fc: 150, BW: 1, gain: 0, preGain: false });
const other = new Fili.IirFilter(iir);
const right = show("bandstop of IIR", (hertz) => other.responsePoint({ Fs, Fr: hertz }).magnitude);

const wobble = Array.from({ length: 400 }, (_, i) => Math.sin((2 * Math.PI * 150 * i) / Fs));
const after = Math.max(...new Fili.FirFilter(bandstop).multiStep(wobble).slice(100));
console.log(`a wobble of 1.00 at 150 Hz after the band-stop: ${after.toFixed(2)}`);

assert.ok(Math.abs(stop[1] - 2) < 0.02 && Math.abs(stop[0] - 1) < 0.02 && Math.abs(stop[2] - 1) < 0.02);
assert.ok(even[0] < 0.01 && even[1] > 0.99 && even[2] > 0.99);
assert.ok(odd[0] > 0.99 && odd[1] < 0.01 && odd[2] < 0.01);
assert.ok(right[1] < 0.2 && Math.abs(after - 2) < 0.05);
const own = new Fili.FirFilter(bandstop).responsePoint({ Fs, Fr: 150 }).magnitude;
assert.ok(Math.abs(own - stop[1]) < 1e-6);
JAVASCRIPT
node "$folder/stop.mjs"
