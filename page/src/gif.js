// An animated GIF of many pictures.

import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { FPS } from "./player.js";
import { SCALE, sheet } from "./sheet.js";

const COLOURS = { format: "rgb444" }; // a tenth of the time that finer ones take

// pictures: an async iterator of pictures of one size. A Blob that loops for ever.
export async function toGif(pictures) {
  const gif = GIFEncoder();
  for await (const picture of pictures) {
    const canvas = sheet(picture);
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const palette = quantize(data, 256, COLOURS);
    const indices = enlarged(applyPalette(data, palette, COLOURS.format), width, height);
    gif.writeFrame(indices, width * SCALE, height * SCALE, { palette, delay: 1000 / FPS });
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: "image/gif" });
}

function enlarged(indices, width, height) {
  const large = new Uint8Array(indices.length * SCALE ** 2);
  for (let y = 0, at = 0; y < height * SCALE; y++)
    for (let x = 0; x < width * SCALE; x++)
      large[at++] = indices[Math.floor(y / SCALE) * width + Math.floor(x / SCALE)];
  return large;
}
