// Pinned faces: those that a visitor keeps.

import { isAlike, roundedZ } from "./codes.js";
import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { latentOf } from "./latent.js";
import { pinLatent } from "./scene.js";
import { paint } from "./stage.js";
import { complain } from "./status.js";

/** @import { Face, Model, Pin, Scene, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

export class Pins {
  /** @type {{ pins: Pin[], model: Model | null, zs: Float32Array[] }} */
  #known = { pins: [], model: null, zs: [] };

  /**
   * @param {Explorer} explorer
   * @param {(part: Partial<View>) => void} step changes the view
   */
  constructor(explorer, step) {
    this.explorer = explorer;
    this.step = step;
  }

  /**
   * Pins a face of a scene, or unpins it, however it was pinned: a grid tells how it was drawn, and shaping its z.
   * @param {Scene} scene
   * @param {number} i
   */
  toggle(scene, i) {
    const { pins } = this.explorer.view;
    const zs = this.#latents();
    const kept = pins.filter((_, j) => !isAlike(zs[j], scene.zs[i]));
    if (kept.length === constants.most_pins)
      return complain(`Only ${constants.most_pins} faces can be pinned; unpin one first.`);
    this.step({ pins: kept.length === pins.length ? [...pins, scene.pins[i]] : kept });
  }

  /**
   * Which faces of a scene are pinned, as a Set of indices.
   * @param {Scene} scene
   */
  among({ zs }) {
    const pinned = this.#latents();
    const isPinned = (/** @type {Float32Array} */ z) => pinned.some((each) => isAlike(each, z));
    return new Set(zs.flatMap((z, i) => (isPinned(z) ? [i] : [])));
  }

  /** z (d) of each pinned face, kept because every picture of a drag asks for them. */
  #latents() {
    const { model, view } = this.explorer;
    if (this.#known.pins !== view.pins || this.#known.model !== model)
      this.#known = { pins: view.pins, model, zs: view.pins.map((pin) => pinLatent(model, pin)) };
    return this.#known.zs;
  }

  /** Draws the row of pinned faces anew. */
  async show() {
    const { pool, model, view } = this.explorer;
    const zs = this.#latents();
    const faces = zs.length ? await pool.draw(model.name, zs) : [];
    if (view.pins !== this.explorer.view.pins || model !== this.explorer.model) return;
    const hints = constants.pin_hints[view.show === "face" ? "face" : "study"];
    $("pins-hint").textContent = hints[Math.min(view.pins.length, 2)];
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
    const isShaping = this.explorer.view.show === "face";
    button.setAttribute("aria-label", isShaping ? `Go on from face ${i + 1}` : `Unpin face ${i + 1}`);
    paint(button.appendChild(make("canvas")), face, size);
    button.addEventListener("click", () => {
      const { pins } = this.explorer.view;
      this.step(isShaping ? shapeOf(pins[i], this.explorer.model) : { pins: pins.filter((_, j) => j !== i) });
    });
    return button;
  }
}

/**
 * The part of a view that shows a pinned face as the one to shape, its strengths on the sliders.
 * @param {Pin} pin
 * @param {Model} model
 * @returns {Partial<View>}
 */
function shapeOf({ recipe, z }, model) {
  if (!recipe) return { face: roundedZ(z), directions: {} };
  const { index, ...law } = recipe;
  if (index === 0) return { ...law, face: null };
  return { face: roundedZ(latentOf(model, { ...recipe, directions: {} })), directions: law.directions };
}
