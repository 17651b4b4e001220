// Crossing: the face on the way between the two faces that were pinned last.

import { roundedZ } from "./codes.js";
import { $ } from "./dom.js";
import { slerp } from "./latent.js";
import { pinLatent } from "./scene.js";
import { paint } from "./stage.js";
import { waitForDirection } from "./touch.js";

/** @import { Model, Pin, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

export class Crossing {
  /** @type {Pin[]} */
  #pins = [];
  /** @type {Model | null} */
  #model = null;
  /** @type {Float32Array[]} z (d) of both */
  #ends = [];

  /**
   * @param {Explorer} explorer
   * @param {(part: Partial<View>) => Promise<void>} set changes the view
   */
  constructor(explorer, set) {
    this.explorer = explorer;
    const between = $("between");
    waitForDirection(between);
    between.addEventListener("input", () => {
      const [a, b] = this.#ends;
      set({ face: roundedZ(slerp(a, b, Number(between.value))), directions: {} });
    });
    between.addEventListener("change", () => explorer.commitSoon());
  }

  /** Shows the two faces, where so many are pinned; from then on the section is open. */
  async show() {
    const { view, model, pool } = this.explorer;
    const isPossible = view.pins.length >= 2;
    if (isPossible && $("ends").hidden) $("cross").open = true;
    $("ends").hidden = !isPossible;
    $("cross-hint").hidden = isPossible;
    if (!isPossible || (view.pins === this.#pins && model === this.#model)) return;
    [this.#pins, this.#model] = [view.pins, model];
    const ends = view.pins.slice(-2).map((pin) => pinLatent(model, pin));
    const faces = await pool.draw(model.name, ends);
    if (view.pins !== this.#pins || model !== this.#model) return;
    this.#ends = ends;
    $("between").value = "0.5";
    paint($("cross-a"), faces[0], model.size);
    paint($("cross-b"), faces[1], model.size);
  }
}
