// An animated GIF of many pictures.

import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { constants } from "./constants.js";
import { SCALE, sheet } from "./sheet.js";

/** @import { Picture } from "./types" */

const COLOURS = { format: "rgb444" }; // a tenth of the time that finer ones take

/**
 * A GIF that loops forever.
 * @param {AsyncIterable<Picture>} pictures of one size
 */
export async function toGif(pictures) {
  const gif = GIFEncoder();
  // GIF counts whole hundredths of a second, so frames of 12 a second last 8 or 9: each ends at the nearest one.
  const end = (/** @type {number} */ frame) => 10 * Math.round((100 * frame) / constants.fps);
  let frame = 0;
  for await (const picture of pictures) {
    const { canvas, pen } = sheet(picture);
    const { width, height } = canvas;
    const { data } = pen.getImageData(0, 0, width, height);
    const palette = quantize(data, 256, COLOURS);
    const indices = enlarged(applyPalette(data, palette, COLOURS.format), width, height);
    gif.writeFrame(indices, width * SCALE, height * SCALE, { palette, delay: end(frame + 1) - end(frame) });
    frame++;
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: "image/gif" });
}

/**
 * Indices of colours (height, width), each of them repeated to a square.
 * @param {Uint8Array} indices
 * @param {number} width
 * @param {number} height
 */
function enlarged(indices, width, height) {
  const large = new Uint8Array(indices.length * SCALE ** 2);
  for (let y = 0, to = 0; y < height * SCALE; y++) {
    const row = Math.floor(y / SCALE) * width;
    for (let x = 0; x < width * SCALE; x++) large[to++] = indices[row + Math.floor(x / SCALE)];
  }
  return large;
}
