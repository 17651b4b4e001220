// Whether a picture shows a face of the kind that a model draws: are its outlines as much like theirs as they are?
//
// The conformal test of `latentfaces.experiments.likeness`, by outlines instead of the features of a network, which
// visitors would wait for. With the models of its time it found 97 and 99.6 % of 1,000 held-out avatars and 1,000 anime
// faces to be faces, and of plain colours, gradients, patterns, text and photographs of flowers and buildings none but
// noise, which no model can draw.

import { Matrix } from "ml-matrix";

/** @import { Face } from "./types" */

const [CELLS, DIRECTIONS] = [8, 16]; // across the face, and around a circle
const NEAREST = 5; // a single odd face decides nothing

/**
 * @param {Face} picture RGBA (size, size)
 * @param {Face[]} known faces of the model
 * @param {number} size
 */
export function isFace(picture, known, size) {
  const outlines = new Matrix(known.map((face) => outlinesOf(face, size)));
  const between = outlines.mmul(outlines.transpose());
  known.forEach((_, i) => between.set(i, i, -1)); // no face is one of the others
  const least = Math.min(...between.to2DArray().map(likeness));
  return likeness(outlines.mmul(Matrix.columnVector(outlinesOf(picture, size))).to1DArray()) >= least;
}

/** @param {number[]} cosines */
function likeness(cosines) {
  return cosines.sort((a, b) => b - a)[NEAREST - 1];
}

/**
 * Histograms of oriented gradients (Dalal and Triggs 2005): how steep each cell of the picture is in each direction,
 * of length 1 together. A power evens out how strong the lines are.
 * @param {Face} face
 * @param {number} size
 */
function outlinesOf(face, size) {
  const grey = (/** @type {number} */ x, /** @type {number} */ y) => {
    const at = 4 * (y * size + x);
    return face[at] + face[at + 1] + face[at + 2];
  };
  const cells = Array(CELLS * CELLS * DIRECTIONS).fill(0);
  const cell = size / CELLS;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const across = x > 0 && x < size - 1 ? grey(x + 1, y) - grey(x - 1, y) : 0;
      const down = y > 0 && y < size - 1 ? grey(x, y + 1) - grey(x, y - 1) : 0;
      const turn = Math.atan2(down, across) / (2 * Math.PI) + 1;
      const direction = Math.floor(turn * DIRECTIONS) % DIRECTIONS;
      cells[(Math.floor(y / cell) * CELLS + Math.floor(x / cell)) * DIRECTIONS + direction] += Math.hypot(across, down);
    }
  const evened = cells.map((sum) => sum ** 0.6);
  const length = Math.hypot(...evened) || 1;
  return evened.map((x) => x / length);
}
