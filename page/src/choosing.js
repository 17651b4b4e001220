// The two lists of models: which one draws, and which one draws the same z beside it.

import { $, fillSelect } from "./dom.js";
import { load } from "./loading.js";
import { isFinished } from "./models.js";
import { complain, tell } from "./status.js";
import { isSameKind, modelNamed, sameKind } from "./view.js";

/** @import { Model, Pin, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

/**
 * Returns a function that fetches and shows a model, as one step or as another change of the view.
 * @param {Explorer} explorer
 * @param {object} page
 * @param {() => Promise<void>} page.stop stops an animation
 * @param {(part: Partial<View>) => Promise<void>} page.step changes the view
 * @param {(view: View) => void} page.showControls puts the lists back where a choice cannot be shown
 */
export function joinModels(explorer, { stop, step, showControls }) {
  const { models } = explorer;
  fillSelect(
    $("model"),
    models.filter(isFinished).map(({ name }) => [name, name]),
  );
  /** @type {(model: string, change?: (part: Partial<View>) => Promise<void>) => Promise<void>} */
  const take = (model, change) => choose(model, () => moveTo(model), change);
  // The next picture sets the list itself back, and a model may take longer than that to load.
  $("model").addEventListener("change", () => take($("model").value));
  $("compare").addEventListener("change", () => {
    const compare = $("compare").value || null;
    choose(compare, () => {
      const part = { compare: compare && sameKind(compare, explorer.view.model, models) };
      return { part, sentence: "" };
    });
  });

  /**
   * @param {string | null} name of the model to load, if any
   * @param {() => { part: Partial<View>, sentence: string }} found what changes once the model is there, in the view as
   *   it is then, and what to say of it
   * @param {(part: Partial<View>) => Promise<void>} [change] changes the view
   */
  async function choose(name, found, change = step) {
    try {
      if (!(await (name ? load(explorer, [name], `Loading ${name}…`) : explorer.load([])))) return;
      await stop();
      const { part, sentence } = found();
      await change(part);
      if (sentence && explorer.view.model === name) tell(sentence);
    } catch (error) {
      showControls(explorer.view);
      complain(`${name} cannot be shown: ${error.message} The faces stay as they were.`);
    }
  }

  /**
   * The view with another model, and a sentence about what of the view that model cannot draw.
   * @param {string} name
   */
  function moveTo(name) {
    const { view } = explorer;
    const compare = view.compare === name ? view.model : view.compare; // the two change places
    const part = takenOver({ ...view, compare }, modelNamed(name, models), models);
    const lost = Object.keys(view.directions).filter((each) => view.directions[each] && !(each in part.directions));
    if (view.compare && !part.compare) lost.push(`the comparison with ${view.compare}`);
    const pins = view.pins.length - part.pins.length;
    if (pins) lost.push(`${pins} pinned ${pins > 1 ? "faces" : "face"} from a file`);
    return { part, sentence: lost.length ? `${name} cannot take over ${lost.join(", ")}.` : "" };
  }
  return take;
}

/**
 * The part of a view that depends on its model, as far as another model can draw it.
 * @param {View} view
 * @param {Model} model
 * @param {Model[]} models
 */
export function takenOver({ compare, directions, face, pins }, model, models) {
  const { name, latent_dim } = model;
  /** @param {[direction: string, strength: number]} each */
  const knows = ([direction, x]) =>
    x && model.directions.some((each) => each.name === direction && each.low <= x && x <= each.high);
  const takes = (/** @type {Pin} */ { z }) => !z || z.length === latent_dim;
  return {
    model: name,
    compare: compare && isSameKind(compare, name, models) ? compare : null,
    directions: Object.fromEntries(Object.entries(directions).filter(knows)),
    face: face?.length === latent_dim ? face : null,
    pins: pins.every(takes) ? pins : pins.filter(takes),
  };
}
