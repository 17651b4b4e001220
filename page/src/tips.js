// Things to try: buttons that set the sliders, and a sentence about what is seen then.

import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { complain, tell } from "./status.js";
import { defaultView } from "./view.js";

/** @import { View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

/**
 * @param {Explorer} explorer
 * @param {(part: Partial<View>) => Promise<void>} step changes the view
 */
export function joinTips(explorer, step) {
  const names = explorer.models.map(({ name }) => name);
  for (const { label, about, part } of constants.tips) {
    const needed = [part.model, part.compare].flatMap((name) => (name ? [name] : []));
    if (!needed.every((name) => names.includes(name))) continue;
    const button = make("button", { type: "button", textContent: label, title: about });
    button.addEventListener("click", async () => {
      try {
        if (!(await explorer.load(needed))) return;
        const { seed, pins, model, compare } = explorer.view;
        await step({ ...defaultView(model), seed, pins, compare, ...part });
        tell(about);
      } catch (error) {
        complain(`${error.message} The faces stay as they were.`);
      }
    });
    $("tips").append(button);
  }
}
