// More like this: small faces beside the one to shape, each at a chosen distance from it; a click goes on from that one.

import { roundedZ } from "./codes.js";
import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { faceLatent, near } from "./latent.js";
import { paint } from "./stage.js";
import { waitForDirection } from "./touch.js";

/** @import { View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

export class Variants {
  #round = 0;
  /** @type {{ button: HTMLButtonElement, canvas: HTMLCanvasElement }[]} */
  #cells = [];
  /** @type {Float32Array[]} z (d) of each, before directions */
  #faces = [];

  /**
   * @param {Explorer} explorer
   * @param {(part: Partial<View>) => Promise<void>} step changes the view
   */
  constructor(explorer, step) {
    this.explorer = explorer;
    this.#cells = Array.from({ length: constants.variants }, (_, i) => {
      const button = make("button", { type: "button", className: "variant" });
      button.setAttribute("aria-label", constants.shaping.variant.replace("{}", String(i + 1)));
      button.addEventListener("click", () => {
        this.#round++;
        step({ face: this.#faces[i] });
      });
      return { button, canvas: button.appendChild(make("canvas")) };
    });
    $("variants").append(...this.#cells.map(({ button }) => button));
    $("others").addEventListener("click", () => {
      this.#round++;
      return this.show();
    });
    waitForDirection($("distance"));
    $("distance").addEventListener("input", () => this.show());
  }

  /** Draws the small faces around the face that is shown. */
  async show() {
    const { view, model, pool } = this.explorer;
    if (view.show !== "face") return;
    const base = faceLatent(model, { ...view, directions: {} });
    const distance = Number($("distance").value);
    const { first_variant_seed, variants } = constants;
    const seeds = this.#cells.map((_, i) => first_variant_seed + variants * this.#round + i);
    const faces = seeds.map((seed) => roundedZ(near(model, base, seed, distance)));
    const drawn = await pool.draw(
      model.name,
      faces.map((face) => faceLatent(model, { ...view, face })),
    );
    if (view !== this.explorer.view || distance !== Number($("distance").value)) return;
    this.#faces = faces;
    drawn.forEach((face, i) => paint(this.#cells[i].canvas, face, model.size));
  }
}
