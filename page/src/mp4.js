// An MP4 of many pictures, by the encoder that the browser has.

import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
} from "mediabunny";
import { FPS } from "./player.js";
import { enlarged, sheet } from "./sheet.js";

// pictures: an async iterator of pictures of one size. A Blob; an Error with one sentence where there is no encoder.
export async function toMp4(pictures) {
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  let canvas, source;
  let frame = 0;
  for await (const picture of pictures) {
    const drawn = enlarged(sheet(picture));
    if (!source) {
      // Encoders want even sides.
      canvas = new OffscreenCanvas(drawn.width + (drawn.width % 2), drawn.height + (drawn.height % 2));
      source = new CanvasSource(canvas, { codec: await codecFor(canvas), bitrate: QUALITY_HIGH });
      output.addVideoTrack(source, { frameRate: FPS });
      await output.start();
    }
    canvas.getContext("2d").drawImage(drawn, 0, 0);
    await source.add(frame++ / FPS, 1 / FPS);
  }
  await output.finalize();
  return new Blob([output.target.buffer], { type: "video/mp4" });
}

async function codecFor({ width, height }) {
  const codec = await getFirstEncodableVideoCodec(["avc", "vp9", "av1"], { width, height });
  if (!codec) throw new Error("This browser cannot make an MP4; save a GIF instead.");
  return codec;
}
