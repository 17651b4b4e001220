// The explorer's state: the view, what undo goes back to, and the loop that draws the newest view and drops stale ones.

import { constants } from "./constants.js";
import { drawAverages, drawScene, sceneOf } from "./scene.js";
import { complain } from "./status.js";
import { modelNamed, toQuery } from "./view.js";

/** @import { Animation, Averages, Drawn, Frame, Model, View } from "./types" */
/** @import { OnBytes, Pool } from "./pool.js" */

export class Explorer {
  /** @type {Frame | null} the frame of an animation that is on screen instead of the view */
  moving = null;
  /** @type {Drawn | null} what was drawn last; the view may have moved on */
  drawn = null;
  #rested; // the last view that was drawn and is not a frame of an animation
  #committed; // the view that the last step of undo ended with
  #isStale = false;
  /** @type {Promise<void> | null} */
  #drawing = null;
  /** @type {number | undefined} */
  #settling;
  /** @type {number | undefined} */
  #besides;
  #choice = 0;

  /**
   * @param {Model[]} models
   * @param {Pool} pool
   * @param {View} view
   * @param {object} on
   * @param {(drawn: Drawn) => void} on.onPicture faces were drawn
   * @param {(drawn: Drawn, averages: Averages[]) => void} on.onBeside what follows them, of this picture or an older one
   * @param {(error: Error) => void} on.onError they could not be drawn, and the view is the previous one again
   * @param {(view: View) => void} on.onStep the view rests and is another, so that undo may take that back and a link
   *   may tell it
   */
  constructor(models, pool, view, on) {
    this.models = models;
    this.pool = pool;
    this.view = view;
    this.on = on;
    this.#rested = view;
    this.#committed = view;
  }

  get model() {
    return modelNamed(this.view.model, this.models);
  }

  /**
   * What is to be on screen: the view, or the animation's frame.
   * @returns {Frame}
   */
  get shown() {
    return this.moving ?? { view: this.view, walk: null };
  }

  /** Whether the view rests as the last step left it. */
  get isCommitted() {
    return isSame(this.view, this.#committed);
  }

  /**
   * Changes part of the view and draws it.
   * @param {Partial<View>} part
   */
  change(part) {
    this.view = { ...this.view, ...part };
    return this.render();
  }

  /** Makes what was drawn since the last time one step of undo. */
  commit() {
    // On the way to another step, what is drawn is older than that.
    if (this.isCommitted || isSame(this.#rested, this.#committed)) return;
    clearTimeout(this.#settling);
    this.#committed = this.#rested;
    this.on.onStep(this.#committed);
  }

  commitSoon() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.settle(), 1000 * constants.settle_seconds);
  }

  /** Makes the newest view one step of undo, as soon as it is drawn. */
  async settle() {
    await this.#drawing;
    this.commit();
  }

  /**
   * Shows the view of another step, or that of the last one without what changed since.
   * @param {View} [view]
   */
  goTo(view = this.#committed) {
    clearTimeout(this.#settling);
    this.#choice++;
    this.view = this.#committed = view;
    return this.render();
  }

  /**
   * Fetches models of a view to come. False if another was chosen meanwhile, which then is the one to show.
   * @param {string[]} names
   * @param {OnBytes} [onBytes]
   */
  async load(names, onBytes) {
    const choice = ++this.#choice;
    try {
      await Promise.all(names.map((name) => this.pool.load(name, onBytes)));
    } catch (error) {
      if (choice === this.#choice) throw error;
    }
    return choice === this.#choice;
  }

  /**
   * Draws what is on screen now; done when nothing newer waits. While one picture is drawn any number of events may
   * come; one more picture follows, of the newest.
   */
  render() {
    this.#isStale = true;
    this.#drawing ??= this.#draw().finally(() => {
      this.#drawing = null;
    });
    return this.#drawing;
  }

  async #draw() {
    while (this.#isStale) {
      this.#isStale = false;
      const { shown, moving } = this;
      try {
        const scene = sceneOf(shown, this.models);
        const picture = await drawScene(scene, this.pool);
        this.drawn = { ...shown, scene, picture };
        if (!moving) this.#rested = shown.view;
        this.on.onPicture(this.drawn);
        this.#showBesideSoon();
      } catch (error) {
        if (!this.#isStale) this.view = this.#rested;
        this.on.onError(error);
        // A frame of an animation may have been told already, without its faces.
        if (moving) this.#isStale = true;
      }
    }
  }

  /** The user waits for the faces; what stands beside them follows, and not for each picture of a drag. */
  #showBesideSoon() {
    this.#besides ??= setTimeout(async () => {
      const drawn = /** @type {Drawn} */ (this.drawn);
      try {
        this.on.onBeside(drawn, await drawAverages(drawn, this.pool));
      } catch (error) {
        complain(`The averages could not be drawn: ${error.message}`);
      }
      this.#besides = undefined;
      if (drawn !== this.drawn) this.#showBesideSoon();
    }, 1000 * constants.beside_seconds);
  }

  /**
   * Pictures of every frame of an animation, one after the other.
   * @param {Animation} animation
   */
  async *pictures(animation) {
    for (let i = 0; i < animation.count; i++) yield drawScene(sceneOf(animation.at(i), this.models), this.pool);
  }
}

/** @type {(a: View, b: View) => boolean} */
function isSame(a, b) {
  return toQuery(a) === toQuery(b) && a.pins === b.pins;
}
