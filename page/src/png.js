// A PNG with a comment in it.

const SIGNATURE = 8; // bytes, before the first chunk
const HEAD = 25; // bytes of the first chunk, IHDR

/**
 * The PNG of a canvas, with a tEXt chunk after its head.
 * @param {OffscreenCanvas} canvas
 * @param {string} comment in ASCII
 */
export async function toPng(canvas, comment) {
  const png = await canvas.convertToBlob({ type: "image/png" });
  const start = SIGNATURE + HEAD;
  return new Blob([png.slice(0, start), chunk("tEXt", `Comment\0${comment}`), png.slice(start)], { type: "image/png" });
}

/**
 * @param {string} type four letters
 * @param {string} text
 */
function chunk(type, text) {
  const data = new TextEncoder().encode(type + text);
  const bytes = new Uint8Array(data.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length - 4);
  bytes.set(data, 4);
  view.setUint32(data.length + 4, crc32(data));
  return bytes;
}

/**
 * The cyclic redundancy check of a PNG chunk (ISO 3309).
 * @param {Uint8Array} bytes
 */
function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
