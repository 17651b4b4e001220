// z as NumPy keeps it: an .npz is a zip of .npy files. The same arrays as in the notebook's file, so that either opens both:
// z (n, d) on screen, link (the view), pins (k, d), and from_files (j, d), those pinned faces that a link cannot tell.

import { unzipSync, zipSync } from "fflate";

/** @typedef {{ values: Float32Array | Float64Array | Uint32Array, shape: number[] }} Numbers of an .npy file */

const KINDS = { f4: Float32Array, f8: Float64Array, U: Uint32Array };

/**
 * The bytes of an .npz.
 * @param {{ zs: Float32Array[], pins: Float32Array[], fromFiles: Float32Array[], link: string }} arrays each z (d)
 */
export function toNpz({ zs, pins, fromFiles, link }) {
  const d = zs[0].length;
  const table = (/** @type {Float32Array[]} */ rows) =>
    toNpy("<f4", `(${rows.length}, ${d})`, Float32Array.from(rows.flatMap((row) => [...row])));
  const letters = Uint32Array.from([...link], (letter) => /** @type {number} */ (letter.codePointAt(0)));
  const files = {
    "z.npy": table(zs),
    "pins.npy": table(pins),
    "from_files.npy": table(fromFiles),
    "link.npy": toNpy(`<U${letters.length}`, "()", letters),
  };
  // The same z gives the same bytes: the earliest date that a zip can hold.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) });
}

/**
 * What an .npz holds; link is null in a file with z alone. An Error with one sentence if it holds no z.
 * @param {Uint8Array} bytes
 */
export function fromNpz(bytes) {
  const files = readZip(bytes);
  if (!files["z.npy"]) throw new Error("This is not an .npz file with an array named z.");
  return {
    z: toRows(fromNpy(files["z.npy"])),
    fromFiles: files["from_files.npy"] ? toRows(fromNpy(files["from_files.npy"])) : [],
    link: files["link.npy"] ? toText(files["link.npy"]) : null,
  };
}

/** @param {Uint8Array} npy */
function toText(npy) {
  try {
    return String.fromCodePoint(...fromNpy(npy).values).replace(/\0+$/, "");
  } catch {
    throw new Error("The link in this file is damaged; save the file again.");
  }
}

/** @param {Numbers} numbers */
function toRows({ values, shape }) {
  if (shape.length !== 2 || !shape[1] || !values.every(Number.isFinite))
    throw new Error("z in this file is not a table of finite numbers, one face a row.");
  const [n, d] = shape;
  return Array.from({ length: n }, (_, i) => Float32Array.from(values.subarray(i * d, (i + 1) * d)));
}

/**
 * The bytes of an .npy.
 * @param {string} type as NumPy writes it
 * @param {string} shape as Python writes a tuple
 * @param {Float32Array | Uint32Array} values
 */
function toNpy(type, shape, values) {
  const facts = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = new TextEncoder().encode(`${facts.padEnd(Math.ceil((facts.length + 11) / 64) * 64 - 11)}\n`);
  const npy = new Uint8Array(10 + header.length + values.byteLength);
  npy.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length & 255, header.length >> 8]);
  npy.set(header, 10);
  npy.set(new Uint8Array(values.buffer), 10 + header.length);
  return npy;
}

/**
 * @param {Uint8Array} npy
 * @returns {Numbers}
 */
function fromNpy(npy) {
  const start = 10 + npy[8] + 256 * npy[9];
  const header = new TextDecoder("latin1").decode(npy.subarray(10, start));
  const type = /** @type {keyof typeof KINDS | undefined} */ (header.match(/'descr': '<(f4|f8|U)\d*'/)?.[1]);
  const sides = header.match(/'shape': \(([^)]*)\)/)?.[1].split(",");
  if (npy[6] !== 1 || !type || !sides || /'fortran_order': True/.test(header))
    throw new Error("z in this file is not a table of floats.");
  const shape = sides.filter((side) => side.trim()).map(Number);
  const Kind = KINDS[type];
  const { buffer } = npy.slice(start);
  const count = type === "U" ? buffer.byteLength / 4 : shape.reduce((product, side) => product * side, 1);
  if (buffer.byteLength !== count * Kind.BYTES_PER_ELEMENT)
    throw new Error("This file is cut off; save the file again.");
  return { values: new Kind(buffer), shape };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Record<string, Uint8Array>}
 */
function readZip(bytes) {
  try {
    return unzipSync(bytes);
  } catch {
    return {};
  }
}
