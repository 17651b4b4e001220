// Names and explanations that the notebook shares, on the controls of index.html.

import { capitalised, constants } from "./constants.js";
import { $, fillSelect } from "./dom.js";

/** @import { PageElements } from "./types" */

export function showWords() {
  const { actions, controls, shows } = constants;
  for (const id of /** @type {const} */ (["model", "compare", "show"])) {
    const { label, about } = controls[id];
    $(id).title = about;
    $(`${id}-label`).textContent = label;
  }
  fillSelect(
    $("show"),
    Object.entries(shows).map(([show, label]) => [show, capitalised(label)]),
  );
  const { animate, ...buttons } = actions;
  $("what").title = animate;
  for (const [id, about] of Object.entries(buttons)) $(/** @type {keyof PageElements} */ (id)).title = about;
}
