// Your own face: the z whose face is nearest to a given picture, as `latentfaces.experiments.inversion` finds it.
//
// A .tflite file has no gradients. So this is the method of Levenberg and Marquardt (Marquardt 1963) with differences:
// a step knows from d + 1 faces how the picture follows each number of z, and solves for all of them at once.

import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { constants } from "./constants.js";
import { latentOf } from "./latent.js";
import { isFace } from "./likeness.js";

/** @import { Face, Model } from "./types" */
/** @import { Pool } from "./pool.js" */

/**
 * @typedef {{ z: Float32Array, face: Face, difference: Float64Array, loss: number }} Point a z (d) and its face;
 *   difference: of the shrunk face from the shrunk picture; loss: its mean square, and what a long z costs
 * @typedef {{ z: Float32Array, face: Face, distance: number, drawn: number, isFace: boolean }} Found the nearest z
 *   and its face; distance: to the picture, in grey levels of 255; drawn: that of the nearest random face; isFace:
 *   whether the picture is as much like faces of the model as they are
 */

export const DRAWS = 512;
const [STARTS, STEPS] = [3, 12];
// The difference in a number of z: large enough that bytes of the face change, small enough that they do so evenly.
const REACH = 0.15;
// Each step tries four, as multiples of the last one that was good.
const DAMPINGS = [0.1, 0.3, 1, 3];
// Pixels a side, at least, of the shrunk pictures that the search compares: a step with all pixels takes four times as
// long to solve, and finds no nearer face.
const SIDE = 32;
const COARSE = 16; // pixels a side, at least, of those that have the colours in a distance

/**
 * Searches from the nearest of many random draws, if the picture is like them. Yields the share of the work that is
 * done at most, and the nearest face so far; the last one is what was found.
 * @param {Pool} pool
 * @param {Model} model
 * @param {Face} picture RGBA of the model's size
 * @returns {AsyncGenerator<{ share: number, found: Found }>}
 */
export async function* findFace(pool, model, picture) {
  const { size, latent_dim } = model;
  const target = shrunk(picture, size, SIDE);
  const toPicture = distanceTo(picture, size);
  const most = DRAWS + STARTS * STEPS * (latent_dim + DAMPINGS.length);
  let drawn = 0;
  /** @param {Float32Array[]} zs */
  async function points(zs) {
    const faces = await pool.draw(model.name, zs);
    drawn += zs.length;
    return faces.map((face, i) => newPoint(zs[i], face, minus(shrunk(face, size, SIDE), target)));
  }
  /** @type {Found} */
  let found = { z: new Float32Array(latent_dim), face: picture, distance: Infinity, drawn: Infinity, isFace: true };
  /** @param {Point} point */
  function keep({ z, face }) {
    const distance = toPicture(face);
    if (distance < found.distance) found = { ...found, z, face, distance };
  }

  /** @type {Point[]} */
  const random = [];
  while (random.length < DRAWS) {
    const recipes = Array.from({ length: 64 }, (_, i) => ({ ...constants.found.law, index: random.length + i }));
    const some = await points(recipes.map((recipe) => latentOf(model, recipe)));
    random.push(...some);
    some.forEach(keep);
    found = { ...found, drawn: found.distance };
    yield { share: drawn / most, found };
  }
  const faces = random.map(({ face }) => face);
  if (!isFace(picture, faces, size)) {
    yield { share: 1, found: { ...found, isFace: false } };
    return;
  }
  for (const start of random.sort((a, b) => a.loss - b.loss).slice(0, STARTS)) {
    let here = start;
    let damping = 1;
    for (let step = 0; step < STEPS; step++) {
      const around = await points(Array.from(here.z, (_, i) => here.z.map((x, j) => (j === i ? x + REACH : x))));
      const dampings = DAMPINGS.map((times) => times * damping);
      const tried = await points(steps(here, around, dampings));
      const next = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
      if (next.loss > 0.999 * here.loss) break;
      damping = dampings[tried.indexOf(next)];
      here = next;
      keep(here);
      yield { share: drawn / most, found };
    }
  }
}

/**
 * The z that a step with each of the dampings leads to, from a point and those with one number of z changed.
 * @param {Point} here
 * @param {Point[]} around
 * @param {number[]} dampings
 */
function steps({ z, difference }, around, dampings) {
  const n = difference.length;
  const slopes = new Matrix(around.map((each) => minus(each.difference, difference).map((x) => x / REACH)));
  const curvature = slopes
    .mmul(slopes.transpose())
    .div(n)
    .add(Matrix.eye(z.length, z.length, constants.found.prior));
  const slope = slopes.mmul(Matrix.columnVector(difference)).div(n);
  slope.add(Matrix.columnVector(z).mul(constants.found.prior));
  const mean = curvature.trace() / z.length;
  return dampings.map((damping) => {
    const damped = Matrix.add(curvature, Matrix.eye(z.length, z.length, damping * mean));
    const step = new CholeskyDecomposition(damped).solve(slope);
    return z.map((x, i) => x - step.get(i, 0));
  });
}

/**
 * @param {Float32Array} z
 * @param {Face} face
 * @param {Float64Array} difference
 * @returns {Point}
 */
function newPoint(z, face, difference) {
  const length = z.reduce((sum, x) => sum + x * x, 0);
  return { z, face, difference, loss: meanSquare(difference) + constants.found.prior * length };
}

/**
 * How far a face is from the picture in grey levels of 255: half of the squares are of all pixels, and half of both
 * pictures shrunk to at least COARSE x COARSE, as in Python.
 * @param {Face} picture
 * @param {number} size
 */
function distanceTo(picture, size) {
  const sides = [size, COARSE];
  const targets = sides.map((side) => shrunk(picture, size, side));
  return (/** @type {Face} */ face) => {
    const [all, coarse] = sides.map((side, i) => meanSquare(minus(shrunk(face, size, side), targets[i])));
    return 127.5 * Math.sqrt((all + coarse) / 2);
  };
}

/**
 * A face as numbers, each the mean of a square of pixels, black and white 2 apart. A side has at least `fewest` squares
 * if it has as many pixels. Rows and columns at the end that fill no square are left out, as in Python.
 * @param {Face} face RGBA (size, size)
 * @param {number} size
 * @param {number} fewest
 */
function shrunk(face, size, fewest) {
  const block = Math.max(1, Math.floor(size / fewest));
  const side = Math.floor(size / block);
  const sums = new Float64Array(side * side * 3);
  for (let y = 0; y < side * block; y++)
    for (let x = 0; x < side * block; x++) {
      const [from, to] = [4 * (y * size + x), 3 * (Math.floor(y / block) * side + Math.floor(x / block))];
      for (let c = 0; c < 3; c++) sums[to + c] += face[from + c];
    }
  return sums.map((sum) => sum / (127.5 * block * block));
}

/** @type {(a: Float64Array, b: Float64Array) => Float64Array} */
function minus(a, b) {
  return a.map((x, i) => x - b[i]);
}

/** @param {Float64Array} x */
function meanSquare(x) {
  return x.reduce((sum, each) => sum + each * each, 0) / x.length;
}
