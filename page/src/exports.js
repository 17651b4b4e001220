// Films that are being made: one after the other, each with its progress and a button to cancel it.

import { $, make } from "./dom.js";

/** @import { Animation, Picture } from "./types" */

/**
 * @typedef {object} Export
 * @property {string} name of the file
 * @property {Animation} animation as it was when the film was asked for
 * @property {(animation: Animation) => AsyncIterable<Picture>} draw
 * @property {string} comment to keep in the file
 * @property {() => Promise<(pictures: AsyncIterable<Picture>, comment: string) => Promise<Blob>>} load fetches the encoder
 * @property {(blob: Blob) => void} keep
 */

export class Exports {
  /** @type {Promise<void>} done when the last film is */
  #last = Promise.resolve();

  /**
   * Makes a film after those that were asked for before, and tells how it goes in a line of its own.
   * @param {Export} film
   */
  add(film) {
    const line = make("li");
    const text = make("span", { textContent: `${film.name} waits for the one before…` });
    const bar = make("progress", { max: film.animation.count, value: 0 });
    const cancel = make("button", { type: "button", textContent: "Cancel" });
    bar.setAttribute("aria-label", film.name);
    line.append(text, bar, cancel);
    $("exports").append(line);
    let isCancelled = false;
    cancel.addEventListener("click", () => {
      isCancelled = true;
      line.remove();
    });

    async function* pictures() {
      for await (const picture of film.draw(film.animation)) {
        if (isCancelled) return;
        text.textContent = `${film.name}: frame ${++bar.value} of ${bar.max}`;
        yield picture;
      }
    }
    this.#last = this.#last.then(async () => {
      if (isCancelled) return;
      try {
        const encode = await film.load();
        const blob = await encode(pictures(), film.comment);
        if (isCancelled) return;
        film.keep(blob);
        text.textContent = `${film.name} is saved.`;
        setTimeout(() => line.remove(), 10_000);
      } catch (error) {
        text.textContent = `${film.name} was not saved: ${error.message}`;
        text.setAttribute("role", "alert");
        cancel.textContent = "Close";
      }
      bar.remove();
      if (cancel.textContent === "Cancel") cancel.remove();
    });
  }
}
