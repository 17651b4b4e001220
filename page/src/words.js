// What the page says in the words that the notebook shares: on the controls of index.html, and about the faces.

import { capitalised, constants } from "./constants.js";
import { $, fillSelect } from "./dom.js";
import { number } from "./view.js";

/** @import { Constants, Frame, PageElements, Scene } from "./types" */

export function showWords() {
  const { actions, controls, shows } = constants;
  for (const id of /** @type {const} */ (["model", "compare", "show"])) {
    const { label, about } = controls[id];
    $(id).title = about;
    $(`${id}-label`).textContent = label;
  }
  $("state").title = controls.state.about;
  $("state").setAttribute("aria-label", controls.state.label);
  $("state-label").textContent = controls.state.label;
  // One face has a tab of its own.
  const { face, ...others } = shows;
  fillSelect(
    $("show"),
    Object.entries(others).map(([show, label]) => [show, capitalised(label)]),
  );
  const { animate, ...buttons } = actions;
  $("what").title = animate;
  for (const [id, about] of Object.entries(buttons)) $(/** @type {keyof PageElements} */ (id)).title = about;
}

/**
 * What is on screen, in sentences without symbols.
 * @param {Frame} frame
 * @param {Scene} scene
 */
export function seen({ view, walk }, { models, zs }) {
  const { alike, odd, means } = constants;
  const isMany = zs.length > 1;
  /** @type {(keyof Constants["seen"])[]} */
  const said = [walk !== null ? "walk" : view.show === "sweep" ? "sweep" : isMany ? "grid" : "one"];
  if (walk === null && !view.face) {
    if (view.std === 0 && isMany) said.push("same");
    else if (view.std < alike && isMany) said.push("alike");
    else if (view.std > odd) said.push("odd");
    if (view.mean && view.show !== "sweep") said.push("moved");
  }
  /** @type {Record<string, string | number>} */
  const numbers = {
    n: view.show === "sweep" ? view.width : zs.length,
    d: models[0].latent_dim,
    low: means[0],
    high: means[means.length - 1],
    mean: number(view.mean),
  };
  const text = said.map((kind) => constants.seen[kind]).join(" ");
  return `${filled(text, numbers)} ${models[0].early}`.trim();
}

/**
 * A sentence with its {places} filled; negative numbers get a minus sign.
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, place) => String(values[place]).replace(/^-(?=\d)/, "−"));
}
