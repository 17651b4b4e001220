// From a view to z: the same draw as in Python, row by row, and the great circle between two faces.

import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import { constants } from "./constants.js";
import { defaultRng } from "./random.js";
import { number } from "./view.js";

/** @import { Law, Model, Recipe, View } from "./types" */

/** @type {Map<string, { rng: ReturnType<typeof defaultRng>, values: Float64Array }>} */
const draws = new Map();

/**
 * The draw before mean and std, Float64Array (at least n * d), kept for the last seeds: a slider that is dragged moves
 * one draw, and a wider grid continues it.
 * @param {Model} model
 * @param {number} seed
 * @param {number} n
 */
function standardDraw(model, seed, n) {
  const key = `${model.latent} ${model.latent_dim} ${seed}`;
  let draw = draws.get(key);
  if (!draw) {
    if (draws.size > 20) draws.clear();
    draw = { rng: defaultRng(seed), values: new Float64Array() };
    draws.set(key, draw);
  }
  const missing = n * model.latent_dim - draw.values.length;
  if (missing > 0) {
    const more = model.latent === "uniform" ? draw.rng.uniform(missing) : draw.rng.normal(missing);
    draw.values = Float64Array.of(...draw.values, ...more);
  }
  return draw.values;
}

/** @param {number} x */
const ndtr = (x) => 0.5 * erfc(-x * Math.SQRT1_2);
/** @param {number} p */
const ndtri = (p) => -Math.SQRT2 * erfcinv(2 * p);

/**
 * z (d) of a recipe: mean + std * the index-th row of the seed's draw + strengths along directions. truncation squeezes
 * a normal draw between -truncation and truncation through its distribution function, and leaves a uniform one.
 * @param {Model} model
 * @param {Recipe} recipe
 */
export function latentOf(model, { seed, index, mean, std, truncation, directions }) {
  const d = model.latent_dim;
  const draw = standardDraw(model, seed, index + 1).subarray(index * d, (index + 1) * d);
  let squeeze = (/** @type {number} */ e) => e;
  if (truncation !== null && model.latent === "normal") {
    const [low, high] = [ndtr(-truncation), ndtr(truncation)];
    squeeze = (e) => ndtri(low + (high - low) * ndtr(e));
  }
  return addDirections(
    model,
    draw.map((e) => mean + std * squeeze(e)),
    directions,
  );
}

/**
 * z (d) of the one face of a view: its own or the draw's first, plus strengths along directions.
 * @param {Model} model
 * @param {View} view
 */
export function faceLatent(model, view) {
  if (!view.face) return latentOf(model, { ...view, index: 0 });
  return addDirections(model, Float64Array.from(view.face), view.directions);
}

/**
 * A z (d) between another (distance 0) and a draw of the seed (distance 1); as long as both if they are equally long.
 * @param {Model} model
 * @param {Float32Array} z
 * @param {number} seed
 * @param {number} distance 0 for the same, 1 for another draw
 */
export function near(model, z, seed, distance) {
  const draw = standardDraw(model, seed, 1);
  // The mean of a uniform draw and z stays within the prior's cube.
  const kept = model.latent === "uniform" ? 1 - distance : Math.sqrt(1 - distance ** 2);
  return z.map((x, i) => kept * x + distance * draw[i]);
}

/**
 * The mean of z (d): in every coordinate the mean, plus the strengths along directions.
 * @param {Model} model
 * @param {Law} law
 */
export function meanLatent(model, { mean, directions }) {
  return addDirections(model, new Float64Array(model.latent_dim).fill(mean), directions);
}

/**
 * @param {Model} model
 * @param {Float64Array} z changed in place
 * @param {Law["directions"]} directions
 */
function addDirections(model, z, directions) {
  for (const { name, vector } of model.directions) {
    const strength = directions[name] ?? 0;
    if (strength) vector.forEach((x, i) => (z[i] += strength * x));
  }
  return Float32Array.from(z);
}

/**
 * What every coordinate of z is drawn from, as text: N(mean, std), or U(low, high) for a uniform prior; m in a sweep.
 * @param {Model} model
 * @param {View} view
 */
export function lawOf(model, { mean, std, truncation, show }) {
  // A sum of two numbers with few digits may have many.
  const [lowest, highest] = [mean - std, mean + std].map((x) => Number(x.toFixed(9)));
  let [middle, low, high, means] = [number(mean), number(lowest), number(highest), ""];
  if (show === "sweep") {
    [middle, low, high] = ["m", `m − ${number(std)}`, `m + ${number(std)}`];
    means = `, m from ${constants.means[0]} to ${constants.means.at(-1)}`.replace("-", "−");
  }
  if (model.latent === "uniform") return `U(${low}, ${high})${means}`;
  const cut = truncation === null ? "" : `, cut at ±${number(truncation)}`;
  return `N(${middle}, ${number(std)})${cut}${means}`;
}

/**
 * Spherical interpolation (White 2016) of two z (d), or a straight line where they are parallel.
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @param {number} t in [0, 1]
 */
export function slerp(a, b, t) {
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  const angle = lengths ? Math.acos(Math.min(1, Math.max(-1, dot(a, b) / lengths))) : 0;
  const sine = Math.sin(angle);
  const [wa, wb] = sine < 1e-3 ? [1 - t, t] : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  return a.map((x, i) => wa * x + wb * b[i]);
}

/** @type {(a: Float32Array, b: Float32Array) => number} */
function dot(a, b) {
  return a.reduce((sum, x, i) => sum + x * b[i], 0);
}
