// Pinned faces: those that a visitor keeps.

import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { pinLatent } from "./scene.js";
import { paint } from "./stage.js";
import { complain } from "./status.js";
import { pinText } from "./view.js";

/** @import { Face, Recipe, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

// Without a pinned face, with one, and with more. Each fits beside the faces in a narrow window.
const HINTS = [
  "Click a face, or press Enter on it, to pin it here. With two you can walk between them.",
  "Click it to unpin it. With two you can walk between them.",
  "To walk between them, choose the walk under Animation.",
];

export class Pins {
  /**
   * @param {Explorer} explorer
   * @param {(part: Partial<View>) => void} step changes the view
   */
  constructor(explorer, step) {
    this.explorer = explorer;
    this.step = step;
  }

  /**
   * Pins a face, or unpins it.
   * @param {Recipe} recipe of the face
   */
  toggle(recipe) {
    const { pins } = this.explorer.view;
    const kept = pins.filter((pin) => !isSame(pin.recipe, recipe));
    if (kept.length === constants.most_pins)
      return complain(`Only ${constants.most_pins} faces can be pinned; unpin one first.`);
    this.step({ pins: kept.length === pins.length ? [...pins, { recipe }] : kept });
  }

  /**
   * Which faces are pinned, as a Set of indices.
   * @param {Recipe[]} recipes of the faces
   */
  among(recipes) {
    const { pins } = this.explorer.view;
    const isPinned = (/** @type {Recipe} */ recipe) => pins.some((pin) => isSame(pin.recipe, recipe));
    return new Set(recipes.flatMap((recipe, i) => (isPinned(recipe) ? [i] : [])));
  }

  /** Draws the row of pinned faces anew. */
  async show() {
    const { pool, model, view } = this.explorer;
    const zs = view.pins.map((pin) => pinLatent(model, pin));
    const faces = zs.length ? await pool.draw(model.name, zs) : [];
    if (view.pins !== this.explorer.view.pins || model !== this.explorer.model) return;
    $("pins-hint").textContent = HINTS[Math.min(view.pins.length, 2)];
    const row = $("pins");
    const focused = [...row.children].indexOf(/** @type {Element} */ (document.activeElement));
    const buttons = faces.map((face, i) => this.#button(face, model.size, i));
    row.replaceChildren(...buttons);
    // A visitor who unpins faces by keyboard stays among them.
    const next = buttons[Math.min(focused, faces.length - 1)] ?? document.querySelector(".face[tabindex='0']");
    if (focused >= 0) next?.focus();
  }

  /**
   * @param {Face} face
   * @param {number} size
   * @param {number} i
   */
  #button(face, size, i) {
    const button = make("button", { type: "button", className: "face" });
    button.setAttribute("aria-label", `Unpin face ${i + 1}`);
    paint(button.appendChild(make("canvas")), face, size);
    button.addEventListener("click", () => this.step({ pins: this.explorer.view.pins.filter((_, j) => j !== i) }));
    return button;
  }
}

/** @type {(a: Recipe | undefined, b: Recipe) => boolean} */
function isSame(a, b) {
  return a !== undefined && pinText(a) === pinText(b);
}
