// An animated GIF of many pictures. All have the colours of one palette, so that what does not move does not flicker.

import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { constants } from "./constants.js";
import { sheet } from "./sheet.js";

/** @import { Picture } from "./types" */

const COLOURS = 191; // and one that leaves a pixel as it was; 16 faces at a steady pace stay under 2 MB

/**
 * A GIF that loops forever.
 * @param {AsyncIterable<Picture>} pictures of one size
 * @param {string} comment to keep in the file, in ASCII
 */
export async function toGif(pictures, comment) {
  const { frames, width, height } = await pixelsOf(pictures);
  const size = width * height;
  const rgba = new Uint8ClampedArray(frames.length * size * 4);
  frames.forEach((frame, i) => rgba.set(frame, i * size * 4));
  // Finer bins of colours take ten times as long.
  const palette = quantize(rgba, COLOURS, { format: "rgb444" });
  const indices = applyPalette(rgba, palette, "rgb565");
  while (palette.length <= COLOURS) palette.push([0, 0, 0]);

  const gif = GIFEncoder();
  const scale = Math.max(1, Math.floor(constants.film_side / width));
  // GIF counts whole hundredths of a second, so frames of 12 a second last 8 or 9: each ends at the nearest one.
  const end = (/** @type {number} */ frame) => 10 * Math.round((100 * frame) / constants.fps);
  for (let i = 0; i < frames.length; i++) {
    // The page goes on meanwhile.
    await new Promise((done) => setTimeout(done));
    const now = indices.subarray(i * size, (i + 1) * size);
    const before = indices.subarray((i - 1) * size, i * size);
    const news = i ? now.map((index, j) => (index === before[j] ? COLOURS : index)) : now;
    gif.writeFrame(repeated(news, width, scale), width * scale, height * scale, {
      palette: i ? undefined : palette,
      delay: end(i + 1) - end(i),
      transparent: i > 0,
      transparentIndex: COLOURS,
      dispose: 1,
    });
  }
  gif.finish();
  const bytes = gif.bytes();
  return new Blob([bytes.subarray(0, -1), commentBlock(comment), bytes.subarray(-1)], { type: "image/gif" });
}

/**
 * Indices of colours (height, width), each of them repeated to a square.
 * @param {Uint8Array} indices
 * @param {number} width
 * @param {number} scale
 */
function repeated(indices, width, scale) {
  const large = new Uint8Array(indices.length * scale ** 2);
  for (let i = 0, to = 0; to < large.length; i = Math.floor(to / (width * scale * scale)) * width)
    for (let y = 0; y < scale; y++)
      for (let x = 0; x < width * scale; x++) large[to++] = indices[i + Math.floor(x / scale)];
  return large;
}

/** @param {AsyncIterable<Picture>} pictures */
async function pixelsOf(pictures) {
  const frames = [];
  let [width, height] = [0, 0];
  for await (const picture of pictures) {
    const { canvas, pen } = sheet(picture);
    ({ width, height } = canvas);
    frames.push(pen.getImageData(0, 0, width, height).data);
  }
  return { frames, width, height };
}

/**
 * A GIF's comment extension: blocks of up to 255 bytes, before the byte that ends the file.
 * @param {string} text
 */
function commentBlock(text) {
  const ascii = new TextEncoder().encode(text);
  const blocks = [];
  for (let i = 0; i < ascii.length; i += 255) {
    const part = ascii.subarray(i, i + 255);
    blocks.push(part.length, ...part);
  }
  return Uint8Array.of(0x21, 0xfe, ...blocks, 0);
}
