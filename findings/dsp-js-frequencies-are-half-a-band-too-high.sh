#!/bin/sh
# dsp.js gives the frequency of a pure tone half a band too high, and its peak never forgets a louder signal.
#
# dsp.js 1.0.1 on Node.js. Its documentation says that getBandFrequency(index) is the middle frequency of a band of the
# transform. Band i of a discrete Fourier transform is centred on i times the width of a band, and a tone of exactly
# that frequency fills this band alone; getBandFrequency() adds half a width. peak and peakBand, the height and the
# place of the largest entry of the spectrum, are never set back: after a second call of forward() they still name the
# first signal if that was louder. spectrum[0] is twice the mean while all other entries are amplitudes. FFT, RFFT and
# DFT do the same. Whoever looks for the stripes that a transposed convolution leaves in rows of a picture is told that
# they repeat every 7.5 pixels instead of every 8, and, for the next picture, again what the first one had.
# Seen, for rows of 64 pixels, 1 sample per pixel, of mean 0.5:
#
#     FFT:  stripes of 8 pixels: band 8, frequency 0.1328, so 7.53 pixels; right 0.1250, 8 pixels
#     FFT:  then fainter stripes of 4 pixels: peakBand 8, peak 0.40; largest entry 16, 0.10
#     FFT:  mean by spectrum[0]: 1.00
#     RFFT: the same
#     DFT:  the same
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" dsp.js@1.0.1
cat >"$folder/stripes.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import dsp from "dsp.js";

const size = 64;
const stripes = (period, height) =>
  Float64Array.from({ length: size }, (_, i) => 0.5 + height * Math.cos((2 * Math.PI * i) / period));
const sizes = (row) => Array.from({ length: size / 2 }, (_, band) => {
  const part = (wave) => row.reduce((sum, value, i) => sum + value * wave((2 * Math.PI * band * i) / size), 0);
  return Math.hypot(part(Math.cos), part(Math.sin)) / size;
});
const largest = (values) => values.indexOf(Math.max(...values));

const lines = {};
for (const kind of ["FFT", "RFFT", "DFT"]) {
  const transform = new dsp[kind](size, 1);
  const clear = stripes(8, 0.4);
  transform.forward(clear.map((value) => value - 0.5));
  const byHand = largest(sizes(clear.map((value) => value - 0.5)));
  const band = transform.peakBand;
  const hertz = transform.getBandFrequency(band);
  const pixels = (1 / hertz).toFixed(2);
  lines[kind] = [
    `stripes of 8 pixels: band ${band}, frequency ${hertz.toFixed(4)}, so ${pixels} pixels; right 0.1250, 8 pixels`,
  ];
  assert.ok(band === byHand && byHand / size === 0.125 && hertz === 8.5 / size);

  const faint = stripes(4, 0.1).map((value) => value - 0.5);
  transform.forward(faint);
  const place = largest(Array.from(transform.spectrum));
  const top = transform.spectrum[place];
  const told = `peakBand ${transform.peakBand}, peak ${transform.peak.toFixed(2)}`;
  lines[kind].push(`then fainter stripes of 4 pixels: ${told}; largest entry ${place}, ${top.toFixed(2)}`);
  assert.ok(place === 16 && largest(sizes(faint)) === 16 && Math.abs(top - 0.1) < 1e-9);
  assert.ok(transform.peakBand === 8 && Math.abs(transform.peak - 0.4) < 1e-9);

  transform.forward(clear);
  lines[kind].push(`mean by spectrum[0]: ${transform.spectrum[0].toFixed(2)}`);
  assert.ok(Math.abs(transform.spectrum[0] - 1) < 1e-9);
}
for (const line of lines.FFT) console.log(`FFT:  ${line}`);
for (const kind of ["RFFT", "DFT"]) {
  assert.deepEqual(lines[kind], lines.FFT);
  console.log(`${kind}:`.padEnd(6) + "the same");
}
JAVASCRIPT
node "$folder/stripes.mjs"
