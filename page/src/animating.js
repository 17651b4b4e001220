// The animation's controls: what moves and how fast, Play and Stop, and a slider over its frames.

import { capitalised, constants } from "./constants.js";
import { $, fillSelect } from "./dom.js";
import { animationOf, play } from "./player.js";
import { complain, tell } from "./status.js";
import { waitForDirection } from "./touch.js";
import { rounded } from "./view.js";

/** @import { Direction } from "./types" */
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
    $("play").addEventListener("click", () => (this.#stopPlaying ? this.stop() : this.#play()));
    waitForDirection($("frame"));
    $("frame").addEventListener("input", () => this.#pauseAt(Number($("frame").value)));
    $("frame").addEventListener("change", () => this.#rest());
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

  /** Stops where it is; done when that is drawn. */
  async stop() {
    this.#turn++;
    const { moving } = this.#explorer;
    if (!this.#stopPlaying && !moving) return;
    this.halt();
    await this.#explorer.change(moving ? rounded(moving.view, this.#moved) : {});
    this.#explorer.commit();
  }

  async #play() {
    const { model } = this.#explorer;
    const turn = ++this.#turn;
    if ($("what").value === "state") {
      tell("Loading the states of the training…");
      try {
        const isWanted = await this.#explorer.load(model.states.map(({ name }) => name));
        if (!isWanted || turn !== this.#turn) return;
      } catch (error) {
        return complain(`The training cannot be played: ${error.message}`);
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

  /** Leaves the frame that the slider was moved to as the view; a face of a walk only stays in sight. */
  async #rest() {
    const { moving } = this.#explorer;
    if (!moving || this.#moved === "walk") return;
    this.halt();
    await this.#explorer.change(rounded(moving.view, this.#moved));
    this.#explorer.commitSoon();
  }

  /** @param {number} frame */
  #showLength(frame) {
    $("frame").max = String(this.animation.count - 1);
    $("frame").value = String(frame);
  }
}
