// The walk through the training of a run: earlier states of a model, which draw faces of the same z.

import { $ } from "./dom.js";
import { waitForDirection } from "./touch.js";

/** @import { Model, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

/**
 * Finished models, and beside them their earlier states as models of their own.
 * @param {Model[]} models
 */
export function withStates(models) {
  return models.flatMap((model) => [
    model,
    ...model.states.filter(({ name }) => name !== model.name).map((state) => ({ ...model, ...state })),
  ]);
}

/** @param {Model} model */
export function isFinished({ name, states }) {
  return finishedOf({ states }) === name;
}

/**
 * The name of the finished model of a run.
 * @param {Pick<Model, "states">} model one of its states
 */
export function finishedOf({ states }) {
  return states[states.length - 1].name;
}

/**
 * The slider of a model's states. Returns what shows the one of a view.
 * @param {Explorer} explorer
 * @param {(name: string) => Promise<void>} take shows another model, or says why it cannot be shown
 */
export function joinStates(explorer, take) {
  /** @type {string | null} */
  let awaited = null; // what the slider points to while it is fetched
  waitForDirection($("state"));
  $("state").addEventListener("input", async () => {
    const { states } = explorer.model;
    const before = states.findIndex(({ name }) => name === explorer.view.model);
    const chosen = Number($("state").value);
    const { name } = states[chosen];
    awaited = name;
    show();
    await take(name);
    if (awaited !== name) return;
    awaited = null;
    show();
    // The next one on the way is there sooner. Whether it comes is told when it is asked for.
    const next = states[chosen + Math.sign(chosen - before)];
    if (next) explorer.pool.load(next.name).catch(() => {});
  });

  /** @param {View} view */
  function show(view = explorer.view) {
    const { states } = /** @type {Model} */ (explorer.models.find(({ name }) => name === view.model));
    const at = (/** @type {string | null} */ model) => states.findIndex(({ name }) => name === model);
    const shown = at(awaited) < 0 ? at(view.model) : at(awaited);
    $("training").hidden = states.length < 2;
    $("state").max = String(states.length - 1);
    $("state").value = String(shown);
    $("stop").textContent = states[shown].stop;
    $("state").setAttribute("aria-valuetext", states[shown].stop);
  }
  return show;
}
