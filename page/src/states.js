// The walk through the training of a run: a slider over the states of a model, which draw faces of the same z.

import { $ } from "./dom.js";
import { waitForDirection } from "./touch.js";
import { modelNamed } from "./view.js";

/** @import { View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

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
    const { states } = modelNamed(view.model, explorer.models);
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
