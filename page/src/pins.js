// Pinned faces: those that a visitor keeps. Each is a z, told by how it was drawn where a law drew it.

import { pinLatent } from "./scene.js";
import { paint } from "./stage.js";
import { complain } from "./status.js";
import { PINS, pinText } from "./view.js";

export class Pins {
  #row = document.getElementById("pins");
  #hint = document.getElementById("pins-hint");

  // step(part) changes the view.
  constructor(explorer, step) {
    Object.assign(this, { explorer, step });
  }

  // Pins the index-th face on screen, or lets it go if it is pinned.
  toggle(index) {
    const { explorer } = this;
    const pin = { recipe: explorer.drawn.scene.recipes[index] };
    const kept = explorer.view.pins.filter((each) => !isSame(each.recipe, pin.recipe));
    if (kept.length === PINS) return complain(`Only ${PINS} faces can be pinned; let one go first.`);
    if (kept.length === explorer.view.pins.length) kept.push(pin);
    this.step({ pins: kept });
  }

  // Which faces on screen are pinned, as a Set of indices.
  get indices() {
    const { drawn, view } = this.explorer;
    const isPinned = (recipe) => view.pins.some((pin) => isSame(pin.recipe, recipe));
    return new Set(drawn.scene.recipes.flatMap((recipe, i) => (isPinned(recipe) ? [i] : [])));
  }

  // Draws the row of pinned faces anew.
  async show() {
    const { pool, model, view } = this.explorer;
    const faces = view.pins.length
      ? await pool.draw(
          model.name,
          view.pins.map((pin) => pinLatent(model, pin)),
        )
      : [];
    if (view.pins !== this.explorer.view.pins || model !== this.explorer.model) return;
    this.#hint.textContent =
      view.pins.length > 1
        ? "Walk between them: choose it under Animation. Click one to let it go."
        : "Click a face, or press Enter on it, to keep it here. With two you can walk between them.";
    const focused = [...this.#row.children].indexOf(document.activeElement);
    this.#row.replaceChildren(...faces.map((face, i) => this.#button(face, model.size, i)));
    // Who lets faces go by keyboard stays among them.
    const next =
      this.#row.children[Math.min(focused, faces.length - 1)] ?? document.querySelector(".face[tabindex='0']");
    if (focused >= 0) next.focus();
  }

  #button(face, size, i) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "face" });
    button.setAttribute("aria-label", `Let pinned face ${i + 1} go`);
    const canvas = button.appendChild(document.createElement("canvas"));
    paint(canvas, face, size);
    button.addEventListener("click", () => this.step({ pins: this.explorer.view.pins.filter((_, j) => j !== i) }));
    return button;
  }
}

function isSame(a, b) {
  return a !== undefined && pinText(a) === pinText(b);
}
