// From a view to z: the same draw as in Python, row by row, and the great circle between two faces.

import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import { defaultRng } from "./random.js";
import { fixed, MEANS } from "./view.js";

const draws = new Map();

// The draw before mean and std, Float64Array (at least n * d), kept for the seeds seen last: dragging a slider moves one
// draw, and a wider grid goes on with it.
function standardDraw(model, seed, n) {
  const key = `${model.latent} ${model.latent_dim} ${seed}`;
  if (!draws.has(key)) {
    if (draws.size > 20) draws.clear();
    draws.set(key, { rng: defaultRng(seed), values: new Float64Array() });
  }
  const draw = draws.get(key);
  const missing = n * model.latent_dim - draw.values.length;
  if (missing > 0) {
    const more = model.latent === "uniform" ? draw.rng.uniform(missing) : draw.rng.normal(missing);
    draw.values = Float64Array.of(...draw.values, ...more);
  }
  return draw.values;
}

const ndtr = (x) => 0.5 * erfc(-x * Math.SQRT1_2);
const ndtri = (p) => -Math.SQRT2 * erfcinv(2 * p);

// z (Float32Array of d) of a recipe: the index-th face of seed's draw; mean + std * draw + steps along directions. trunc
// squeezes the normal draw between -trunc and trunc through its distribution function, and leaves a uniform one.
export function latentOf(model, { seed, index, mean, std, trunc, directions }) {
  const d = model.latent_dim;
  const draw = standardDraw(model, seed, index + 1).subarray(index * d, (index + 1) * d);
  const z = new Float64Array(d);
  const low = ndtr(-trunc);
  const squeeze = (e) => ndtri(low + (ndtr(trunc) - low) * ndtr(e));
  const isCut = trunc !== null && model.latent === "normal";
  for (let i = 0; i < d; i++) z[i] = mean + std * (isCut ? squeeze(draw[i]) : draw[i]);
  return addDirections(model, z, directions);
}

// z of the face at the mean of z: every coordinate is the mean, plus the steps along directions.
export function meanLatent(model, { mean, directions }) {
  return addDirections(model, new Float64Array(model.latent_dim).fill(mean), directions);
}

function addDirections(model, z, directions) {
  for (const { name, vector } of model.directions) {
    const strength = directions[name] ?? 0;
    if (strength) vector.forEach((x, i) => (z[i] += strength * x));
  }
  return Float32Array.from(z);
}

// What every coordinate of z is drawn from, as text: N(mean, std), or U(low, high) for a uniform prior; m in a sweep.
export function lawOf(model, { mean, std, trunc, show }) {
  let [middle, low, high, means] = [fixed(mean), fixed(mean - std), fixed(mean + std), ""];
  if (show === "sweep") {
    [middle, low, high] = ["m", `m − ${fixed(std)}`, `m + ${fixed(std)}`];
    means = `, m from ${MEANS[0]} to ${MEANS.at(-1)}`.replace("-", "−");
  }
  if (model.latent === "uniform") return `U(${low}, ${high})${means}`;
  const cut = trunc === null ? "" : `, cut at ±${fixed(trunc)}`;
  return `N(${middle}, ${fixed(std)})${cut}${means}`;
}

// Spherical interpolation (White 2016) of a and b (Float32Array of d) at t in [0, 1]; a straight line where they are parallel.
export function slerp(a, b, t) {
  const dot = (u, v) => u.reduce((sum, x, i) => sum + x * v[i], 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  const angle = lengths ? Math.acos(Math.min(1, Math.max(-1, dot(a, b) / lengths))) : 0;
  const sine = Math.sin(angle);
  const [wa, wb] = sine < 1e-3 ? [1 - t, t] : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  return a.map((x, i) => wa * x + wb * b[i]);
}
