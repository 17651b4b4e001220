// Undo and redo: each change of the view is an entry of the browser's history, so that Back takes it back too.

import { $ } from "./dom.js";
import { complain, tell } from "./status.js";
import { toQuery } from "./view.js";

/** @import { Step, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

export class Steps {
  #index = /** @type {Step | null} */ (history.state)?.index ?? 0;
  #last = this.#index;

  /**
   * @param {Explorer} explorer
   * @param {() => void} leave called before another step is shown
   * @param {() => void} arrive called when it is chosen
   */
  constructor(explorer, leave, arrive) {
    this.explorer = explorer;
    $("undo").addEventListener("click", () => {
      const isAtRest = explorer.isCommitted && !explorer.moving;
      leave();
      tell("");
      if (isAtRest) history.back();
      else explorer.goTo();
    });
    $("redo").addEventListener("click", () => history.forward());
    addEventListener("popstate", async ({ state }) => {
      if (!state) return; // a jump to a part of the page
      leave();
      const { view, index } = /** @type {Step} */ (state);
      this.#index = index;
      try {
        // It is loaded already, but for a page that was loaded anew in between.
        const names = [view.model, view.compare].flatMap((name) => (name ? [name] : []));
        if (!(await explorer.load(names))) return;
        tell("");
        explorer.goTo(view);
        arrive();
      } catch (error) {
        complain(`${error.message} The faces stay as they were.`);
      }
    });
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
    $("undo").disabled = this.#index === 0;
    $("redo").disabled = this.#index >= this.#last;
  }

  /**
   * @param {View} view
   * @returns {Step}
   */
  #step(view) {
    return { view, index: this.#index };
  }
}
