// From a view to what is drawn: the z of every face on screen, and how a link tells it.

import { roundedZ } from "./codes.js";
import { constants } from "./constants.js";
import { faceLatent, latentOf, meanLatent, slerp } from "./latent.js";
import { modelNamed } from "./view.js";

/** @import { Averages, Drawn, Face, Frame, Model, Picture, Pin, Scene, View } from "./types" */
/** @import { Pool } from "./pool.js" */

/**
 * The first model draws z from its prior, and both draw the faces of it. A sweep has a face a row and a mean a column.
 * @param {Frame} frame
 * @param {Model[]} models
 * @returns {Scene}
 */
export function sceneOf({ view, walk }, models) {
  const shown = [view.model, view.compare].flatMap((name) => (name ? [modelNamed(name, models)] : []));
  const [model] = shown;
  if (walk !== null) {
    const z = walkLatent(model, view.pins, walk);
    return { models: shown, columns: 1, captions: [], pins: [], zs: [z], meanZ: z };
  }
  if (view.show === "face") {
    const z = faceLatent(model, view);
    const { seed, mean, std, truncation, directions } = view;
    /** @type {Pin} */
    const pin = view.face ? { z: roundedZ(z) } : { recipe: { seed, mean, std, truncation, directions, index: 0 } };
    return { models: shown, columns: 1, captions: [], pins: [pin], zs: [z], meanZ: z };
  }
  const { seed, mean, std, truncation, directions } = view;
  const law = { seed, mean, std, truncation, directions };
  const { means } = constants;
  const isSweep = view.show === "sweep";
  const recipes = isSweep
    ? Array.from({ length: view.width }, (_, index) => means.map((mean) => ({ ...law, mean, index }))).flat()
    : Array.from({ length: view.width ** 2 }, (_, index) => ({ ...law, index }));
  return {
    models: shown,
    columns: isSweep ? means.length : view.width,
    captions: isSweep ? means.map((mean) => mean.toFixed(1).replace("-", "−")) : [],
    pins: recipes.map((recipe) => ({ recipe })),
    zs: recipes.map((recipe) => latentOf(model, recipe)),
    meanZ: meanLatent(model, law),
  };
}

/**
 * z (d) of a pinned face.
 * @param {Model} model
 * @param {Pin} pin
 */
export function pinLatent(model, pin) {
  return pin.z ?? latentOf(model, pin.recipe);
}

/**
 * z (d) on the closed walk: along a great circle from each pinned face to the next.
 * @param {Model} model
 * @param {Pin[]} pins
 * @param {number} t in [0, number of pins)
 */
function walkLatent(model, pins, t) {
  const from = Math.floor(t) % pins.length;
  const [a, b] = [pins[from], pins[(from + 1) % pins.length]].map((pin) => pinLatent(model, pin));
  return slerp(a, b, t - Math.floor(t));
}

/**
 * The view that shows a frame at rest: a face on the way between two pinned ones becomes the one to shape.
 * @param {Frame} frame
 * @param {Model} model of the view
 * @returns {View}
 */
export function atRest({ view, walk }, model) {
  if (walk === null) return view;
  return { ...view, show: "face", compare: null, face: roundedZ(walkLatent(model, view.pins, walk)), directions: {} };
}

/**
 * A scene's faces, drawn: one panel a model.
 * @param {Scene} scene
 * @param {Pool} pool
 * @returns {Promise<Picture>}
 */
export async function drawScene({ models, columns, zs }, pool) {
  const panels = models.map(async ({ name, size }) => ({ title: name, size, faces: await pool.draw(name, zs) }));
  return { columns, panels: await Promise.all(panels) };
}

/**
 * What stands beside each panel of a picture; nothing in the tab that shapes one face.
 * @param {Drawn} drawn
 * @param {Pool} pool
 * @returns {Promise<Averages[]>}
 */
export async function drawAverages({ view, scene: { models, meanZ }, picture }, pool) {
  if (view.show === "face") return [];
  const isShort = Math.hypot(...meanZ) < Math.sqrt(meanZ.length) / 2;
  const averages = models.map(async ({ name, size, knows_short_z }, i) => {
    const [meanFace] = await pool.draw(name, [meanZ]);
    const note = isShort && !knows_short_z ? constants.pattern : "";
    return { size, pixelMean: pixelMean(picture.panels[i].faces), meanFace, note };
  });
  return Promise.all(averages);
}

/**
 * @param {Face[]} faces
 * @returns {Face}
 */
function pixelMean(faces) {
  const sums = new Float64Array(faces[0].length);
  for (const face of faces) for (let i = 0; i < face.length; i++) sums[i] += face[i];
  return new Uint8ClampedArray(sums.map((sum) => sum / faces.length));
}
