// What can be measured on a face, as latentfaces.measures.traits does; all five in one pass, to keep up with a slider.

/** @import { Face } from "./types" */

const NAMES = ["brightness", "warmth", "colourfulness", "symmetry", "sharpness"];

/**
 * Brightness, warmth, colourfulness, symmetry and sharpness of a face of size x size pixels.
 * @param {Face} face
 * @param {number} size
 */
function traitsOf(face, size) {
  let luma = 0;
  let warm = 0;
  let chroma = 0;
  let mirrored = 0;
  let across = 0;
  let down = 0;
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at += 4) {
      const r = face[at];
      const g = face[at + 1];
      const b = face[at + 2];
      luma += 0.299 * r + 0.587 * g + 0.114 * b;
      warm += r - b;
      chroma += Math.max(r, g, b) - Math.min(r, g, b);
      mirrored += distance(face, at, 4 * (y * size + size - 1 - x));
      if (x + 1 < size) across += distance(face, at, at + 4);
      if (y + 1 < size) down += distance(face, at, at + 4 * size);
    }
  }
  const pixels = 255 * size * size;
  const neighbours = 255 * 3 * size * (size - 1);
  return [luma / pixels, warm / pixels, chroma / pixels, 1 - mirrored / pixels / 3, (across + down) / neighbours / 2];
}

/**
 * Between two pixels: the sum of their differences in red, green and blue.
 * @param {Face} face
 * @param {number} a where its bytes begin
 * @param {number} b
 */
function distance(face, a, b) {
  return Math.abs(face[a] - face[b]) + Math.abs(face[a + 1] - face[b + 1]) + Math.abs(face[a + 2] - face[b + 2]);
}

/**
 * The mean of every trait over faces of size x size pixels: {brightness: 0.61, ...}.
 * @param {Face[]} faces
 * @param {number} size
 * @returns {Record<string, number>}
 */
export function measure(faces, size) {
  const measured = faces.map((face) => traitsOf(face, size));
  const mean = (/** @type {number} */ t) => measured.reduce((sum, traits) => sum + traits[t], 0) / faces.length;
  return Object.fromEntries(NAMES.map((name, t) => [name, mean(t)]));
}

/**
 * How many in a hundred real faces lie below a value.
 * @param {number} value
 * @param {number[]} percentiles of real faces, 101 of them from least to most
 */
export function percentileOf(value, percentiles) {
  return Math.max(0, percentiles.filter((each) => each <= value).length - 1);
}
