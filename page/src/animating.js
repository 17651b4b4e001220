// The animation's controls: what moves and how fast, Play and Stop, and a slider over its frames.

import { capitalised, constants } from "./constants.js";
import { $, fillSelect } from "./dom.js";
import { load } from "./loading.js";
import { animationOf, play } from "./player.js";
import { atRest } from "./scene.js";
import { complain, tell } from "./status.js";
import { waitForDirection } from "./touch.js";

/** @import { Direction, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

const ANIMATED = /** @type {const} */ (["mean", "std", "truncation"]);

export class Animating {
  #explorer;
  /** @type {(() => void) | null} */
  #stopPlaying = null;
  #turn = 0; // a later action ends the wait for what is to be played
  /** The name of the control that is moved, or "walk" or "state". */
  #moved = "";

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.#explorer = explorer;
    fillSelect(
      $("pace"),
      Object.entries(constants.paces).map(([name, pace]) => [String(pace), name]),
    );
    $("pace").value = "1";
    $("pace").title = constants.actions.pace;
    for (const id of /** @type {const} */ (["what", "pace"]))
      $(id).addEventListener("change", async () => {
        await this.stop();
        this.#showLength(0);
      });
    $("play").addEventListener("click", () => (this.#stopPlaying ? this.pause() : this.#play()));
    waitForDirection($("frame"));
    $("frame").addEventListener("input", () => this.#pauseAt(Number($("frame").value)));
    $("frame").addEventListener("change", () => this.hold());
  }

  /** The chosen one. */
  get animation() {
    return animationOf($("what").value, Number($("pace").value), this.#explorer.view, this.#explorer.model);
  }

  /**
   * Offers what can be moved.
   * @param {Direction[]} directions
   */
  show(directions) {
    const { view } = this.#explorer;
    const law = view.show === "face" ? [] : ANIMATED;
    /** @type {[value: string, text: string][]} */
    const options = law.map((name) => [name, constants.controls[name].label]);
    for (const { name } of directions) options.push([`d.${name}`, name]);
    if (this.#explorer.model.states.length > 1) options.push(["state", constants.controls.state.label]);
    if (view.pins.length > 1) options.push(["walk", capitalised(constants.walk)]);
    const chosen = options.some(([name]) => name === $("what").value) ? $("what").value : (options[0]?.[0] ?? "");
    fillSelect($("what"), options);
    $("what").value = chosen;
    if (options.length) this.#showLength(Number($("frame").value));
    $("animation").hidden = options.length === 0;
  }

  /** Stops without drawing anything. */
  halt() {
    this.#stopPlaying?.();
    this.#stopPlaying = null;
    this.#explorer.moving = null;
    $("play").textContent = "Play";
  }

  /** Stops. A slider stays where it is; a walk and a training, which were only watched, leave the view as it was. */
  stop() {
    return this.#end(["walk", "state"].includes(this.#moved) ? {} : this.#inSight());
  }

  /** Stops at the face in sight, so that it can be shaped and pinned; a training leaves the model as it was. */
  pause() {
    return this.#moved === "state" ? this.stop() : this.hold();
  }

  /** Stops, and what is in sight becomes the view, so that a link and files tell it. */
  async hold() {
    const isFace = this.#explorer.view.show === "face";
    const left = this.#inSight();
    await this.#end(left);
    if (left.show === "face" && !isFace) tell("The walk stopped at this face, which you can shape. Undo leads back.");
  }

  /** @returns {Partial<View>} */
  #inSight() {
    const { moving, model } = this.#explorer;
    return moving ? atRest(moving, model) : {};
  }

  /**
   * Done when the view that is left is drawn.
   * @param {Partial<View>} left
   */
  async #end(left) {
    this.#turn++;
    if (!this.#stopPlaying && !this.#explorer.moving) return;
    this.halt();
    await this.#explorer.change(left);
    this.#explorer.commitSoon();
  }

  async #play() {
    const { model } = this.#explorer;
    const turn = ++this.#turn;
    if ($("what").value === "state") {
      try {
        const names = model.states.map(({ name }) => name);
        const isWanted = await load(this.#explorer, names, "Loading the states of the training…");
        if (!isWanted || turn !== this.#turn) return;
      } catch (error) {
        if (turn === this.#turn) complain(`The training cannot be played: ${error.message}`);
        return;
      }
    }
    tell("");
    $("play").textContent = "Stop";
    this.#moved = $("what").value;
    this.#stopPlaying = play(this.animation, Number($("frame").value), (frame, i) => {
      $("frame").value = String(i);
      this.#explorer.moving = frame;
      this.#explorer.render();
    });
  }

  /** @param {number} i */
  #pauseAt(i) {
    this.halt();
    this.#moved = $("what").value;
    this.#explorer.moving = this.animation.at(i);
    this.#explorer.render();
  }

  /** @param {number} frame */
  #showLength(frame) {
    $("frame").max = String(this.animation.count - 1);
    $("frame").value = String(frame);
  }
}
