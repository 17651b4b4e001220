// An MP4 of many pictures, by the encoder that the browser has.

import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
} from "mediabunny";
import { constants } from "./constants.js";
import { enlarged, newCanvas, sheet } from "./sheet.js";

/** @import { Picture } from "./types" */

/**
 * An MP4; an Error with one sentence where the browser has no encoder.
 * @param {AsyncIterable<Picture>} pictures of one size
 * @param {string} comment to keep in the file
 */
export async function toMp4(pictures, comment) {
  const { fps } = constants;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  output.setMetadataTags({ comment });
  let film;
  let frame = 0;
  for await (const picture of pictures) {
    const drawn = enlarged(sheet(picture).canvas);
    if (!film) {
      // Encoders want even sides.
      const { canvas, pen } = newCanvas(drawn.width + (drawn.width % 2), drawn.height + (drawn.height % 2));
      film = { pen, source: new CanvasSource(canvas, { codec: await codecFor(canvas), bitrate: QUALITY_HIGH }) };
      output.addVideoTrack(film.source, { frameRate: fps });
      await output.start();
    }
    film.pen.drawImage(drawn, 0, 0);
    await film.source.add(frame++ / fps, 1 / fps);
  }
  await output.finalize();
  return new Blob([/** @type {ArrayBuffer} */ (target.buffer)], { type: "video/mp4" });
}

/** @param {OffscreenCanvas} canvas */
async function codecFor({ width, height }) {
  const codec = await getFirstEncodableVideoCodec(["avc", "vp9", "av1"], { width, height });
  if (!codec) throw new Error("This browser cannot make an MP4; save a GIF instead.");
  return codec;
}
