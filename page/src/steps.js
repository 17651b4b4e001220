// Undo and redo: each change of the view is an entry of the browser's history, so that Back takes it back too.

import { $ } from "./dom.js";
import { load } from "./loading.js";
import { complain, tell } from "./status.js";
import { toQuery } from "./view.js";

/** @import { Step, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

export class Steps {
  #index = 0;
  #last = 0;
  #owed = 0; // how far the browser is still to go, once the last change is an entry
  #isGoing = false; // a second press of a button is too early before the browser is there

  /**
   * @param {Explorer} explorer
   * @param {() => void} leave called before another step is shown
   * @param {() => void} arrive called when it is chosen
   */
  constructor(explorer, leave, arrive) {
    this.explorer = explorer;
    this.arrive = arrive;
    // A page that was loaded anew goes on among its steps.
    const { index, last } = /** @type {Step} */ (history.state ?? { index: 0, last: 0 });
    [this.#index, this.#last] = [index, last];
    $("undo").addEventListener("click", async () => {
      if (this.#isGoing) return;
      const isMoving = explorer.moving !== null;
      this.#isGoing = !isMoving;
      leave();
      tell("");
      await explorer.settle();
      if (isMoving) explorer.goTo();
      else history.back();
    });
    $("redo").addEventListener("click", async () => {
      if (this.#isGoing) return;
      this.#isGoing = true;
      leave();
      await explorer.settle();
      history.forward();
    });
    addEventListener("popstate", ({ state }) => {
      if (!state) return; // a jump to a part of the page
      this.#isGoing = false;
      const isMoving = explorer.moving !== null;
      leave();
      const distance = state.index - this.#index;
      if (isMoving && distance) {
        // What moves is what is taken back.
        explorer.goTo();
        history.go(-distance);
      } else if (!distance && explorer.isCommitted) return;
      else if (explorer.isCommitted) this.#show(state);
      else if (distance) this.#return(distance);
      else this.#addFirst();
    });
  }

  /** @param {Step} step that the browser went to */
  async #show({ view, index }) {
    const { explorer } = this;
    const shown = this.#index;
    this.#index = index;
    history.replaceState(this.#step(view), ""); // it knows of the steps after it, should the page be loaded anew
    // A change that was made meanwhile stays.
    const isWanted = () => this.#index === index && explorer.isCommitted;
    try {
      // It is loaded already, but for a page that was loaded anew in between.
      const names = [view.model, view.compare].flatMap((name) => (name ? [name] : []));
      if (!(await load(explorer, names, `Loading ${view.model}…`)) || !isWanted()) return;
      explorer.goTo(view);
      this.arrive();
    } catch (error) {
      if (!isWanted()) return;
      this.#index = shown;
      history.go(shown - index);
      this.showButtons();
      complain(`${error.message} The faces stay as they were.`);
    }
  }

  /**
   * The browser went back before the last change was an entry, which it can become only where the browser was.
   * @param {number} distance how far the browser went: -1 for the entry before
   */
  #return(distance) {
    this.#owed ||= distance;
    this.explorer.commitSoon(); // not on the way
    history.go(-distance);
  }

  /** The last change becomes an entry, and going back then leaves that one alone. */
  async #addFirst() {
    const owed = this.#owed;
    this.#owed = 0;
    await this.explorer.settle();
    if (owed) history.go(owed);
  }

  /** The view that the visit begins with. */
  begin() {
    history.replaceState(this.#step(this.explorer.view), "", toQuery(this.explorer.view));
    this.showButtons();
  }

  /** @param {View} view that a change ended with */
  add(view) {
    this.#last = ++this.#index;
    history.pushState(this.#step(view), "", toQuery(view));
    this.showButtons();
  }

  showButtons() {
    const { explorer } = this;
    $("undo").disabled = this.#index === 0 && !explorer.moving && explorer.isCommitted;
    // A change takes the place of those that were undone.
    $("redo").disabled = this.#index >= this.#last || !explorer.isCommitted;
  }

  /**
   * @param {View} view
   * @returns {Step}
   */
  #step(view) {
    return { view, index: this.#index, last: this.#last };
  }
}
