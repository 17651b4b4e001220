// The two tabs: one face to shape, and many to study. Each keeps what it shows while the other one is open.

import { takenOver } from "./choosing.js";
import { $ } from "./dom.js";

/** @import { View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

export class Tabs {
  /** @type {Partial<Record<"face" | "study", View>>} what each tab showed last */
  #left = {};

  /**
   * @param {Explorer} explorer
   * @param {() => Promise<void>} stop stops what moves
   * @param {(part: Partial<View>) => Promise<void>} step changes the view
   */
  constructor(explorer, stop, step) {
    this.explorer = explorer;
    for (const tab of /** @type {const} */ (["face", "study"]))
      $(`tab-${tab}`).addEventListener("click", async () => {
        await stop();
        return step(this.#opened(tab));
      });
  }

  /** @param {View} view on screen */
  show(view) {
    const tab = tabOf(view);
    // A frame of an animation is no view that a tab is left with.
    if (view === this.explorer.view) this.#left[tab] = view;
    document.documentElement.dataset.tab = tab;
    for (const each of /** @type {const} */ (["face", "study"]))
      $(`tab-${each}`).setAttribute("aria-pressed", String(each === tab));
  }

  /**
   * The part of the view that opens a tab: what it showed last, by the model and with the pinned faces of now. A tab
   * that is opened for the first time takes over the law of the other one.
   * @param {"face" | "study"} tab
   * @returns {Partial<View>}
   */
  #opened(tab) {
    const { view, model, models } = this.explorer;
    if (tabOf(view) === tab) return {};
    const left = this.#left[tab];
    if (left) return { ...left, ...takenOver({ ...left, pins: view.pins }, model, models) };
    return tab === "face" ? { show: "face", compare: null } : { show: "grid", face: null };
  }
}

/** @param {View} view */
function tabOf({ show }) {
  return show === "face" ? "face" : "study";
}
