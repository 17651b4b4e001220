// z as letters, for a link: a face that was shaped is no draw of a seed, and a friend's browser must show the same.
//
// Each number is rounded to a 128th, which nobody sees in a face, and becomes two letters of base64url, as in
// latentfaces.explorer.codes.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STEP = 1 / 128;
const MOST = 2047; // steps: two letters are 12 bits

/**
 * z (d) in whole steps, from -MOST to MOST of them.
 * @param {Float32Array} z
 */
export function roundedZ(z) {
  return z.map((x) => Math.min(MOST, Math.max(-MOST, Math.round(x / STEP))) * STEP);
}

/**
 * Whether z (d) is the same after it went through a link.
 * @param {Float32Array} z
 */
export function isTellable(z) {
  return roundedZ(z).every((x, i) => x === z[i]);
}

/**
 * Whether two z (d) are one face: each of its numbers was rounded at most twice, before and after its directions.
 * @param {Float32Array} a
 * @param {Float32Array} b
 */
export function isAlike(a, b) {
  return a.every((x, i) => Math.abs(x - b[i]) < 1.01 * STEP);
}

/**
 * The letters of z (d), two a number.
 * @param {Float32Array} z
 */
export function encode(z) {
  const steps = [...z].map((x) => Math.round(x / STEP) + MOST + 1);
  return steps.map((step) => LETTERS[step >> 6] + LETTERS[step & 63]).join("");
}

/**
 * z (d) of its letters; an Error for letters that `encode` does not write.
 * @param {string} letters
 */
export function decode(letters) {
  if (!/^([\w-]{2})+$/.test(letters)) throw new Error("it is cut off or mistyped.");
  const values = [...letters].map((letter) => LETTERS.indexOf(letter));
  const steps = Array.from({ length: values.length / 2 }, (_, i) => 64 * values[2 * i] + values[2 * i + 1] - MOST - 1);
  if (Math.min(...steps) < -MOST) throw new Error("it is cut off or mistyped.");
  return Float32Array.from(steps, (step) => step * STEP);
}
