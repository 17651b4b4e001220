// An animated GIF of many pictures.

import { GIFEncoder, applyPalette, quantize } from "gifenc";
import { FPS } from "./player.js";
import { sheet } from "./sheet.js";

// pictures: an async iterator of pictures of one size. A Blob that loops for ever.
export async function toGif(pictures) {
  const gif = GIFEncoder();
  for await (const picture of pictures) {
    const canvas = sheet(picture);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), canvas.width, canvas.height, { palette, delay: 1000 / FPS });
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: "image/gif" });
}
