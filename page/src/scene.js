// From a view to what is drawn: the z of every face on screen, and the recipe by which a link tells a face.

import { latentOf, meanLatent, slerp } from "./latent.js";
import { MEANS } from "./view.js";

// walk: place on the walk between the pinned faces, or null. {models, columns, captions, recipes, zs, meanZ}: models share the z,
// which the first draws from its prior; recipes tell the faces (none on a walk). A sweep has a face a row, a mean a column.
export function sceneOf({ view, walk }, models) {
  const shown = [view.model, view.compare].filter(Boolean).map((name) => models.find((each) => each.name === name));
  const [model] = shown;
  if (walk !== null) {
    const z = walkLatent(model, view.pins, walk);
    return { models: shown, columns: 1, captions: [], recipes: [], zs: [z], meanZ: z };
  }
  const { seed, mean, std, trunc, directions } = view;
  const law = { seed, mean, std, trunc, directions };
  const isSweep = view.show === "sweep";
  const recipes = isSweep
    ? Array.from({ length: view.width }, (_, index) => MEANS.map((mean) => ({ ...law, mean, index }))).flat()
    : Array.from({ length: view.width ** 2 }, (_, index) => ({ ...law, index }));
  return {
    models: shown,
    columns: isSweep ? MEANS.length : view.width,
    captions: isSweep ? MEANS.map((mean) => mean.toFixed(1).replace("-", "−")) : [],
    recipes,
    zs: recipes.map((recipe) => latentOf(model, recipe)),
    meanZ: meanLatent(model, law),
  };
}

// z of a pinned face: told by how it was drawn, or read from a file.
export function pinLatent(model, pin) {
  return pin.z ?? latentOf(model, pin.recipe);
}

// z at place t in [0, number of pins) of the closed walk: along a great circle from each pinned face to the next.
function walkLatent(model, pins, t) {
  const from = Math.floor(t) % pins.length;
  const [a, b] = [pins[from], pins[(from + 1) % pins.length]].map((pin) => pinLatent(model, pin));
  return slerp(a, b, t - Math.floor(t));
}

// A scene's faces, drawn: {columns, panels: [{title, size, faces, pixelMean, meanFace}]}, one panel a model, RGBA bytes.
export async function drawScene({ models, columns, zs, meanZ }, pool) {
  const panels = models.map(async ({ name, size }) => {
    const faces = await pool.draw(name, [...zs, meanZ]);
    const meanFace = faces.pop();
    return { title: name, size, faces, pixelMean: pixelMean(faces), meanFace };
  });
  return { columns, panels: await Promise.all(panels) };
}

function pixelMean(faces) {
  const sums = new Float64Array(faces[0].length);
  for (const face of faces) for (let i = 0; i < face.length; i++) sums[i] += face[i];
  return new Uint8ClampedArray(sums.map((sum) => sum / faces.length));
}
